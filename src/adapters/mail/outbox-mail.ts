import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { LedgerkeepError } from '../../core/errors.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Letter, Mail, Outbox, OutboxLetter } from '../../ports/mail.ts'
import { mimeFields } from './mime-fields.ts'

export interface OutboxMailOptions {
  readonly folder: string
  readonly from: string
  readonly clock: Clock
}

/**
 * Writes each letter as `<instant>-<fingerprint>.eml`, exactly as a mail server would get it, and
 * beside it a `.json` for the list. Both appear whole; a listed letter always has its `.eml`.
 */
export function createOutboxMail(options: OutboxMailOptions): Mail & Outbox {
  const { folder, from, clock } = options
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return {
    send: async (letter) => {
      const at = clock.now()
      const fields = { ...mimeFields(letter, from), date: new Date(at) }
      const { message } = await transport.sendMail(fields)
      if (!Buffer.isBuffer(message)) throw new LedgerkeepError('bug', 'The letter was not built.')
      await keep(folder, { ...letter, name: nameOf(letter, at), at }, message).catch(unwritten)
    },
    letters: () => readLetters(folder),
  }
}

async function keep(folder: string, letter: OutboxLetter, message: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeWhole(join(folder, letter.name), message)
  await writeWhole(join(folder, listedAs(letter.name)), Buffer.from(JSON.stringify(letter)))
}

/** The same letter at the same instant is the same file; a name holds nothing a person chose. */
function nameOf(letter: Letter, at: number): string {
  const instant = new Date(at).toISOString().replace(/[-:.]/g, '')
  const fingerprint = createHash('sha256').update(letter.messageId).digest('hex').slice(0, 16)
  return `${instant}-${fingerprint}.eml`
}

const listedAs = (name: string): string => name.replace(/\.eml$/, '.json')

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.part`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.datasync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
}

async function readLetters(folder: string): Promise<readonly OutboxLetter[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  // A name starts with its instant, so the order of names is the order of time.
  const listed = names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .reverse()
  return Promise.all(
    listed.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'))),
  )
}

function unwritten(cause: unknown): never {
  throw new LedgerkeepError('retry', 'The letter could not be written to the outbox.', {
    hint: 'Check that the outbox folder can be written and the disk is not full.',
    cause,
  })
}

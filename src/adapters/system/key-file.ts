import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { refuse } from '../../core/errors.ts'
import { KEY_BYTES } from './secrets.ts'

/**
 * The 32 bytes of a key file; makes the file (mode 0600) when there is none. Of two processes that
 * make it at once both get the key that was there first.
 */
export async function keyFile(path: string): Promise<Uint8Array> {
  const found = await readKey(path)
  if (found) return found
  await makeKey(path)
  const made = await readKey(path)
  if (made) return made
  throw refuse(`The key file ${path} vanished.`, 'Start again.')
}

async function readKey(path: string): Promise<Uint8Array | null> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw refuse(`The key file ${path} can't be read.`, 'Let this user read it.', { cause: error })
  })
  if (bytes === null) return null
  if (bytes.length !== KEY_BYTES) {
    throw refuse(
      `The key file ${path} has ${bytes.length} bytes, not ${KEY_BYTES}.`,
      'Put the right file back. Without it, everybody has to connect to Xero again.',
    )
  }
  // A file put there by hand may be open to others; a mounted read-only one stays as it is.
  await chmod(path, 0o600).catch(() => undefined)
  return bytes
}

/** Written under another name and then linked, so that nobody ever reads half a key. */
async function makeKey(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomBytes(8).toString('hex')}`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(randomBytes(KEY_BYTES))
    await file.sync()
  } finally {
    await file.close()
  }
  try {
    await link(draft, path)
    await flushFolder(dirname(path))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await unlink(draft)
  }
}

async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}

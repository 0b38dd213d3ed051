import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { createDownload } from '../../../src/app/download/download.ts'
import { createSite, type ServingSite, serveSite } from '../../../src/web/server.ts'
import { ANN_HEADERS } from '../../support/ask-site.ts'
import { createFakeSite } from '../../support/fake-site.ts'
import { type Built, builtArchive } from './built-archive.ts'
import { inPath } from './programs.ts'
import { newFolder } from './stored-order.ts'

const CURL = inPath('curl')
const WGET = inPath('wget')
const cleanUps: (() => void)[] = []
const later = (cleanUp: () => void) => void cleanUps.push(cleanUp)
let built: Built
let serving: ServingSite
let whole = Buffer.alloc(0)
let truth = ''
const folder = newFolder(later)

const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
const url = (): string => `${serving.url}/backups/bak_1/download`
const cookie = `Cookie: ${ANN_HEADERS.cookie}`

async function serve(port: number): Promise<void> {
  const { ports } = createFakeSite()
  const real = createDownload(built.ports)
  const open = () => real.open(built.personId, built.backup.id)
  const app = { ...ports.app, download: { ...real, open } }
  serving = await serveSite(createSite({ ...ports, app }), { host: '127.0.0.1', port })
}

before(async () => {
  const files = Array.from({ length: 40 }, (_, nth) => ({
    name: `${nth}.pdf`,
    body: Buffer.alloc(100_000, `${nth}`),
  }))
  built = await builtArchive(later, files)
  const opened = await createDownload(built.ports).open(built.personId, built.backup.id)
  whole = Buffer.concat(await opened.read(0, opened.bytes - 1).toArray())
  truth = hash(whole)
  await serve(0)
})
after(async () => {
  await serving.close()
  cleanUps.reverse().forEach((cleanUp) => void cleanUp())
})

/** Starts the program and kills it once so many bytes have come. */
async function cutOff(args: readonly string[], program: string, path: string, bytes: number) {
  const child = execFile(program, args)
  const size = () => statSync(path, { throwIfNoEntry: false })?.size ?? 0
  while (size() < bytes && child.exitCode === null) await new Promise((go) => setTimeout(go, 5))
  child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

test('curl goes on where it was killed', CURL, async () => {
  const path = join(folder, 'curl.zip')
  const args = ['-s', '-C', '-', '-H', cookie, '-o', path, url()]
  for (const part of [0.2, 0.5, 0.9]) {
    await cutOff(['--limit-rate', '4M', ...args], 'curl', path, built.archive.bytes * part)
  }
  await CURL.run(...args)
  assert.equal(hash(readFileSync(path)), truth)
})

test('wget goes on where it was killed, and after the server was started again', WGET, async () => {
  const path = join(folder, 'wget.zip')
  const args = ['-q', '-c', '--header', cookie, '-O', path, url()]
  await cutOff(['--limit-rate=4m', ...args], 'wget', path, built.archive.bytes * 0.3)
  const { port } = new URL(serving.url)
  await serving.close()
  await serve(Number(port))
  await WGET.run(...args)
  assert.equal(hash(readFileSync(path)), truth)
})

/** The beginning of the archive as a program leaves it that was killed there. */
const OFFSETS = Array.from({ length: 100 }, (_, nth) => nth / 100)

for (const [name, program, args] of [
  ['curl', CURL, (path: string) => ['-s', '-C', '-', '-H', cookie, '-o', path, url()]],
  ['wget', WGET, (path: string) => ['-q', '-c', '--header', cookie, '-O', path, url()]],
] as const) {
  const isCurl = program === CURL
  test(`${name} goes on from every second of a hundred places`, program, async () => {
    const path = join(folder, `${name}-offsets.zip`)
    const { bytes } = built.archive
    for (const [nth, share] of OFFSETS.entries()) {
      if ((nth % 2 === 0) === isCurl) continue
      const offset = nth === 99 ? bytes - 1 : Math.floor(bytes * share) + (nth % 7)
      writeFileSync(path, whole.subarray(0, offset))
      await program.run(...args(path))
      assert.equal(hash(readFileSync(path)), truth, `from ${offset}`)
    }
  })
}

test('sixteen parallel parts make the same file', CURL, async () => {
  const each = Math.ceil(built.archive.bytes / 16)
  const pieces = await Promise.all(
    Array.from({ length: 16 }, async (_, nth) => {
      const range = `${nth * each}-${(nth + 1) * each - 1}`
      const args = ['-s', '-H', cookie, '-r', range, url()]
      return (await promisify(execFile)('curl', args, { encoding: 'buffer', maxBuffer: 2 ** 28 }))
        .stdout
    }),
  )
  assert.equal(hash(Buffer.concat(pieces)), truth)
})

test('curl keeps nothing of a half file when the archive is another one', CURL, async () => {
  const path = join(folder, 'half')
  writeFileSync(path, 'x')
  const args = ['-s', '-D', '-', '-o', path, '-H', cookie, '-H', 'If-Range: "other"', '-r', '5-9']
  assert.match(await CURL.run(...args, url()), /^HTTP\/1.1 200 /)
  assert.equal(hash(readFileSync(path)), truth)
})

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { createDownload } from '../../../src/app/download/download.ts'
import { openSource, problemsOf, verifyVerb } from '../../../src/cli/verify.ts'
import { PLACES } from '../../../src/core/archive/places.ts'
import { readZip } from '../../support/read-zip.ts'
import { type Built, builtArchive } from './built-archive.ts'
import { newFolder } from './stored-order.ts'

const cleanUps: (() => void)[] = []
const later = (cleanUp: () => void) => void cleanUps.push(cleanUp)
const FILES = ['a.pdf', 'b, "c".pdf', '=d.pdf', 'empty.txt'].map((name, nth) => ({
  name,
  body: Buffer.alloc(nth === 3 ? 0 : 50 + nth, `body ${nth}`),
}))
let built: Built
let zip: Buffer
let folder = ''
let zipPath = ''

before(async () => {
  built = await builtArchive(later, FILES)
  const opened = await createDownload(built.ports).open(built.personId, built.backup.id)
  zip = await buffer(opened.read(0, opened.bytes - 1))
  zipPath = join(newFolder(later), 'a.zip')
  writeFileSync(zipPath, zip)
  folder = newFolder(later)
  unpack(zip, folder)
})
after(() => cleanUps.reverse().forEach((cleanUp) => void cleanUp()))

function unpack(archive: Buffer, root: string): void {
  for (const { path, bytes } of readZip(archive)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), bytes)
  }
}

const problems = async (...paths: readonly string[]) => {
  const source = await openSource(paths)
  try {
    return await problemsOf(source, () => undefined)
  } finally {
    await source.close()
  }
}

const flipped = (bytes: Buffer, at: number, bit: number): Buffer => {
  const copy = Buffer.from(bytes)
  copy.writeUInt8(copy.readUInt8(at) ^ (1 << bit), at)
  return copy
}

test('nothing is wrong with what was downloaded, or unpacked', async () => {
  assert.deepEqual(await problems(zipPath), [])
  assert.deepEqual(await problems(folder), [])
})

test('any flipped bit of the ZIP is found', { timeout: 120_000 }, async () => {
  const path = join(newFolder(later), 'flipped.zip')
  const place = fc.nat({ max: zip.length - 1 })
  await fc.assert(
    fc.asyncProperty(place, fc.nat({ max: 7 }), async (at, bit) => {
      writeFileSync(path, flipped(zip, at, bit))
      assert.notDeepEqual(await problems(path), [], `bit ${bit} of byte ${at}`)
    }),
    { numRuns: 300 },
  )
})

test('bytes missing from the ZIP or added to it are found', { timeout: 120_000 }, async () => {
  const path = join(newFolder(later), 'cut.zip')
  const place = fc.nat({ max: zip.length - 1 })
  const length = fc.integer({ min: 1, max: 40 })
  await fc.assert(
    fc.asyncProperty(place, length, fc.boolean(), async (at, count, isCut) => {
      const added = isCut ? Buffer.alloc(0) : Buffer.alloc(count, 'x')
      const rest = zip.subarray(isCut ? at + count : at)
      writeFileSync(path, Buffer.concat([zip.subarray(0, at), added, rest]))
      assert.notDeepEqual(await problems(path), [], `${isCut ? 'cut' : 'added'} at ${at}`)
    }),
    { numRuns: 100 },
  )
})

test('any flipped bit, missing file or extra file of the folder is found', async () => {
  const paths = readZip(zip)
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paths),
      fc.nat(),
      fc.nat({ max: 9 }),
      async (one, at, how) => {
        const path = join(folder, one.path)
        if (how === 8 || one.bytes.length === 0) rmSync(path)
        else if (how === 9) appendFileSync(path, '\n')
        else writeFileSync(path, flipped(one.bytes, at % one.bytes.length, how))
        const found = await problems(folder)
        writeFileSync(path, one.bytes)
        assert.notDeepEqual(found, [], `${one.path}, ${how}, ${at}`)
      },
    ),
    { numRuns: 60 },
  )
  for (const extra of ['extra.txt', 'data/extra.txt', 'data/Attachments/Bills/x.pdf']) {
    writeFileSync(join(folder, extra), 'x')
    assert.deepEqual(
      (await problems(folder)).map(({ kind, path }) => [kind, path]),
      [['extra', extra]],
    )
    rmSync(join(folder, extra))
  }
  assert.deepEqual(await problems(folder), [])
})

test('lists that were made to agree with each other, but not with the files, are found', async () => {
  const table = join(folder, 'data/Data/Attachments.csv')
  const text = readFileSync(table, 'utf8')
  writeFileSync(table, text.split('\r\n').slice(0, -2).join('\r\n'))
  const manifest = join(folder, 'manifest-sha256.txt')
  const tags = join(folder, 'tagmanifest-sha256.txt')
  const kept = [manifest, tags].map((path) => readFileSync(path, 'utf8'))
  const { createHash } = await import('node:crypto')
  const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')
  const replace = (path: string, line: string, sha256: string) =>
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(new RegExp(`^\\w+(?=  ${line}$)`, 'm'), sha256),
    )
  replace(manifest, 'data/Data/Attachments.csv', hash(table))
  const info = join(folder, 'bag-info.txt')
  const infoText = readFileSync(info, 'utf8')
  const fewer = Buffer.byteLength(text) - readFileSync(table).length
  writeFileSync(
    info,
    infoText.replace(/Oxum: (\d+)/, (_, bytes: string) => `Oxum: ${Number(bytes) - fewer}`),
  )
  replace(tags, 'manifest-sha256.txt', hash(manifest))
  replace(tags, 'bag-info.txt', hash(info))
  const found = await problems(folder)
  assert.ok(found.length >= 3 && found.every(({ kind }) => kind === 'join'), JSON.stringify(found))
  writeFileSync(table, text)
  writeFileSync(info, infoText)
  for (const [nth, path] of [manifest, tags].entries()) writeFileSync(path, kept[nth] ?? '')
})

test('the parts of a split archive are sound together, and one alone is not', async () => {
  const parts = newFolder(later)
  const unpacked = newFolder(later)
  const size = zip.length - 1_000
  const download = createDownload(built.ports)
  const lengths = await download.parts(built.personId, built.backup.id, size)
  for (const nth of lengths.keys()) {
    const opened = await download.open(built.personId, built.backup.id, { number: nth + 1, size })
    const bytes = await buffer(opened.read(0, opened.bytes - 1))
    writeFileSync(join(parts, `${nth + 1}.zip`), bytes)
    unpack(bytes, unpacked)
  }
  assert.ok(lengths.length > 1)
  assert.deepEqual(await problems(parts), [])
  assert.deepEqual(await problems(unpacked), [])
  const said: string[] = []
  await verifyVerb([join(parts, '1.zip')], false, { write: (text: string) => said.push(text) })
  assert.match(said.at(-1) ?? '', /What to do:\n {2}This archive was downloaded in parts/)
  // A part that was cut is no part that is not there.
  const cut = newFolder(later)
  for (const nth of lengths.keys()) {
    const bytes = readFileSync(join(parts, `${nth + 1}.zip`))
    writeFileSync(join(cut, `${nth + 1}.zip`), nth === 1 ? bytes.subarray(0, -40) : bytes)
  }
  await verifyVerb([cut], false, { write: (text: string) => said.push(text) })
  assert.doesNotMatch(said.at(-1) ?? '', /was downloaded in parts/)
  assert.match(said.at(-1) ?? '', /The end of the ZIP is missing/)
  const alone = await problems(join(parts, '1.zip'))
  assert.ok(
    alone.length > 0 && alone.every(({ kind }) => kind === 'missing' || kind === 'malformed'),
  )
  const index = join(unpacked, 'parts.csv')
  const text = readFileSync(index)
  for (let at = 0; at < text.length; at += 3) {
    writeFileSync(index, flipped(text, at, at % 8))
    assert.notDeepEqual(await problems(unpacked), [], `byte ${at} of parts.csv`)
  }
})

test('the verb tells what is wrong by its exit code, in words and as JSON', async () => {
  const said: string[] = []
  const screen = { write: (text: string) => said.push(text) }
  assert.equal(await verifyVerb([zipPath], false, screen), 0)
  assert.match(said.at(-1) ?? '', /^Nothing is wrong: /)
  const path = join(newFolder(later), 'bad.zip')
  writeFileSync(path, flipped(zip, 100, 1))
  assert.equal(await verifyVerb([path], true, screen), 1)
  const last: unknown = JSON.parse(said.at(-1) ?? '')
  assert.ok(typeof last === 'object' && last !== null && 'ok' in last && last.ok === false)
  await assert.rejects(verifyVerb([join(folder, 'none')], false, screen), { kind: 'refuse' })
})

test('what can be done about it is told as well', async () => {
  const path = join(newFolder(later), 'bad.zip')
  const told = async (bytes: Buffer, paths: readonly string[] = [path]): Promise<string> => {
    const said: string[] = []
    writeFileSync(path, bytes)
    assert.equal(await verifyVerb(paths, false, { write: (text: string) => said.push(text) }), 1)
    return said.at(-1) ?? ''
  }
  const body = zip.lastIndexOf(FILES[0]?.body ?? '')
  const changed = await told(flipped(zip, body + 10, 1))
  assert.match(changed, /1 thing is wrong\.\nWhat to do:\n {2}Download the archive again/)
  assert.match(changed, /not named above is unchanged/)
  // Nothing is known of files whose list is damaged.
  const list = zip.indexOf(`  ${PLACES.workbook}`)
  assert.doesNotMatch(await told(flipped(zip, list - 5, 1)), /is unchanged/)
  const short = await told(zip.subarray(0, zip.length - 40))
  assert.match(
    short,
    /^container: bad\.zip\n.*\n1 thing is wrong\.\nWhat to do:\n {2}The end of the ZIP/,
  )
  // The year of an entry's time, in its header: what another program writes there is its own.
  assert.match(await told(flipped(zip, 13, 1)), /What to do:\n {2}The files are unchanged, the ZIP/)
  const extra = join(folder, 'extra.txt')
  writeFileSync(extra, 'x')
  assert.match(await told(zip, [folder]), /What to do:\n {2}Files that no list names/)
  rmSync(extra)
})

test('a long list comes whole to who reads it slowly', async () => {
  const many = newFolder(later)
  unpack(zip, many)
  for (let nth = 0; nth < 900; nth++) writeFileSync(join(many, `${nth}${'x'.repeat(60)}`), '')
  const main = new URL('../../../src/main.ts', import.meta.url).pathname
  const args = ['--import', 'tsx', main, 'verify', '--json', many]
  const { stdout } = await promisify(execFile)(process.execPath, args).catch((error) => error)
  const last: unknown = JSON.parse(String(stdout).trimEnd().split('\n').at(-1) ?? '')
  assert.ok(typeof last === 'object' && last !== null && 'problems' in last)
  assert.equal((last.problems as readonly unknown[]).length, 900)
})

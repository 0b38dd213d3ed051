import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import {
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { createDownload } from '../../../src/app/download/download.ts'
import { nextOffset } from '../../../src/core/archive/zip-layout.ts'
import { readZip } from '../../support/read-zip.ts'
import { type Built, builtArchive } from './built-archive.ts'

const cleanUps: (() => void)[] = []
/** Longer than what is read in one step, and than a part. */
const LONG = 800_000
const FILES = Array.from({ length: 60 }, (_, nth) => ({
  name: `scan ${nth % 7} 50%.pdf`,
  // One is empty, one is long.
  body: Buffer.alloc(nth === 5 ? 0 : nth === 6 ? LONG : 1_000 + nth * 997, `${nth}-`),
}))
let built: Built
let whole: Buffer

const open = (part?: { number: number; size: number }) =>
  createDownload(built.ports).open(built.personId, built.backup.id, part)
const bytes = async (start: number, end: number, part?: { number: number; size: number }) =>
  buffer((await open(part)).read(start, end))

before(async () => {
  built = await builtArchive((cleanUp) => cleanUps.push(cleanUp), FILES)
  whole = await bytes(0, built.archive.bytes - 1)
})
after(() => cleanUps.reverse().forEach((cleanUp) => void cleanUp()))

test('every file is in the ZIP unchanged, and its length is told exactly', () => {
  assert.equal(whole.length, built.archive.bytes)
  const inZip = readZip(whole).filter(({ path }) => path.startsWith('data/Attachments/'))
  const hashes = (bodies: readonly Buffer[]) =>
    bodies.map((body) => createHash('sha256').update(body).digest('hex')).sort()
  assert.deepEqual(hashes(inZip.map((one) => one.bytes)), hashes(FILES.map((one) => one.body)))
  assert.ok(inZip.every(({ path }) => !path.includes('%')))
})

test('any of 10,000 ranges is the same stretch of the whole', { timeout: 120_000 }, async () => {
  const opened = await open()
  const range = fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 20_000 }))
  await fc.assert(
    fc.asyncProperty(fc.array(range, { minLength: 20, maxLength: 20 }), async (ranges) => {
      const read = ranges.map(async ([start, length]) => {
        const end = Math.min(whole.length - 1, start + length)
        const stretch = await buffer(opened.read(start, end))
        assert.ok(stretch.equals(whole.subarray(start, end + 1)), `${start}-${end}`)
      })
      await Promise.all(read)
    }),
    { numRuns: 500 },
  )
})

test('a hundred ranges that are broken off leave no file open', async () => {
  const opened = await open()
  const handles = () =>
    readdirSync('/proc/self/fd').filter((fd) => {
      const path = `/proc/self/fd/${fd}`
      return existsSync(path) && readlinkSync(path).startsWith(built.root)
    }).length
  const before = handles()
  for (let nth = 0; nth < 100; nth++) {
    const stream = opened.read(nth * 1_000, built.archive.bytes - 1)
    await new Promise((resolve) => stream.once('data', resolve))
    stream.destroy()
  }
  const until = Date.now() + 5_000
  while (handles() > before && Date.now() < until) await new Promise((done) => setTimeout(done, 10))
  assert.equal(handles(), before)
})

describe('in parts', () => {
  const size = 700_000

  test('each is a ZIP with its exact length; together they hold every entry once', async () => {
    const lengths = await createDownload(built.ports).parts(built.personId, built.backup.id, size)
    assert.ok(lengths.length > 3)
    const seen: string[] = []
    const etags = new Set<string>()
    let tags: readonly string[] = []
    for (const [nth, length] of lengths.entries()) {
      const part = { number: nth + 1, size }
      const opened = await open(part)
      etags.add(opened.etag)
      assert.match(opened.fileName, new RegExp(` - part ${nth + 1} of ${lengths.length}\\.zip$`))
      const zip = await bytes(0, opened.bytes - 1, part)
      assert.equal(zip.length, length)
      const paths = readZip(zip).map(({ path }) => path)
      seen.push(...paths.filter((path) => path.startsWith('data/')))
      tags = paths.filter((path) => !path.startsWith('data/'))
      assert.ok(tags.includes('parts.csv') && tags.includes('manifest-sha256.txt'))
      // A single file may be longer than a part.
      if (paths.length > tags.length + 1) assert.ok(zip.length <= size, `${zip.length} bytes`)
      for (const start of [0, 1, 500, Math.floor(length / 2), length - 3_000, length - 1]) {
        const end = Math.min(length - 1, start + 2_000)
        assert.ok((await bytes(start, end, part)).equals(zip.subarray(start, end + 1)))
      }
    }
    assert.equal(etags.size, lengths.length)
    const all = readZip(whole).map(({ path }) => path)
    assert.deepEqual(
      seen,
      all.filter((path) => path.startsWith('data/')),
    )
  })

  test('any range of a part is the same stretch of it', { timeout: 60_000 }, async () => {
    const lengths = await createDownload(built.ports).parts(built.personId, built.backup.id, size)
    const ranges = fc.tuple(
      fc.nat(),
      // Where the tag files meet, and anywhere.
      fc.oneof(fc.nat({ max: 4_000 }), fc.nat()),
      fc.oneof(fc.nat({ max: 200 }), fc.nat({ max: 20_000 })),
    )
    const zips = await Promise.all(
      lengths.map(async (length, nth) => bytes(0, length - 1, { number: nth + 1, size })),
    )
    await fc.assert(
      fc.asyncProperty(ranges, async ([nth, at, length]) => {
        const zip = zips[nth % zips.length]
        assert.ok(zip)
        const start = at % zip.length
        const end = Math.min(zip.length - 1, start + length)
        const stretch = await bytes(start, end, { number: (nth % zips.length) + 1, size })
        assert.ok(stretch.equals(zip.subarray(start, end + 1)), `${start}-${end}`)
      }),
      { numRuns: 500 },
    )
  })

  test('a stored split that is damaged is worked out again', async () => {
    const parts = () => createDownload(built.ports).parts(built.personId, built.backup.id, size)
    const lengths = await parts()
    const path = join(built.root, 'storage', 'archives', built.archive.id, `parts-${size}.json`)
    const good = readFileSync(path, 'utf8')
    for (const bad of [good.replace('"bytes":', '"bytes":1'), good.slice(65), '']) {
      assert.notEqual(bad, good)
      writeFileSync(path, bad)
      assert.deepEqual(await parts(), lengths)
      assert.equal(readFileSync(path, 'utf8'), good)
    }
  })

  test('a part that is not there, and one too small to hold anything, are refused', async () => {
    await assert.rejects(open({ number: 99, size }), { reason: 'not found' })
    await assert.rejects(open({ number: 1, size: 1_000 }), { kind: 'refuse' })
  })
})

const flip = (path: string): void => {
  const body = readFileSync(path)
  body.writeUInt8(body.readUInt8(body.length - 5) ^ 4, body.length - 5)
  writeFileSync(path, body)
}
const DAMAGES: readonly (readonly [string, (path: string) => void])[] = [
  ['a flipped bit', flip],
  ['a missing end', (path) => truncateSync(path, 10)],
  ['its absence', (path) => rmSync(path)],
]

test('a damaged directory breaks the stream off as well', async () => {
  const { archive } = built
  const path = join(built.root, 'storage', archive.directoryKey)
  const good = readFileSync(path)
  flip(path)
  for (const start of [0, archive.directoryOffset, archive.bytes - 100]) {
    await assert.rejects(buffer((await open()).read(start, archive.bytes - 1)), /damaged/)
  }
  writeFileSync(path, good)
})

for (const [name, damage] of DAMAGES) {
  test(`a stored file damaged by ${name} breaks the stream off before its end`, async () => {
    const entries = await built.ports.store.archive.entries(built.archive.id, 0, 1_000)
    const files = entries.filter(({ storageKey }) => storageKey.startsWith('files/'))
    for (const entry of [files.at(-1), files.find(({ bytes: length }) => length === LONG)]) {
      assert.ok(entry)
      const path = join(built.root, 'storage', entry.storageKey)
      const good = readFileSync(path)
      damage(path)
      for (const start of [0, entry.offset, entry.offset + 200, entry.offset + 300]) {
        let sent = 0
        await assert.rejects(async () => {
          for await (const chunk of (await open()).read(start, built.archive.bytes - 1)) {
            sent += (chunk as Buffer).length
          }
        }, /damaged|shorter|no stored object/)
        assert.ok(start + sent < nextOffset(entry), `${start + sent} of ${nextOffset(entry)}`)
      }
      writeFileSync(path, good)
    }
  })
}

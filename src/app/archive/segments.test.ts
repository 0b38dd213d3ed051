import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { LedgerkeepError } from '../../core/errors.ts'
import type { Archive } from '../../ports/store/archive.ts'
import type { AppPorts } from '../app-ports.ts'
import { sumLongObjects } from './block-sums.ts'
import { bytesOf } from './segments.ts'

const CHECKING = { long: 10_000, block: 4_000 }
const LENGTH = 150_001
const KEY = 'archives/arc_1/workbook.xlsx'
const SUMS = `archives/arc_1/blocks/${KEY.replaceAll('/', '.')}.json`
const GOOD = Buffer.from(Array.from({ length: LENGTH }, (_, nth) => (nth * nth) % 251))
const SUM = crc32(GOOD)

/** Objects in memory, how many bytes of the long one were read, and whether there is room for more. */
function memory() {
  const objects = new Map<string, Buffer>([[KEY, Buffer.from(GOOD)]])
  const told = { read: 0, isFull: false }
  const storage: Pick<AppPorts['storage'], 'gather' | 'size' | 'open' | 'put'> = {
    size: async (key) => objects.get(key)?.length ?? null,
    open: async (key) => Readable.from([objects.get(key) ?? Buffer.alloc(0)]),
    put: async (key, body) => {
      if (told.isFull) throw new LedgerkeepError('wait', 'The disk is full')
      objects.set(key, Buffer.from(body as Uint8Array))
      return { bytes: 0, sha256: '', crc32: 0 }
    },
    gather: async (stretches, into) =>
      stretches.map(({ key, start, length, at, crc32: before }) => {
        const bytes = objects.get(key)?.subarray(start, start + length) ?? Buffer.alloc(0)
        new Uint8Array(into, at, length).set(bytes)
        told.read += length
        return crc32(bytes, before)
      }),
  }
  return { objects, told, storage: storage as AppPorts['storage'] }
}

async function read(storage: AppPorts['storage'], from: number, to: number, got: Buffer[] = []) {
  const segments = (async function* () {
    yield { key: KEY, length: LENGTH, from, to, crc32: SUM }
  })()
  // A block is good until the next one is asked for.
  for await (const block of bytesOf(storage, 'archives/arc_1', segments, CHECKING)) {
    got.push(Buffer.from(block))
  }
  return Buffer.concat(got)
}

const pack = (storage: AppPorts['storage']) =>
  sumLongObjects(
    storage,
    {
      id: 'arc_1',
      directoryKey: 'none',
      directoryCrc32: null,
      directoryOffset: 0,
      bytes: 0,
    } as Archive,
    [{ path: 'a', storageKey: KEY, bytes: LENGTH, crc32: SUM, sha256: '', day: null }],
    new AbortController().signal,
    CHECKING,
  )

test('any part of a long object is the same, and costs no more than its blocks', async () => {
  const { storage, told } = memory()
  await pack(storage)
  const part = fc.tuple(fc.nat({ max: LENGTH - 1 }), fc.nat({ max: 20_000 }))
  const isSame = fc.asyncProperty(part, async ([from, more]) => {
    const to = Math.min(LENGTH - 1, from + more)
    told.read = 0
    assert.ok((await read(storage, from, to)).equals(GOOD.subarray(from, to + 1)), `${from}-${to}`)
    // Once to be compared, once to be sent.
    assert.ok(told.read <= 2 * (to - from + 1 + CHECKING.block), `${told.read} bytes`)
  })
  await fc.assert(isSame, { numRuns: 300 })
})

test('no byte of a block that is damaged is sent as a part', async () => {
  const { storage, objects } = memory()
  await pack(storage)
  const bad = Buffer.from(GOOD)
  // In the block from 76,000 to 79,999.
  bad.writeUInt8(bad.readUInt8(77_000) ^ 1, 77_000)
  objects.set(KEY, bad)
  for (const [from, to] of [
    [77_000, 77_000],
    [79_999, 90_000],
    [76_000, 79_998],
    [1, LENGTH - 2],
  ] as const) {
    const got: Buffer[] = []
    await assert.rejects(read(storage, from, to, got), /damaged/)
    assert.ok(GOOD.subarray(from, 79_999).indexOf(Buffer.concat(got)) === 0, `${from}-${to}`)
  }
  for (const [from, to] of [
    [1, 75_999],
    [80_000, LENGTH - 2],
  ] as const) {
    assert.ok((await read(storage, from, to)).equals(GOOD.subarray(from, to + 1)))
  }
})

test('sums that are gone or damaged are worked out again, but not of a damaged object', async () => {
  const { storage, objects, told } = memory()
  await pack(storage)
  const kept = String(objects.get(SUMS))
  for (const text of [kept.replace('"sums":[', '"sums":[1,'), kept.slice(0, 90), '']) {
    objects.set(SUMS, Buffer.from(text))
    objects.set(KEY, Buffer.alloc(LENGTH, 1))
    await assert.rejects(read(storage, 1, 2), /damaged/)
    objects.set(KEY, Buffer.from(GOOD))
    assert.ok((await read(storage, 1, 2)).equals(GOOD.subarray(1, 3)))
    assert.equal(String(objects.get(SUMS)), kept)
  }
  objects.delete(SUMS)
  told.isFull = true
  assert.ok((await read(storage, 1, 2)).equals(GOOD.subarray(1, 3)))
})

test('a block in the middle of a part is compared before its first byte is sent', async () => {
  const { storage, objects } = memory()
  const [length, block] = [3_500_000, 1_000_000]
  const whole = Buffer.alloc(length, 'all of it')
  const segments = async function* () {
    yield { key: KEY, length, from: 1, to: length - 2, crc32: crc32(whole) }
  }
  objects.set(KEY, whole)
  const parts = () => bytesOf(storage, 'archives/arc_1', segments(), { long: block, block })
  let sent = 0
  for await (const piece of parts()) sent += piece.length
  assert.equal(sent, length - 2)
  // The last byte of the second block.
  objects.set(KEY, Buffer.from(whole).fill(0, 1_999_999, 2_000_000))
  sent = 0
  await assert.rejects(async () => {
    for await (const piece of parts()) sent += piece.length
  }, /damaged/)
  assert.ok(sent < block, `${sent} bytes`)
})

test('many who ask at once for parts of a long object have its sums worked out once', async () => {
  const { storage, told } = memory()
  const asked = await Promise.all([1, 2, 3, 4].map((from) => read(storage, from, from)))
  assert.deepEqual(Buffer.concat(asked), GOOD.subarray(1, 5))
  assert.ok(told.read < 1.5 * LENGTH, `${told.read} bytes`)
})

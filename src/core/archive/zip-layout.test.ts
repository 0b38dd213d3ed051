import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  directoryRecord,
  endOfArchive,
  type LayoutEntry,
  localHeader,
  localHeaderLength,
  nextOffset,
} from './zip-layout.ts'

const FOUR_GIB = 2 ** 32
const entry = (change: Partial<LayoutEntry> = {}): LayoutEntry => ({
  path: 'Attachments/Bills/a.pdf',
  bytes: 5,
  crc32: 0xdeadbeef,
  offset: 0,
  day: '2026-11-22',
  ...change,
})
const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset)

test('a small entry has no ZIP64 field, no descriptor, and a known CRC', () => {
  const header = view(localHeader(entry()))
  assert.equal(header.getUint32(0, true), 0x04034b50)
  assert.equal(header.getUint16(4, true), 20)
  assert.equal(header.getUint16(6, true), 0x0800)
  assert.equal(header.getUint16(8, true), 0)
  assert.equal(header.getUint32(14, true), 0xdeadbeef)
  assert.equal(header.getUint32(18, true), 5)
  assert.equal(header.getUint32(22, true), 5)
  assert.equal(header.getUint16(28, true), 0)
})

test('the date is the document day at noon, and 1 January 1980 without one', () => {
  const dated = view(localHeader(entry()))
  assert.equal(dated.getUint16(10, true), 12 << 11)
  assert.equal(dated.getUint16(12, true), ((2026 - 1980) << 9) | (11 << 5) | 22)
  for (const day of [null, '1979-12-31', '2108-01-01', '2026-02-30']) {
    const plain = view(localHeader(entry({ day })))
    assert.deepEqual([plain.getUint16(10, true), plain.getUint16(12, true)], [0, 33])
  }
})

test('ZIP64 sizes appear from 4 GiB - 1 on, and never before', () => {
  for (const [bytes, wide] of [
    [FOUR_GIB - 2, false],
    [FOUR_GIB - 1, true],
    [FOUR_GIB, true],
    [FOUR_GIB + 1, true],
  ] as const) {
    const header = localHeader(entry({ bytes }))
    const fields = view(header)
    assert.equal(fields.getUint16(28, true), wide ? 20 : 0)
    assert.equal(fields.getUint32(22, true), wide ? 0xffffffff : bytes)
    if (!wide) continue
    const extra = header.length - 20
    assert.equal(fields.getUint16(extra, true), 1)
    assert.equal(Number(fields.getBigUint64(extra + 4, true)), bytes)
    assert.equal(Number(fields.getBigUint64(extra + 12, true)), bytes)
  }
})

test('the directory tells only those numbers in ZIP64 that need it', () => {
  const extraOf = (one: LayoutEntry): readonly number[] => {
    const record = directoryRecord(one)
    const fields = view(record)
    const length = fields.getUint16(30, true)
    const start = record.length - length
    return length === 0
      ? []
      : Array.from({ length: (length - 4) / 8 }, (_, nth) =>
          Number(fields.getBigUint64(start + 4 + 8 * nth, true)),
        )
  }
  assert.deepEqual(extraOf(entry()), [])
  assert.deepEqual(extraOf(entry({ offset: FOUR_GIB - 2 })), [])
  assert.deepEqual(extraOf(entry({ offset: FOUR_GIB - 1 })), [FOUR_GIB - 1])
  assert.deepEqual(extraOf(entry({ bytes: FOUR_GIB, offset: 7 })), [FOUR_GIB, FOUR_GIB])
  assert.deepEqual(extraOf(entry({ bytes: FOUR_GIB, offset: 2 ** 40 })), [
    FOUR_GIB,
    FOUR_GIB,
    2 ** 40,
  ])
})

test('a directory line is a readable regular file of Unix', () => {
  const fields = view(directoryRecord(entry()))
  assert.equal(fields.getUint16(4, true) >> 8, 3)
  assert.equal(fields.getUint32(38, true) >>> 16, 0o100644)
})

test('the next entry starts where header and bytes end', () => {
  for (const one of [
    entry({ path: 'é/ファイル.pdf', offset: 90 }),
    entry({ bytes: FOUR_GIB + 1 }),
  ]) {
    assert.equal(localHeaderLength(one), localHeader(one).length)
    assert.equal(nextOffset(one), one.offset + localHeader(one).length + one.bytes)
  }
})

test('the end has ZIP64 records from 65,535 entries or 4 GiB - 1 on', () => {
  const length = (entries: number, directoryOffset: number): number =>
    endOfArchive({ entries, directoryOffset, directoryBytes: 10 }).length
  assert.equal(length(0, 0), 22)
  assert.equal(length(65_534, FOUR_GIB - 2), 22)
  assert.equal(length(65_535, 0), 98)
  assert.equal(length(65_536, 0), 98)
  assert.equal(length(1, FOUR_GIB - 1), 98)
})

test('the ZIP64 end tells the true numbers and where it stands', () => {
  const end = view(
    endOfArchive({ entries: 400_000, directoryOffset: 2 ** 41, directoryBytes: 2 ** 33 }),
  )
  assert.equal(Number(end.getBigUint64(32, true)), 400_000)
  assert.equal(Number(end.getBigUint64(40, true)), 2 ** 33)
  assert.equal(Number(end.getBigUint64(48, true)), 2 ** 41)
  assert.equal(Number(end.getBigUint64(56 + 8, true)), 2 ** 41 + 2 ** 33)
  assert.equal(end.getUint16(76 + 8, true), 0xffff)
})

test('the same entry gives the same bytes', () => {
  assert.deepEqual(localHeader(entry()), localHeader(entry()))
  assert.deepEqual(directoryRecord(entry()), directoryRecord(entry()))
})

test('a name too long for a ZIP is a bug, not a broken archive', () => {
  assert.throws(() => localHeader(entry({ path: 'x'.repeat(65_536) })), { kind: 'bug' })
})

import type { ZipRecord } from './zip-records.ts'

/** Where a ZIP's directory lies; offsets from the start of the file. */
export interface DirectoryPlace {
  readonly entries: number
  readonly offset: number
  readonly bytes: number
  /** Where the records of the end start. */
  readonly end: number
}

const END = 0x06054b50
const END_64 = 0x06064b50
const LOCATOR_64 = 0x07064b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
/** The longest end: both ZIP64 records and the plain one, without a comment. */
export const END_BYTES = 56 + 20 + 22

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** So far from the end of a file its ZIP may end: the longest comment. */
export const MOST_BEHIND = 65_535

/**
 * Finds the end of a ZIP in its last bytes, where there may be others behind it: the last one whose directory
 * lies right in front of it. Null when there is none.
 */
export function findEnd(tail: Uint8Array, fileBytes: number): DirectoryPlace | null {
  for (let behind = 0; behind <= tail.length - 22; behind++) {
    const place = readEnd(tail.subarray(0, tail.length - behind), fileBytes - behind)
    if (place && place.offset + place.bytes === place.end) return place
  }
  return null
}

/** Reads the end of a ZIP from its last bytes; null when there is none, or a comment behind it. */
export function readEnd(tail: Uint8Array, fileBytes: number): DirectoryPlace | null {
  const view = viewOf(tail)
  const at = tail.length - 22
  if (at < 0 || view.getUint32(at, true) !== END) return null
  const place = {
    entries: view.getUint16(at + 10, true),
    bytes: view.getUint32(at + 12, true),
    offset: view.getUint32(at + 16, true),
    end: fileBytes - 22,
  }
  const wide = at - 76
  if (wide < 0 || view.getUint32(at - 20, true) !== LOCATOR_64) return place
  if (view.getUint32(wide, true) !== END_64) return place
  return {
    entries: Number(view.getBigUint64(wide + 32, true)),
    bytes: Number(view.getBigUint64(wide + 40, true)),
    offset: Number(view.getBigUint64(wide + 48, true)),
    end: fileBytes - 98,
  }
}

/** How many bytes a local header has by its own words, of which other programs write more; null when it is none. */
export function localLength(header: Uint8Array): number | null {
  const view = viewOf(header)
  if (header.length < 30 || view.getUint32(0, true) !== LOCAL) return null
  return 30 + view.getUint16(26, true) + view.getUint16(28, true)
}

/** An entry of a directory, and how many bytes its record has. */
export interface ReadRecord {
  readonly record: ZipRecord
  readonly length: number
}

/** The record at `at`; null when there is none, or when it goes beyond the bytes. */
export function readRecord(directory: Uint8Array, at: number): ReadRecord | null {
  if (at + 46 > directory.length) return null
  const view = viewOf(directory)
  if (view.getUint32(at, true) !== CENTRAL) return null
  const nameBytes = view.getUint16(at + 28, true)
  const extraBytes = view.getUint16(at + 30, true)
  const length = 46 + nameBytes + extraBytes + view.getUint16(at + 32, true)
  if (at + length > directory.length) return null
  const path = new TextDecoder().decode(directory.subarray(at + 46, at + 46 + nameBytes))
  const wide = wideFields(view, at + 46 + nameBytes, extraBytes)
  const field = (place: number): number => {
    const value = view.getUint32(at + place, true)
    return value === 0xffff_ffff ? (wide.shift() ?? value) : value
  }
  const bytes = field(24)
  const packedBytes = field(20)
  return {
    length,
    record: {
      path,
      method: view.getUint16(at + 10, true) === 8 ? 8 : 0,
      described: (view.getUint16(at + 8, true) & 8) !== 0,
      crc32: view.getUint32(at + 16, true),
      packedBytes,
      bytes,
      offset: field(42),
      day: dayOfRecord(view.getUint16(at + 14, true)),
    },
  }
}

/** The numbers of the ZIP64 field, which stand there only for fields that are full. */
function wideFields(view: DataView, start: number, length: number): number[] {
  if (length < 12 || view.getUint16(start, true) !== 1) return []
  const count = Math.floor((length - 4) / 8)
  return Array.from({ length: count }, (_, nth) =>
    Number(view.getBigUint64(start + 4 + nth * 8, true)),
  )
}

/** The first day of the format stands for none. */
function dayOfRecord(date: number): string | null {
  if (date === 33) return null
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${1980 + (date >> 9)}-${two((date >> 5) & 15)}-${two(date & 31)}`
}

import type { Day } from '../day.ts'
import {
  centralRecord,
  type DirectoryFacts,
  endRecords,
  localRecord,
  type ZipRecord,
} from './zip-records.ts'

/**
 * The archive as arithmetic: files are stored as they are, so that from path, length and CRC alone
 * every byte of the ZIP has its place before the first one is sent. The same entries always give the
 * same bytes, which is what lets a download resume at any offset.
 */
export interface LayoutEntry {
  readonly path: string
  readonly bytes: number
  readonly crc32: number
  /** Where the entry's local header starts in the ZIP. */
  readonly offset: number
  /** The document's day. */
  readonly day: Day | null
}

const encoder = new TextEncoder()

const stored = (entry: LayoutEntry): ZipRecord => ({
  path: entry.path,
  method: 0,
  described: false,
  crc32: entry.crc32,
  packedBytes: entry.bytes,
  bytes: entry.bytes,
  offset: entry.offset,
  day: entry.day,
})

/** The bytes in front of the entry's own. */
export const localHeader = (entry: LayoutEntry): Uint8Array => localRecord(stored(entry))

/** How many bytes `localHeader` has; it depends on path and length only. */
export const localHeaderLength = (entry: Pick<LayoutEntry, 'path' | 'bytes'>): number =>
  30 + encoder.encode(entry.path).length + (entry.bytes >= 0xffff_ffff ? 20 : 0)

/** Where the entry behind this one starts, or the directory behind the last. */
export const nextOffset = (entry: Pick<LayoutEntry, 'path' | 'bytes' | 'offset'>): number =>
  entry.offset + localHeaderLength(entry) + entry.bytes

/** The entry's line in the directory; the lines stand in the order of the entries. */
export const directoryRecord = (entry: LayoutEntry): Uint8Array => centralRecord(stored(entry))

/** What stands behind the directory, to the end of the ZIP. */
export const endOfArchive = (facts: DirectoryFacts): Uint8Array => endRecords(facts)

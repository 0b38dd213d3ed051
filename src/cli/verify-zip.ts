import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { isInside } from '../core/archive/manifest-reading.ts'
import { PLACES } from '../core/archive/places.ts'
import { END_BYTES, readEnd, readRecord } from '../core/archive/zip-reading.ts'
import {
  centralRecord,
  endRecords,
  localRecord,
  type ZipRecord,
} from '../core/archive/zip-records.ts'
import { NO_DIRECTORY, PACKED_AGAIN } from './verify-advice.ts'
import { readFile } from './verify-folder.ts'
import type { Problem, Source } from './verify-source.ts'

interface Placed {
  readonly zip: string
  readonly start: number
  readonly record: ZipRecord
}

/**
 * The files of one ZIP, or of all ZIPs of a split archive. Every byte between the files is compared
 * with what Ledgerkeep writes there, so that no byte can change unseen.
 */
export async function openZips(zips: readonly string[]): Promise<Source> {
  const problems: Problem[] = []
  const placed = new Map<string, Placed>()
  for (const zip of zips) {
    for (const one of await entriesOf(zip, problems)) add(placed, one, problems)
  }
  const read = (path: string, start: number, length: number): AsyncIterable<Uint8Array> => {
    const one = placed.get(path)
    if (!one) throw new Error(`There is no file ${path}.`)
    return readFile(one.zip, one.start + start, Math.min(length, one.record.bytes - start))
  }
  return {
    problems,
    files: new Map([...placed].map(([path, { record }]) => [path, record.bytes])),
    read: (path) => read(path, 0, Number.POSITIVE_INFINITY),
    slice: async (path, start, length) => {
      const pieces: Uint8Array[] = []
      for await (const piece of read(path, start, length)) pieces.push(piece)
      return Buffer.concat(pieces)
    },
    crcOf: (path) => placed.get(path)?.record.crc32 ?? null,
    close: async () => undefined,
  }
}

/** Tag files are in every part, and the same. */
function add(placed: Map<string, Placed>, one: Placed, problems: Problem[]): void {
  const { path, crc32, bytes } = one.record
  const known = placed.get(path)
  if (!known) return void placed.set(path, one)
  const isSame = known.record.crc32 === crc32 && known.record.bytes === bytes
  if (isSame && known.zip !== one.zip && !path.startsWith(PLACES.payload)) return
  problems.push({ kind: 'container', path, text: 'It is there twice.' })
}

async function entriesOf(zip: string, problems: Problem[]): Promise<readonly Placed[]> {
  const name = basename(zip)
  const wrong = (text: string, path = name): void =>
    void problems.push({ kind: 'container', path, text })
  const { size } = await stat(zip)
  const bytesAt = async (start: number, length: number): Promise<Buffer> => {
    const pieces: Uint8Array[] = []
    for await (const piece of readFile(zip, start, length)) pieces.push(piece)
    return Buffer.concat(pieces)
  }
  const tail = await bytesAt(Math.max(0, size - END_BYTES), END_BYTES)
  const place = readEnd(tail, size)
  if (!place || place.offset + place.bytes !== place.end) {
    wrong(NO_DIRECTORY)
    return []
  }
  const facts = { ...place, directoryOffset: place.offset, directoryBytes: place.bytes }
  if (!Buffer.from(endRecords(facts)).equals(await bytesAt(place.end, END_BYTES))) {
    wrong('The end of the ZIP is not as it was written.')
  }
  const directory = await bytesAt(place.offset, place.bytes)
  if (isPackedAgain(directory)) {
    wrong(PACKED_AGAIN)
    return []
  }
  const found: Placed[] = []
  let next = 0
  let at = 0
  for (let nth = 0; nth < place.entries; nth++) {
    const read = readRecord(directory, at)
    if (!read) break
    const { record, length } = read
    if (!isInside(record.path)) {
      wrong('It would be unpacked outside of the folder.', record.path)
    } else if (!Buffer.from(centralRecord(record)).equals(directory.subarray(at, at + length))) {
      wrong('Its line in the directory is not as it was written.', record.path)
    }
    const header = localRecord(record)
    if (record.offset !== next || !(await bytesAt(next, header.length)).equals(header)) {
      wrong('Its header in the ZIP is not as it was written.', record.path)
    }
    found.push({ zip, record, start: record.offset + header.length })
    next = record.offset + header.length + record.packedBytes
    at += length
  }
  if (at !== directory.length || found.length !== place.entries || next !== place.offset) {
    wrong('There are bytes in the ZIP that belong to no file.')
  }
  return found
}

/** Whether files are compressed: ours are stored as they are, and one alone may be a damaged line. */
function isPackedAgain(directory: Uint8Array): boolean {
  let compressed = 0
  for (let at = 0, read = readRecord(directory, 0); read; read = readRecord(directory, at)) {
    if (read.record.method !== 0) compressed += 1
    at += read.length
  }
  return compressed > 1
}

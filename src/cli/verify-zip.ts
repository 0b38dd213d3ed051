import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { isInside } from '../core/archive/manifest-reading.ts'
import { PLACES } from '../core/archive/places.ts'
import {
  END_BYTES,
  findEnd,
  localLength,
  MOST_BEHIND,
  readRecord,
} from '../core/archive/zip-reading.ts'
import {
  centralRecord,
  endRecords,
  localRecord,
  type ZipRecord,
} from '../core/archive/zip-records.ts'
import { NO_DIRECTORY, PACKED_AGAIN } from './verify-advice.ts'
import { readFile } from './verify-folder.ts'
import { type Problem, type Source, unreadable } from './verify-source.ts'

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
    const entries = await entriesOf(zip, problems).catch((error: unknown) => {
      problems.push({ kind: 'container', path: basename(zip), text: unreadable(error) })
      return []
    })
    for (const one of entries) add(placed, one, problems)
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
  const tail = Math.min(size, END_BYTES + MOST_BEHIND)
  const place = findEnd(await bytesAt(size - tail, tail), size)
  if (!place) {
    wrong(NO_DIRECTORY)
    return []
  }
  const facts = { ...place, directoryOffset: place.offset, directoryBytes: place.bytes }
  const end = Buffer.from(endRecords(facts))
  if (!end.equals(await bytesAt(place.end, end.length))) {
    wrong('The end of the ZIP is not as it was written.')
  }
  const behind = size - place.end - end.length
  if (behind > 0)
    wrong(`There ${behind === 1 ? 'is 1 byte' : `are ${behind} bytes`} behind the end.`)
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
    const header = Buffer.from(localRecord(record))
    const there = await bytesAt(record.offset, header.length)
    if (record.offset !== next || !there.equals(header)) {
      wrong('Its header in the ZIP is not as it was written.', record.path)
    }
    const start = record.offset + (localLength(there) ?? header.length)
    found.push({ zip, record, start })
    next = start + record.packedBytes
    at += length
  }
  if (at !== directory.length || found.length !== place.entries || next !== place.offset) {
    wrong('There are bytes in the ZIP that belong to no file.')
  }
  return found
}

/** Whether most lines are not as we write them, those of folders among them: one alone may be damaged. */
function isPackedAgain(directory: Uint8Array): boolean {
  let [lines, foreign] = [0, 0]
  for (let at = 0, read = readRecord(directory, 0); read; read = readRecord(directory, at)) {
    const line = directory.subarray(at, at + read.length)
    lines += 1
    if (!isOurs(read.record, line)) foreign += 1
    at += read.length
  }
  return foreign > 1 && foreign > lines / 2
}

const isOurs = (record: ZipRecord, line: Uint8Array): boolean =>
  record.method === 0 && isInside(record.path) && Buffer.from(centralRecord(record)).equals(line)

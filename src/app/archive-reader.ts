import { Readable } from 'node:stream'
import { localHeader, localHeaderLength, nextOffset } from '../core/archive/zip-layout.ts'
import type { Archive, ArchiveEntry } from '../ports/store/archive.ts'
import type { AppPorts } from './app-ports.ts'

/** Entries taken from the database at a time. */
const PAGE = 500

type Ports = Pick<AppPorts, 'store' | 'storage'>

/**
 * Any stretch of the archive, both ends included, put together from the stored files as it is read:
 * nothing is written, and memory holds one piece at a time. A stored file that is gone or of another
 * length breaks the stream off rather than sending bytes that are not the file's.
 */
export const readArchive = (ports: Ports, archive: Archive, start: number, end: number): Readable =>
  Readable.from(pieces(ports, archive, start, end), { objectMode: false })

async function* pieces(
  ports: Ports,
  archive: Archive,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array> {
  if (start < archive.directoryOffset) yield* entryPieces(ports, archive, start, end)
  if (end < archive.directoryOffset) return
  const from = Math.max(0, start - archive.directoryOffset)
  const to = end - archive.directoryOffset
  yield* exactly(ports, archive.directoryKey, from, to)
}

async function* entryPieces(
  ports: Ports,
  archive: Archive,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array> {
  const first = await ports.store.archive.entryAt(archive.id, start)
  for (let seq = first?.seq ?? 0; ; ) {
    const entries = await ports.store.archive.entries(archive.id, seq, PAGE)
    for (const entry of entries) {
      if (entry.offset > end) return
      yield* entryBytes(ports, entry, start, end)
      seq = entry.seq + 1
    }
    if (entries.length < PAGE) return
  }
}

async function* entryBytes(
  ports: Ports,
  entry: ArchiveEntry,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array> {
  const bodyOffset = entry.offset + localHeaderLength(entry)
  if (start < bodyOffset) {
    const header = localHeader(entry)
    yield header.subarray(
      Math.max(0, start - entry.offset),
      Math.min(header.length, end - entry.offset + 1),
    )
  }
  const from = Math.max(0, start - bodyOffset)
  const to = Math.min(nextOffset(entry) - 1, end) - bodyOffset
  if (to >= from) yield* exactly(ports, entry.storageKey, from, to)
}

/** The bytes of a stored object, and an error when they are fewer than the layout promises. */
async function* exactly(
  ports: Ports,
  key: string,
  from: number,
  to: number,
): AsyncGenerator<Uint8Array> {
  let left = to - from + 1
  const body = await ports.storage.open(key, { start: from, end: to })
  for await (const chunk of body) {
    left -= (chunk as Uint8Array).length
    yield chunk as Uint8Array
  }
  if (left !== 0) throw new Error(`The stored object ${key} is ${left} bytes shorter than it was.`)
}

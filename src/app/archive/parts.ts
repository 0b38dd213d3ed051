import { crc32 } from 'node:zlib'
import {
  createSplitter,
  endFacts,
  indexEntry,
  type Part,
  type Split,
  TAG_ENTRIES,
} from '../../core/archive/parts.ts'
import { directoryRecord, endOfArchive, localHeader } from '../../core/archive/zip-layout.ts'
import type { Archive } from '../../ports/store/archive.ts'
import type { AppPorts } from '../app-ports.ts'
import { folderOf } from './pieces.ts'
import { entriesFrom, entrySegments } from './reader.ts'
import { bytesOf, type Segment } from './segments.ts'
import { hashOf, keepWorkedOut, keptWorkedOut } from './worked-out.ts'

type Ports = Pick<AppPorts, 'store' | 'storage'>

/** How an archive is cut into parts of at most `size` bytes; worked out once and kept beside it. */
export async function splitOf(ports: Ports, archive: Archive, size: number): Promise<Split> {
  const key = `${folderOf(archive.id)}/parts-${size}.json`
  const { store, storage } = ports
  const known = await keptWorkedOut<Split>(storage, key)
  if (known) return known
  const tags = await store.archive.entries(archive.id, 0, TAG_ENTRIES)
  const splitter = createSplitter(tags, size, archive.bytes)
  for await (const entry of entriesFrom(ports, archive.id, TAG_ENTRIES, archive.entries)) {
    splitter.add(entry)
  }
  const split = splitter.done()
  await keepWorkedOut(storage, key, split)
  return split
}

/** Strong, without quotes. */
export const partEtag = (archive: Archive, size: number, part: Part): string =>
  hashOf(`${archive.etag} ${size} ${part.number}`).slice(0, 40)

/** Any stretch of a part, both ends included; see `readArchive`. */
export const readPart = (
  ports: Ports,
  archive: Archive,
  split: Split,
  part: Part,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array> =>
  bytesOf(
    ports.storage,
    folderOf(archive.id),
    partSegments(ports, archive, split, part, start, end),
  )

async function* partSegments(
  ports: Ports,
  archive: Archive,
  split: Split,
  part: Part,
  start: number,
  end: number,
): AsyncGenerator<Segment> {
  const { store } = ports
  const tags = await store.archive.entries(archive.id, 0, TAG_ENTRIES)
  for (const tag of tags) yield* entrySegments(tag, 0, start, end)
  if (start < part.indexOffset) {
    const at = await store.archive.entryAt(archive.id, start + part.shift)
    const first = Math.max(part.from, at?.seq ?? 0)
    for await (const entry of entriesFrom(ports, archive.id, first, part.until)) {
      if (entry.offset - part.shift > end) return
      yield* entrySegments(entry, part.shift, start, end)
    }
  }
  const text = Buffer.from(split.index)
  const index = indexEntry(split.index, part.indexOffset, crc32(text))
  yield* between(part.indexOffset, [localHeader(index), text], start, end)
  if (end < part.directoryOffset) return
  let at = part.directoryOffset
  for await (const record of directory(ports, archive, part, directoryRecord(index))) {
    if (at > end) return
    yield* between(at, [record], start, end)
    at += record.length
  }
}

async function* directory(
  ports: Ports,
  archive: Archive,
  part: Part,
  index: Uint8Array,
): AsyncGenerator<Uint8Array> {
  for await (const tag of entriesFrom(ports, archive.id, 0, TAG_ENTRIES)) yield directoryRecord(tag)
  for await (const entry of entriesFrom(ports, archive.id, part.from, part.until)) {
    yield directoryRecord({ ...entry, offset: entry.offset - part.shift })
  }
  yield index
  yield endOfArchive(endFacts(part))
}

/** What of the pieces, which begin at `at`, lies between `start` and `end`. */
function* between(
  at: number,
  pieces: readonly Uint8Array[],
  start: number,
  end: number,
): Generator<Segment> {
  for (const piece of pieces) {
    const bytes = piece.subarray(Math.max(0, start - at), Math.max(0, end - at + 1))
    if (bytes.length > 0) yield { bytes }
    at += piece.length
  }
}

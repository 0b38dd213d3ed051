import { localHeader } from '../../core/archive/zip-layout.ts'
import type { Archive, ArchiveEntry } from '../../ports/store/archive.ts'
import type { AppPorts } from '../app-ports.ts'
import { folderOf } from './pieces.ts'
import { bytesOf, type Segment } from './segments.ts'

/** Entries taken from the database at a time: twice as many each time, so that who is slow holds few. */
const FIRST_PAGE = 16
const PAGE = 512

type Ports = Pick<AppPorts, 'store' | 'storage'>

/**
 * Any stretch of the archive, both ends included, put together from the stored files as it is read:
 * nothing is written, and memory holds a few blocks at a time. A stored file that is gone or damaged
 * breaks the stream off rather than sending bytes that are not the file's.
 */
export const readArchive = (
  ports: Ports,
  archive: Archive,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array> =>
  bytesOf(ports.storage, folderOf(archive.id), wholeSegments(ports, archive, start, end))

async function* wholeSegments(
  ports: Ports,
  archive: Archive,
  start: number,
  end: number,
): AsyncGenerator<Segment> {
  const { directoryKey, directoryCrc32, directoryOffset, bytes } = archive
  if (start < directoryOffset) {
    const first = await ports.store.archive.entryAt(archive.id, start)
    for await (const entry of entriesFrom(ports, archive.id, first?.seq ?? 0, archive.entries)) {
      if (entry.offset > end) return
      yield* entrySegments(entry, 0, start, end)
    }
  }
  if (end < directoryOffset) return
  const from = Math.max(0, start - directoryOffset)
  const to = end - directoryOffset
  const length = bytes - directoryOffset
  yield { key: directoryKey, length, from, to, crc32: directoryCrc32 }
}

/** Entries from one on, up to another that is not included; the next page comes while this one is used. */
export async function* entriesFrom(
  ports: Pick<AppPorts, 'store'>,
  archiveId: string,
  first: number,
  until: number,
): AsyncGenerator<ArchiveEntry> {
  const pageAt = (seq: number, size: number) =>
    seq >= until
      ? Promise.resolve([])
      : ports.store.archive.entries(archiveId, seq, Math.min(size, until - seq))
  let page = await pageAt(first, FIRST_PAGE)
  for (let size = FIRST_PAGE; page.length > 0; ) {
    size = Math.min(PAGE, 2 * size)
    const next = pageAt((page.at(-1)?.seq ?? until) + 1, size)
    next.catch(() => undefined)
    yield* page
    page = await next
  }
}

/** What of an entry lies between `start` and `end`, its header included, when it is moved by `shift`. */
export function* entrySegments(
  entry: ArchiveEntry,
  shift: number,
  start: number,
  end: number,
): Generator<Segment> {
  const offset = entry.offset - shift
  if (offset > end) return
  const header = localHeader(entry)
  const bodyOffset = offset + header.length
  if (start < bodyOffset) {
    const bytes = header.subarray(Math.max(0, start - offset), end - offset + 1)
    if (bytes.length > 0) yield { bytes }
  }
  const from = Math.max(0, start - bodyOffset)
  const to = Math.min(entry.bytes - 1, end - bodyOffset)
  if (to < from) return
  yield { key: entry.storageKey, length: entry.bytes, from, to, crc32: entry.crc32 }
}

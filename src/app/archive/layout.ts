import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { directoryRecord, endOfArchive, nextOffset } from '../../core/archive/zip-layout.ts'
import type { Archive, ArchiveEntry } from '../../ports/store/archive.ts'
import type { AppPorts } from '../app-ports.ts'
import type { Piece } from './pieces.ts'

/** Entries written to the database at a time. */
const BATCH = 500

type Laid = Pick<
  Archive,
  'bytes' | 'entries' | 'directoryOffset' | 'directoryKey' | 'directoryCrc32' | 'etag'
>

/** Gives every piece its place, writes the entries down and the directory behind them. */
export async function layOut(
  ports: Pick<AppPorts, 'store' | 'storage'>,
  draft: Archive,
  pieces: AsyncIterable<Piece>,
  signal: AbortSignal,
): Promise<Laid> {
  const at = { offset: 0, entries: 0, directoryBytes: 0 }
  const hash = createHash('sha256')
  const directory = async function* (): AsyncGenerator<Uint8Array> {
    let batch: ArchiveEntry[] = []
    for await (const piece of pieces) {
      const entry = { archiveId: draft.id, seq: at.entries, ...piece, offset: at.offset }
      batch.push(entry)
      at.entries += 1
      at.offset = nextOffset(entry)
      const record = directoryRecord(entry)
      at.directoryBytes += record.length
      hash.update(record)
      yield record
      if (batch.length < BATCH) continue
      await ports.store.archive.addEntries(batch)
      batch = []
    }
    await ports.store.archive.addEntries(batch)
    yield endOfArchive({
      entries: at.entries,
      directoryOffset: at.offset,
      directoryBytes: at.directoryBytes,
    })
  }
  const directoryKey = `archives/${draft.id}/directory`
  const body = Readable.from(directory(), { objectMode: false })
  const stored = await ports.storage.put(directoryKey, body, signal)
  return {
    bytes: at.offset + stored.bytes,
    entries: at.entries,
    directoryOffset: at.offset,
    directoryKey,
    directoryCrc32: stored.crc32,
    // Of every path, length, CRC and place: other bytes have another tag.
    etag: hash.digest('hex').slice(0, 40),
  }
}

import type { Day } from '../../core/day.ts'
import type { ArchiveState } from '../../core/flow.ts'

export interface Archive {
  readonly id: string
  readonly backupId: string
  /** From 1; a retry of what failed makes the next one. */
  readonly version: number
  readonly state: ArchiveState
  /** Length of the whole ZIP in bytes. */
  readonly bytes: number
  readonly entries: number
  /** Where the central directory starts, and the object that holds it. */
  readonly directoryOffset: number
  readonly directoryKey: string
  /** CRC-32 of that object; null where it is not known. */
  readonly directoryCrc32: number | null
  /** Strong ETag without quotes. */
  readonly etag: string
  /** The name a browser saves it under. */
  readonly fileName: string
  readonly createdAt: number
}

/** One entry of the ZIP: a stored object at a place in the archive. */
export interface ArchiveEntry {
  readonly archiveId: string
  readonly seq: number
  readonly path: string
  readonly storageKey: string
  readonly bytes: number
  readonly crc32: number
  readonly sha256: string
  /** The document's day; the entry's time in the ZIP. */
  readonly day: Day | null
  /** Where the entry's local header starts in the ZIP. */
  readonly offset: number
}

export interface ArchiveStore {
  /**
   * Adds it, or starts an unfinished one of the same backup anew (its entries are dropped). Refused when
   * that version, or a later one, is finished.
   */
  startArchive(archive: Archive): Promise<void>
  addEntries(entries: readonly ArchiveEntry[]): Promise<void>
  /** Ready to be downloaded, unless the backup was cancelled meanwhile; earlier versions of the same backup are then deleted. */
  finishArchive(archive: Archive): Promise<void>
  archive(id: string): Promise<Archive | null>
  /** The one to be downloaded, or, while none is ready, the newest. */
  archiveOfBackup(backupId: string): Promise<Archive | null>
  /** The newest, ready or not. */
  newestArchive(backupId: string): Promise<Archive | null>
  /** The last entry that starts at or before the offset; null when there is none. */
  entryAt(archiveId: string, offset: number): Promise<ArchiveEntry | null>
  /** Entries from a seq on, in order, at most `limit`. */
  entries(archiveId: string, fromSeq: number, limit: number): Promise<readonly ArchiveEntry[]>
}

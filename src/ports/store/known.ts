import type { ListedAttachment } from '../../core/backup.ts'
import type { Filter } from '../../core/filter.ts'
import type { Backup, BackupDocument } from './backup.ts'

export interface KnownListing {
  readonly files: readonly ListedAttachment[]
  /** Whether the document is as it was: Xero tells the same time of change and the same count of files. */
  readonly unchanged: boolean
  /** The backup that read it. */
  readonly backupId: string
}

/** A file of an earlier backup that is kept, but is not in Xero as it was. */
export interface FileChange {
  readonly backupId: string
  readonly resource: string
  readonly recordId: string
  readonly number: string
  readonly attachmentId: string
  /** As it was called before. */
  readonly name: string
  readonly change: 'vanished' | 'changed' | 'renamed'
}

export interface GoneDocument {
  readonly resource: string
  readonly recordId: string
  readonly number: string
  readonly files: readonly ListedAttachment[]
}

interface KnownCount {
  readonly documents: number
  readonly files: number
}

/** What a connection's backups have learnt, for the next one. */
export interface KnownStore {
  /** The list of attachments that the connection's backups read last of a document; null for none. */
  known(backup: Backup, document: BackupDocument): Promise<KnownListing | null>
  /** The ids of a list's records that had files when the connection's backups read them last. */
  knownOf(connectionId: string, resource: string): Promise<readonly string[]>
  /**
   * Takes in files of the library that the scan could not tell from attachments, and that are in no list of
   * the backup: documents to be listed, of which nothing is expected, `most` at a time. Gives how many, and
   * how many are left; none of either once there is an exception of the search (`Files`, `search`).
   */
  searchLibrary(
    backup: Backup,
    most: number,
  ): Promise<{ readonly added: number; readonly left: number }>
  /** How many files the backup knows, each once: those of records, PDFs left out, and those of the library. */
  filesSeen(backupId: string): Promise<{ readonly attached: number; readonly free: number }>
  /** Keeps a document's list for the next backup, and what has changed in it since the one before. */
  remember(
    backup: Backup,
    document: Pick<BackupDocument, 'resource' | 'recordId' | 'number' | 'expected'>,
    files: readonly ListedAttachment[],
    changes: readonly FileChange[],
  ): Promise<void>
  /**
   * Documents of which files are known, and that have none or are not there any more by the backup's
   * scan; those in lists that the scan could not read are left out. At most `limit`.
   */
  gone(backup: Backup, limit: number): Promise<readonly GoneDocument[]>
  /** What has changed in documents since the backup before. */
  changes(backupId: string): Promise<readonly FileChange[]>
  /** Documents of a scan whose lists need not be read again, and files that were in a list before. */
  knownCounts(scanId: string, filter: Filter): Promise<KnownCount>
  /** The same of a backup's documents that are still pending: calls that it will not make. */
  knownLeft(backup: Backup): Promise<KnownCount>
}

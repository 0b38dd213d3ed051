import type { FileTypeKey } from '../../core/catalogue/resource.ts'
import type { Day } from '../../core/day.ts'
import type { Filter } from '../../core/filter.ts'
import type { BackupState, WaitKind } from '../../core/flow.ts'

export interface Backup {
  readonly id: string
  readonly connectionId: string
  readonly organisationId: string
  /** Null for a self-hosted backup, which nobody pays for. */
  readonly orderId: string | null
  readonly scanId: string
  readonly filter: Filter
  readonly state: BackupState
  /** Words for the state: what it waits for, why it paused or failed. */
  readonly reason: string | null
  /** What it waits for; null where it waits for nothing that has a name. */
  readonly waitsFor: WaitKind | null
  readonly waitingUntil: number | null
  readonly documentsTotal: number
  readonly documentsDone: number
  /** As counted by the scan, corrected as lists come in. */
  readonly filesTotal: number
  readonly filesDone: number
  readonly bytesDone: number
  readonly exceptions: number
  readonly calls: number
  readonly createdAt: number
  readonly startedAt: number | null
  readonly finishedAt: number | null
}

export type BackupChange = Partial<
  Pick<
    Backup,
    | 'state'
    | 'reason'
    | 'waitsFor'
    | 'waitingUntil'
    | 'startedAt'
    | 'finishedAt'
    | 'documentsTotal'
    | 'filesTotal'
  >
>

/** A record whose files are wanted. */
export interface BackupDocument {
  readonly backupId: string
  readonly seq: number
  readonly resource: string
  readonly recordId: string
  readonly type: FileTypeKey
  readonly day: Day | null
  readonly number: string
  readonly contact: string
  /** Files the scan counted. */
  readonly expected: number
  readonly state: 'pending' | 'listed'
}

export type BackupFileState = 'wanted' | 'kept' | 'exception'

/** One attachment on one document. The same attachment on two documents is two rows, one object. */
export interface BackupFile {
  readonly backupId: string
  /** The document's seq. */
  readonly documentSeq: number
  /** Place among the document's attachments, from 0. */
  readonly position: number
  readonly attachmentId: string
  readonly name: string
  readonly mime: string
  readonly listedBytes: number | null
  readonly state: BackupFileState
  readonly attempts: number
  /** Hash of bytes that came in another length than listed, at the last try; null or absent for none. */
  readonly oddSha256?: string | null
  readonly storageKey: string | null
  readonly bytes: number | null
  readonly sha256: string | null
  readonly crc32: number | null
}

/** A kept file with its document, as the archive wants it. */
export interface KeptFile extends BackupFile {
  readonly resource: string
  readonly recordId: string
  readonly type: FileTypeKey
  readonly day: Day | null
  readonly number: string
  readonly contact: string
}

export interface BackupException {
  readonly backupId: string
  readonly resource: string
  /** Empty for a whole resource. */
  readonly recordId: string
  readonly number: string
  readonly attachmentId: string
  readonly name: string
  readonly reason: string
  readonly advice: string
  /**
   * - gone: deleted in Xero, so that nobody could have delivered it
   * - added: it came after the quote and over what that allows
   * - kept: the file is there, and something is odd about it
   *
   * Absent: it was ordered and not delivered.
   */
  readonly cause?: 'gone' | 'added' | 'kept'
}

export interface UndeliveredDocument {
  readonly resource: string
  readonly recordId: string
  readonly files: number
  /** The id of the PDF that Xero could not draw; null where attachments are meant. */
  readonly pdf: string | null
}

export interface BytesKept {
  readonly storageKey: string
  readonly bytes: number
  readonly sha256: string
  readonly crc32: number
}

export interface TypeProgress {
  readonly type: FileTypeKey
  readonly files: number
  readonly done: number
}

export interface BackupStore {
  /**
   * Adds the backup and copies the scan's documents that have files (or, uncounted, are flagged) and pass its
   * filter, newest day first and records without a day last, and sets both totals from them. Once per order: a
   * second backup of the same order is not added (false).
   */
  addBackup(backup: Backup): Promise<boolean>
  backup(id: string): Promise<Backup | null>
  backupOfOrder(orderId: string): Promise<Backup | null>
  backupsOf(connectionId: string): Promise<readonly Backup[]>
  /**
   * Changes the backup only while it is in one of `from`; false when it was not. A reason that is set
   * without `waitsFor` has none.
   */
  changeBackup(id: string, from: readonly BackupState[], change: BackupChange): Promise<boolean>
  /**
   * Ends it at the customer's wish. One whose archive is there by now is not ended (`packed`); one that
   * was being retried has ended as before, what was not fetched again an exception.
   */
  cancelBackup(id: string, at: number): Promise<'cancelled' | 'packed' | 'ended'>
  /** Files to be fetched, in document order, at most `limit`. */
  wantedFiles(backupId: string, limit: number): Promise<readonly KeptFile[]>
  /** Documents to be listed, newest day first (no day last), at most `limit`. */
  pendingDocuments(backupId: string, limit: number): Promise<readonly BackupDocument[]>
  /**
   * Records a document's list of attachments in one transaction: the files become wanted, the document
   * listed, and filesTotal is corrected by the difference from what was expected. Doing it again changes
   * nothing. Of a list that a retry reads once more, because it left something out, only files that the
   * backup does not know yet are added to those it knows. Gives the files that became wanted.
   */
  listed(document: BackupDocument, files: readonly BackupFile[]): Promise<readonly BackupFile[]>
  /** The file's bytes are stored. filesDone and bytesDone grow, once. */
  kept(file: BackupFile, bytes: BytesKept): Promise<void>
  /**
   * A try failed and another is worth it: counts the attempt, so that a bad file goes to the back, and
   * keeps the hash of the bytes that came in another length than listed.
   */
  failedOnce(file: BackupFile, oddSha256?: string | null): Promise<void>
  /** The file (or, with `file` null, the whole document or resource) can't be had. */
  except(
    exception: BackupException,
    file: BackupFile | null,
    document: BackupDocument | null,
  ): Promise<void>
  /** Bytes of this attachment from any backup of the connection; another person's are theirs alone. */
  held(connectionId: string, attachmentId: string): Promise<BytesKept | null>
  /** The stored bytes of kept files are damaged: the files are wanted again, with an attempt counted. */
  lost(files: readonly KeptFile[]): Promise<void>
  addCalls(backupId: string, calls: number): Promise<void>
  exceptions(backupId: string): Promise<readonly BackupException[]>
  /** Documents of which files were wanted and not delivered (their `cause` is absent), and how many. */
  undelivered(backupId: string): Promise<readonly UndeliveredDocument[]>
  progressByType(backupId: string): Promise<readonly TypeProgress[]>
  /** Kept files by document seq, then position, after a cursor. */
  keptFiles(backupId: string, after: KeptCursor | null, limit: number): Promise<readonly KeptFile[]>
}

export interface KeptCursor {
  readonly documentSeq: number
  readonly position: number
}

/** What is to be deleted, how far that has come, and what remains as its receipt. */
export interface Deletion {
  readonly id: string
  readonly personId: string
  /** Null for a whole account. */
  readonly connectionId: string | null
  /** The one backup; null for all. */
  readonly backupId: string | null
  readonly scope: 'backup' | 'files' | 'everything' | 'account'
  readonly cause: 'asked' | 'kept until' | 'paid back'
  /** Where the receipt goes, and which organisation it names; both empty once it is sent. */
  readonly email: string
  readonly organisation: string
  readonly askedAt: number
  readonly finishedAt: number | null
  readonly backups: number
  readonly files: number
  readonly bytes: number
  /** Rows of the database. */
  readonly records: number
}

/** A stored file of a backup, by its place. */
export interface FileObject {
  readonly attachmentId: string
  readonly storageKey: string | null
  readonly bytes: number | null
}

export interface ErasingStore {
  addDeletion(deletion: Deletion): Promise<void>
  deletion(id: string): Promise<Deletion | null>
  /** Newest first. */
  deletionsOf(personId: string): Promise<readonly Deletion[]>
  finishDeletion(id: string, at: number): Promise<void>

  /** From now on nothing of these backups can be opened; those that had not ended are cancelled. */
  closeBackups(backupIds: readonly string[], at: number): Promise<void>
  /** From now on these scans are deleted ones; one under way ends. */
  closeScans(scanIds: readonly string[]): Promise<void>
  /** Scans of a connection that were begun by then. */
  scansOf(connectionId: string, until: number): Promise<readonly string[]>
  /** Whether a backup that is not deleted, or an order that may still start one, needs the scan. */
  isNeeded(scanId: string): Promise<boolean>
  /** Whether a worker is at work on one of these records. */
  isWorkedOn(subjectIds: readonly string[]): Promise<boolean>
  archivesOf(backupId: string): Promise<readonly string[]>

  /** Files of the backup's next documents, at most so many documents; null when none is left. */
  filesOf(
    backupId: string,
    documents: number,
  ): Promise<{
    readonly lastSeq: number
    readonly files: readonly FileObject[]
  } | null>
  /** Makes no later backup take these bytes; gives the keys of those that no other backup holds. */
  release(backupId: string, files: readonly FileObject[]): Promise<readonly string[]>
  /** Deletes the documents up to `lastSeq` with their files, and adds to the receipt. */
  dropDocuments(
    deletionId: string,
    backupId: string,
    lastSeq: number,
    gone: { readonly files: number; readonly bytes: number },
  ): Promise<void>
  /** Deletes some of the other rows of the backup, or of the scan; false when none is left. */
  dropOfBackup(deletionId: string, backupId: string): Promise<boolean>
  dropOfScan(deletionId: string, scanId: string): Promise<boolean>
  /** Counts a deleted backup, and stored answers that were deleted. */
  count(
    deletionId: string,
    gone: { readonly backups?: number; readonly bytes?: number },
  ): Promise<void>

  /**
   * Puts an organisation of nobody in the place of the real one, at once: who connects the same books
   * again while the deletion goes on begins anew.
   */
  detach(connectionId: string): Promise<void>
  /** The same of a person: who logs in again is somebody new. */
  detachPerson(personId: string): Promise<void>
  /**
   * Takes out of a connection everything that tells whose it was: names, invoice details, letters, what
   * was paid for. Amounts, dates and countries of orders stay.
   */
  anonymise(deletionId: string, connectionId: string): Promise<void>
  /** The same of a person, with tokens, sessions and choices. */
  anonymisePerson(deletionId: string, personId: string): Promise<void>
  /** Lets deleted bytes leave the database's files as well, where that takes a step of its own. */
  settle(): Promise<void>
}

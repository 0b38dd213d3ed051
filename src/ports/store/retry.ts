import type { Archive } from './archive.ts'
import type { Backup } from './backup.ts'

export interface RetryPlan {
  /** Lists of the scan that are read again. */
  readonly lists: readonly string[]
  /** Whether Xero was connected anew since, so that what it did not permit is worth a try. */
  readonly renewed: boolean
  /** Whether the scan has read lists since the backup ended, which it has not taken in yet. */
  readonly reread: boolean
}

/** What is wanted again. */
export interface RetryCount {
  readonly files: number
  /** Whose lists of files could not be had, or left something out. */
  readonly documents: number
  /** Single answers, as the history of a document. */
  readonly records: number
  readonly lists: number
}

/** What *Retry what failed* asks of the store. */
export interface RetryStore {
  /** How many of its exceptions a retry would try again, whole lists of the scan not counted. */
  retryable(backupId: string, renewed: boolean): Promise<number>
  /**
   * Makes what ended as an exception wanted again, takes these exceptions back, opens the scan's lists,
   * lets the backup work on and adds the archive that is to come of it, in one transaction. Null when the
   * backup has not ended with exceptions, or when there is nothing to try again.
   */
  retry(backupId: string, archive: Archive, plan: RetryPlan): Promise<RetryCount | null>
  /** What a retry has tried again is settled: it is not told as it was before. */
  endRetry(backupId: string): Promise<void>
  /**
   * Adds documents of the filter that the scan has found since the backup was added, once for each time
   * that it was done; of those of an order no file counts as expected. Gives how many.
   */
  takeIn(backup: Backup): Promise<number>
  /** Drops files of the library that came with a record as well. */
  dropTwice(backupId: string): Promise<void>
}

import type { ArchiveState, BackupState, WaitKind } from '../core/flow.ts'
import type { DeletionReceipt } from './app-life.ts'

export interface BackupStage {
  view(personId: string, backupId: string): Promise<BackupView>
  /** Rests until it is resumed; `conflict` when it is packed already, or has ended. */
  pause(personId: string, backupId: string): Promise<void>
  /** Goes on where it was paused; `conflict` while Xero is disconnected. */
  resume(personId: string, backupId: string): Promise<void>
  /**
   * Stops for good; what was kept stays until its date. `conflict` when it has just been packed: the archive
   * is there, and is never thrown away by a late *cancel*.
   */
  cancel(personId: string, backupId: string): Promise<void>
  /**
   * Keeps an ended backup for so many days from its end; `invalid` when that is less than 1, more than the
   * most, or in the past. `gone` when it is deleted.
   */
  keepFor(personId: string, backupId: string, days: number): Promise<void>
  /** Deletes the files of an ended backup now. What was paid for is not charged again. */
  delete(personId: string, backupId: string): Promise<DeletionReceipt>
  /** *Retry what failed*: fetches the files and lists that became exceptions, and packs a new version. */
  retry(personId: string, backupId: string): Promise<void>
}

/**
 * Why a retry is not possible:
 * - deleted: its files are gone
 * - paid back, disputed: its payment is not kept
 * - disconnected: nothing can be read
 * - other under way: another backup of the organisation runs (where nobody pays)
 * - nothing to fetch: nothing is missing that asking again could bring
 */
export type RetryObstacle =
  | 'deleted'
  | 'paid back'
  | 'disputed'
  | 'disconnected'
  | 'other under way'
  | 'nothing to fetch'

export interface BackupView {
  readonly id: string
  readonly connectionId: string
  readonly organisation: string
  readonly orderId: string | null
  readonly state: BackupState
  readonly reason: string | null
  readonly waitsFor: WaitKind | null
  readonly waitingUntil: number | null
  readonly documentsTotal: number
  readonly documentsDone: number
  readonly filesTotal: number
  readonly filesDone: number
  readonly bytesDone: number
  readonly exceptions: number
  readonly types: readonly {
    readonly title: string
    readonly files: number
    readonly done: number
  }[]
  /** Whether *Retry what failed* would be accepted now. */
  readonly mayRetry: boolean
  /** Why it would not; null when it would. */
  readonly retryObstacle: RetryObstacle | null
  /** Whether those who run the installation are told when a backup stops. */
  readonly operatorTold: boolean
  /** Answers beside the files that cost a call each, by kind; none once it has stopped or is deleted. */
  readonly asked: readonly {
    readonly title: string
    readonly done: number
    readonly total: number
  }[]
  readonly scope: string
  /** Null when finished or when it cannot be told (paused). */
  readonly estimatedEndAt: number | null
  readonly createdAt: number
  readonly finishedAt: number | null
  /** Whether the customer paused it; else Xero is disconnected, which is put right by connecting. */
  readonly pausedByCustomer: boolean
  /** When its files are deleted; null until it has ended. */
  readonly keptUntil: number | null
  /** When its files were deleted: downloads answer `gone` from then on. */
  readonly deletedAt: number | null
  readonly archive: {
    readonly state: ArchiveState
    readonly fileName: string
    readonly bytes: number
  } | null
}

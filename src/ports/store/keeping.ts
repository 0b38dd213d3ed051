import type { BackupState, WaitKind } from '../../core/flow.ts'

/** How long a backup is kept, and how it stands with that. */
export interface BackupLife {
  readonly backupId: string
  /** When it is deleted; null while nobody has said. */
  readonly keepUntil: number | null
  /** When the letter about its deletion was written. */
  readonly warnedAt: number | null
  /** From when on nothing of it can be opened. */
  readonly deletedAt: number | null
  /** Why it is deleted at that time, when not for its age. */
  readonly cause: 'paid back' | null
  /** When the customer paused it; null when they did not. */
  readonly pausedAt: number | null
  /** What was done at the last look, and since when nothing more was. */
  readonly progress: number | null
  readonly progressAt: number | null
}

export type LifeChange = Partial<Omit<BackupLife, 'backupId'>>

/** A connection that is in use, or was. */
export interface ConnectionLife {
  readonly connectionId: string
  readonly usedAt: number
  readonly warnedAt: number | null
}

/** A backup under way, with all that it has done so far as one number. */
export interface UnderWay {
  readonly backupId: string
  readonly connectionId: string
  readonly state: BackupState
  readonly progress: number
}

/** A scan under way: its calls so far, and those at the last look, since when there were no more. */
export interface ScanUnderWay {
  readonly scanId: string
  readonly waitsFor: WaitKind | null
  readonly progress: number
  readonly lastProgress: number | null
  readonly progressAt: number | null
}

export interface KeepingStore {
  /** Null when nothing was ever said of it. */
  life(backupId: string): Promise<BackupLife | null>
  lives(backupIds: readonly string[]): Promise<ReadonlyMap<string, BackupLife>>
  changeLife(backupId: string, change: LifeChange): Promise<void>
  /** Backups that rest or have ended and whose date nobody has set, at most `limit`. */
  dateless(limit: number): Promise<readonly string[]>
  /** Backups to be deleted at `until` or earlier and not deleted yet, the first first, at most `limit`. */
  endingBy(until: number, limit: number): Promise<readonly BackupLife[]>
  /** Those of them about whose deletion no letter was written. */
  unwarnedBy(until: number, limit: number): Promise<readonly BackupLife[]>
  /** When the next of them ends; null when none does. */
  nextEnd(): Promise<number | null>
  /** Backups pending, running or waiting. */
  underWay(): Promise<readonly UnderWay[]>
  /** Scans pending or scanning. */
  scansUnderWay(): Promise<readonly ScanUnderWay[]>
  /** Keeps what a scan had done at a look at it. */
  noteScan(scanId: string, progress: number, at: number): Promise<void>
  /** Scans that ended before `before`, that are not deleted and that no backup or open order uses. */
  forgottenScans(before: number, limit: number): Promise<readonly string[]>

  /** Says that the connections were used just now, unless that was said within `graceMs`. */
  use(connectionIds: readonly string[], now: number, graceMs: number): Promise<void>
  connectionLife(connectionId: string): Promise<ConnectionLife | null>
  /** Connections that have a scan or a backup under way. */
  working(): Promise<readonly string[]>
  /** Connections with access that nobody has used since `before`. */
  idleSince(before: number, limit: number): Promise<readonly ConnectionLife[]>
  warnedIdle(life: ConnectionLife, at: number): Promise<void>

  /** The days that the person chose; null for none. */
  keepDays(personId: string): Promise<number | null>
  saveKeepDays(personId: string, days: number): Promise<void>
}

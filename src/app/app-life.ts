import type { BackupState, ConnectionState, OrderState } from '../core/flow.ts'
import type { Money } from '../core/money.ts'

/**
 * - keep: access at Xero ends, finished backups stay until their dates
 * - delete files: backups, their files and what was scanned go; orders and what is paid for stay
 * - delete all: that goes as well; of an order only amounts, dates and countries stay
 */
export type DisconnectChoice = 'keep' | 'delete files' | 'delete all'

/** What each choice would mean now, for the page that asks. */
export interface DisconnectView {
  readonly connectionId: string
  readonly organisation: string
  readonly state: ConnectionState
  /** Backups that are kept, their files and bytes: what *delete* takes away. */
  readonly backups: number
  readonly files: number
  readonly bytes: number
  /** The last day that any of them is kept to; null when there is none. */
  readonly keptUntil: number | null
  /** Each of them with its own day after *keep*, the newest first. */
  readonly kept: readonly KeptBackup[]
  /** Orders that were paid. */
  readonly paidOrders: number
  /** A backup under way: *keep* pauses it until Xero is connected again, *delete* ends it for good. */
  readonly underWay: {
    readonly backupId: string
    readonly state: BackupState
    readonly filesDone: number
    readonly filesTotal: number
  } | null
  /** Whether no other organisation stays connected: the stored access to Xero is then deleted. */
  readonly lastConnection: boolean
}

export interface KeptBackup {
  readonly backupId: string
  /** What was backed up, in words. */
  readonly scope: string
  readonly createdAt: number
  /** Of one under way: when it is deleted if it is paused now and never goes on. */
  readonly keptUntil: number
  readonly underWay: boolean
}

/** What a deletion was about. */
export type DeletionScope = 'backup' | 'files' | 'everything' | 'account'

/** Who wanted it: the customer, the date that was agreed, or a payment that went back. */
export type DeletionCause = 'asked' | 'kept until' | 'paid back'

/** Proof of a deletion; it holds nothing of what was deleted. */
export interface DeletionReceipt {
  /** `del_...` */
  readonly id: string
  readonly scope: DeletionScope
  readonly cause: DeletionCause
  readonly askedAt: number
  /** Null while the bytes are being deleted; nothing of it can be opened from the first moment. */
  readonly finishedAt: number | null
  readonly backups: number
  readonly files: number
  readonly bytes: number
  /** Rows of the database: documents, lists, stored answers. */
  readonly records: number
}

/** How long things are kept here, in days. */
export interface KeepingRules {
  readonly standardDays: number
  readonly mostDays: number
  /** Without a visit or work an organisation is disconnected after so many days; 0 for never. */
  readonly idleDays: number
  /** A deletion is announced so many days before. */
  readonly warnDays: number
}

export interface AccountStage {
  readonly rules: KeepingRules
  /** `session` is the secret of the asking browser's cookie, to tell its own session. */
  view(personId: string, session: string): Promise<AccountView>
  /** How long backups are kept that finish from now on; `invalid` when not 1 to `mostDays`. */
  keepFor(personId: string, days: number): Promise<void>
  /** Signs out every browser but the one whose secret is given (none when it is null); tells how many. */
  signOutEverywhere(personId: string, exceptSession: string | null): Promise<number>
  /**
   * Deletes everything of everything, and signs out. The receipt goes to the person's address too. Throws
   * `retry` where Xero does not answer at all, and nothing has begun; once it has answered for one
   * organisation the deletion goes on by itself, and nothing is deleted before the others are left, too.
   */
  erase(personId: string): Promise<DeletionReceipt>
  /** A receipt of this person; how far it has come. */
  receipt(personId: string, receiptId: string): Promise<DeletionReceipt>
}

export interface AccountView {
  readonly email: string
  readonly name: string
  readonly since: number
  readonly keepDays: number
  /** Newest first. */
  readonly sessions: readonly {
    readonly createdAt: number
    readonly expiresAt: number
    readonly current: boolean
  }[]
  readonly organisations: readonly {
    readonly connectionId: string
    readonly name: string
    readonly state: ConnectionState
    readonly connectedAt: number
    readonly backups: number
    readonly bytes: number
  }[]
  /** Newest first; the organisation's name is empty once everything of it was deleted. */
  readonly orders: readonly {
    readonly id: string
    readonly organisation: string
    readonly state: OrderState
    readonly createdAt: number
    readonly paidAt: number | null
    readonly total: Money
    readonly refunded: Money
    readonly invoiceUrl: string | null
    readonly backupId: string | null
  }[]
  /** Newest first. */
  readonly receipts: readonly DeletionReceipt[]
}

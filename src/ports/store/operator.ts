import type { BackupState, OrderState } from '../../core/flow.ts'
import type { Backup } from './backup.ts'
import type { Order } from './order.ts'

/** A link or a session of somebody who runs the installation; found by the fingerprint of its secret. */
export interface OperatorPass {
  readonly fingerprint: string
  readonly email: string
  readonly createdAt: number
  readonly expiresAt: number
}

/** An order with whom and what it is for. */
export interface OperatorOrder extends Order {
  readonly organisation: string
  readonly personEmail: string
}

export interface OperatorBackup extends Backup {
  readonly organisation: string
}

/** What came in with the orders of a time, one row for each order. */
export interface Takings {
  readonly paidAt: number
  readonly currency: string
  readonly netMinor: number
  readonly discountMinor: number
  readonly taxMinor: number
  readonly totalMinor: number
  readonly refundedMinor: number
}

/** What the pages of the operator read, across all customers, and who may see them. */
export interface OperatorStore {
  addLink(link: OperatorPass): Promise<void>
  /** Takes the link out, so that it can't be used twice; null when there is none. */
  takeLink(fingerprint: string): Promise<OperatorPass | null>
  /** Links of that address made since then. */
  linksSince(email: string, at: number): Promise<number>
  addSession(session: OperatorPass): Promise<void>
  session(fingerprint: string): Promise<OperatorPass | null>
  deleteSession(fingerprint: string): Promise<void>
  /** Deletes links and sessions that expired before `now`. */
  forgetExpired(now: number): Promise<void>

  /**
   * Newest first, at most `limit`. `search` is part of an organisation's name, of an address of mail, or
   * a whole id of an order; empty for all.
   */
  orders(find: {
    readonly states: readonly OrderState[]
    readonly search: string
    readonly limit: number
  }): Promise<readonly OperatorOrder[]>
  /** Newest first, at most `limit`. */
  backups(states: readonly BackupState[], limit: number): Promise<readonly OperatorBackup[]>
  takings(since: number): Promise<readonly Takings[]>
}

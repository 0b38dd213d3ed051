import type { BackupState, OrderState } from '../core/flow.ts'
import type { Money } from '../core/money.ts'
import type { PlaceEvidence } from '../core/order-vat.ts'
import type { InvoiceDetails } from '../ports/store/order.ts'

/**
 * What those who run the installation may see and do. Whoever asks comes first as `operator`, the
 * address that `enter` gave; it stands in the audit log beside everything that was done.
 */
export interface OperatorStage {
  /** Sends a one-time link, if the address is among those configured; tells nothing either way. */
  askLink(email: string): Promise<void>
  /** Uses the link up; gives the secret for the cookie. Refuses one that is unknown, used or expired. */
  enter(token: string): Promise<{ readonly session: string }>
  /** Whose session it is; null when unknown, expired, or the address is no longer configured. */
  operator(session: string): Promise<string | null>
  leave(session: string): Promise<void>

  overview(operator: string): Promise<OperatorOverview>
  orders(
    operator: string,
    find: { readonly search: string; readonly state: OrderState | null },
  ): Promise<readonly OperatorOrderLine[]>
  order(operator: string, orderId: string): Promise<OperatorOrderView>
  /** A held order is all right: it counts as paid, and its backup starts. */
  release(operator: string, orderId: string): Promise<void>
  /** Gives back all that is left of a payment, or the share of the files that were not delivered. */
  refund(operator: string, orderId: string, how: 'all' | 'undelivered'): Promise<void>
}

export interface OperatorOrderLine {
  readonly id: string
  readonly organisation: string
  readonly email: string
  readonly state: OrderState
  readonly awaitingFunds: boolean
  readonly heldBecause: string | null
  readonly disputed: boolean
  readonly total: Money
  readonly refunded: Money
  readonly createdAt: number
  readonly paidAt: number | null
}

export interface OperatorBackupLine {
  readonly id: string
  readonly organisation: string
  readonly state: BackupState
  readonly reason: string | null
  readonly waitingUntil: number | null
  readonly filesDone: number
  readonly filesTotal: number
  readonly createdAt: number
}

/** A month's takings in one currency; the net is after discounts. */
export interface MonthlyTakings {
  /** `2026-11`. */
  readonly month: string
  readonly orders: number
  readonly net: Money
  readonly vat: Money
  readonly total: Money
  readonly refunded: Money
}

export interface OperatorOverview {
  readonly held: readonly OperatorOrderLine[]
  readonly recent: readonly OperatorOrderLine[]
  readonly running: readonly OperatorBackupLine[]
  readonly waiting: readonly OperatorBackupLine[]
  readonly failing: readonly OperatorBackupLine[]
  /** Newest month first. */
  readonly takings: readonly MonthlyTakings[]
  readonly reconciliation: {
    readonly at: number
    readonly sessions: number
    readonly differenceMinor: number
    readonly findings: readonly string[]
  } | null
}

export interface OperatorOrderView extends OperatorOrderLine {
  readonly files: number
  readonly newFiles: number
  readonly net: Money
  readonly discount: Money
  readonly vat: Money
  readonly details: InvoiceDetails | null
  readonly evidence: PlaceEvidence | null
  readonly invoiceUrl: string | null
  readonly checkoutId: string | null
  readonly quoteHash: string
  readonly backup: OperatorBackupLine | null
  /** Files that were charged and not delivered, and what would go back for them, VAT included. */
  readonly undelivered: {
    readonly part: number
    readonly whole: number
    readonly amount: Money
  } | null
  readonly refunds: readonly {
    readonly number: number
    readonly amount: Money
    readonly state: string
    readonly because: string
    readonly by: string
    readonly createdAt: number
  }[]
  readonly audit: readonly { readonly at: number; readonly what: string; readonly detail: string }[]
}

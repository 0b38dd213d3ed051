import type { Filter } from '../core/filter.ts'
import type { BackupState, OrderState } from '../core/flow.ts'
import type { Money } from '../core/money.ts'
import type { InvoiceDetails } from '../ports/store/order.ts'

export interface OrderStage {
  /** Of the terms that are shown here, which *Buy* needs. */
  readonly termsVersion: string
  /**
   * *Buy*: makes the quote, accepts it, and gives the order's id. `shownNetMinor` is the price the page
   * showed, in `shownCurrency` where that is told; when the price is another one now, or was tampered with, nothing is ordered (`conflict`).
   * Where nothing is to be paid the backup starts at once; without payments the order's id is null. Refuses
   * (`conflict`) while the organisation is not connected.
   */
  buy(
    personId: string,
    scanId: string,
    filter: Filter,
    shownNetMinor: number | null,
    termsVersion: string,
    shownCurrency?: string,
  ): Promise<{ readonly orderId: string | null; readonly backupId: string | null }>
  view(personId: string, orderId: string): Promise<OrderView>
  /** Keeps the invoice details and opens the payment page; gives its address. */
  pay(personId: string, orderId: string, details: InvoiceDetails): Promise<{ readonly url: string }>
  /** Asks Stripe how the order's payment stands and acts on it; safe to call at any time. */
  refresh(personId: string, orderId: string): Promise<OrderView>
  /** A webhook's raw body and signature header; refuses what is not signed. */
  webhook(rawBody: string, signature: string): Promise<void>
}

export interface OrderView {
  readonly id: string
  readonly connectionId: string
  readonly scanId: string
  readonly organisation: string
  readonly state: OrderState
  readonly awaitingFunds: boolean
  /** Whether a bank did not pay what was on its way; it may be paid in another way. */
  readonly notArrived: boolean
  readonly heldBecause: string | null
  readonly files: number
  readonly documents: number
  /** The filter in words. */
  readonly scope: string
  readonly net: Money
  readonly tax: Money
  readonly total: Money
  readonly discount: Money
  readonly refunded: Money
  /** Whether the buyer's bank asks the money back; the download rests meanwhile. */
  readonly disputed: boolean
  /** Files that came into Xero after the quote and over what it allows; not backed up. */
  readonly addedLater: number
  readonly details: InvoiceDetails | null
  /** Country and email to start the form with, from Xero. */
  readonly suggestedCountry: string
  readonly suggestedEmail: string
  readonly expiresAt: number
  readonly expired: boolean
  readonly invoiceUrl: string | null
  readonly backupId: string | null
  /** How its backup stands; null before there is one. */
  readonly backupState: BackupState | null
  /** False while Xero is disconnected: a backup then waits. */
  readonly connected: boolean
}

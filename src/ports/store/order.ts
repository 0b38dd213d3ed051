import type { OrderState } from '../../core/flow.ts'
import type { PlaceEvidence } from '../../core/order-vat.ts'

/** Whom the invoice is for, as the customer typed it. */
export interface InvoiceDetails {
  readonly name: string
  readonly addressLine1: string
  readonly addressLine2: string
  readonly city: string
  readonly postalCode: string
  /** ISO 3166 alpha-2. */
  readonly country: string
  readonly email: string
  /** Empty when none. */
  readonly vatNumber: string
}

export interface Order {
  readonly id: string
  readonly connectionId: string
  readonly quoteId: string
  readonly state: OrderState
  readonly details: InvoiceDetails | null
  readonly netMinor: number
  readonly taxMinor: number
  readonly totalMinor: number
  /** Taken off the net by a promotion code. */
  readonly discountMinor: number
  /** Given back so far, of the total. */
  readonly refundedMinor: number
  readonly currency: string
  /** Which version of the terms was accepted, and when. */
  readonly termsVersion: string
  readonly termsAcceptedAt: number
  /** The session that waits for payment; once paid, the one that paid. */
  readonly checkoutId: string | null
  /** Tries at a checkout so far, and when the latest began: both go into what Stripe is asked. */
  readonly attempt: number
  readonly attemptAt: number | null
  /** The customer at Stripe, with the invoice details, so that nobody types them twice. */
  readonly customerId: string | null
  readonly invoiceUrl: string | null
  /** Why a person has to look at it; only when held. */
  readonly heldBecause: string | null
  /** Whether a delayed payment is on its way. */
  readonly awaitingFunds: boolean
  /** When the buyer's bank took the payment back or asked to; the download rests meanwhile. */
  readonly disputedAt: number | null
  /** Where the customer belongs, by three witnesses; kept for the VAT records. */
  readonly evidence: PlaceEvidence | null
  readonly createdAt: number
  readonly paidAt: number | null
  /** When its documents were written down as paid for. */
  readonly paidForAt: number | null
}

export type OrderChange = Partial<Omit<Order, 'id' | 'connectionId' | 'quoteId' | 'createdAt'>>

export type CheckoutState = 'open' | 'awaiting funds' | 'paid' | 'failed' | 'expired' | 'refunded'

/** Every session that was opened for an order: a late payment of any of them must be noticed. */
export interface StoredCheckout {
  readonly id: string
  readonly orderId: string
  readonly state: CheckoutState
  readonly paymentIntentId: string | null
  readonly openedAt: number
}

export interface PaymentEventRow {
  readonly id: string
  readonly type: string
  readonly createdAt: number
  readonly receivedAt: number
  readonly sessionId: string | null
  readonly paymentIntentId: string | null
}

export type RefundState = 'pending' | 'succeeded' | 'failed'

export interface Refund {
  readonly orderId: string
  /** From 1; part of the key under which Stripe is asked. */
  readonly number: number
  readonly checkoutId: string
  /** How much of the order: so many of so many files; null for all that is left. */
  readonly part: number | null
  readonly whole: number | null
  /** What Stripe gave back; 0 until it has answered. */
  readonly amountMinor: number
  readonly currency: string
  readonly state: RefundState
  readonly refundId: string | null
  readonly creditNoteId: string | null
  readonly because: string
  /** The operator's address, or `Ledgerkeep` for what happens by itself. */
  readonly by: string
  /** When the files it is for ceased to count as paid for; null while they still do. */
  readonly unpaidAt: number | null
  readonly createdAt: number
}

/** What the nightly comparison with Stripe found. */
export interface Reconciliation {
  readonly at: number
  readonly fromAt: number
  readonly sessions: number
  readonly orders: number
  /** Stripe's money less ours, minor units, all currencies added up by size. */
  readonly differenceMinor: number
  readonly findings: readonly string[]
}

export interface OrderStore {
  /** False when the quote is ordered already, or the connection has an unpaid order: one at a time. */
  addOrder(order: Order): Promise<boolean>
  order(id: string): Promise<Order | null>
  /** By any session that was ever opened for it. */
  orderOfCheckout(checkoutId: string): Promise<Order | null>
  orderOfPayment(paymentIntentId: string): Promise<Order | null>
  ordersOf(connectionId: string): Promise<readonly Order[]>
  /** Changes the order only while it is in one of `from`; false when it was not. */
  changeOrder(id: string, from: readonly OrderState[], change: OrderChange): Promise<boolean>
  /** Changes an unpaid order only while that is its latest try at a checkout; false when it is not. */
  changeAttempt(id: string, attempt: number, change: OrderChange): Promise<boolean>
  /** Orders paid since then, whatever became of them. */
  paidSince(at: number): Promise<readonly Order[]>

  /** Adds a session, or leaves the one that is there. */
  addCheckout(checkout: StoredCheckout): Promise<void>
  changeCheckout(
    id: string,
    change: Partial<Pick<StoredCheckout, 'state' | 'paymentIntentId'>>,
  ): Promise<void>
  /** Oldest first. */
  checkoutsOf(orderId: string): Promise<readonly StoredCheckout[]>

  /**
   * Records a webhook's event and, where it speaks of a payment, its job, due at once: one transaction. False
   * when that id was there already; it gets its job all the same.
   */
  addEvent(event: PaymentEventRow): Promise<boolean>
  event(id: string): Promise<PaymentEventRow | null>

  /** Adds a refund; false when the order has one of that number. */
  addRefund(refund: Refund): Promise<boolean>
  changeRefund(
    orderId: string,
    number: number,
    change: Partial<Pick<Refund, 'amountMinor' | 'state' | 'refundId' | 'creditNoteId'>>,
  ): Promise<void>
  /** By number. */
  refundsOf(orderId: string): Promise<readonly Refund[]>

  addReconciliation(result: Reconciliation): Promise<void>
  latestReconciliation(): Promise<Reconciliation | null>
}

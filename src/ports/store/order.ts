import type { OrderState } from '../../core/flow.ts'

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
  readonly currency: string
  /** Which version of the terms was accepted, and when. */
  readonly termsVersion: string
  readonly termsAcceptedAt: number
  readonly checkoutId: string | null
  /** Tries at a checkout so far, and when the latest began: both go into what Stripe is asked. */
  readonly attempt: number
  readonly attemptAt: number | null
  readonly invoiceUrl: string | null
  /** Why a person has to look at it; only when held. */
  readonly heldBecause: string | null
  /** Whether a delayed payment is on its way. */
  readonly awaitingFunds: boolean
  readonly createdAt: number
  readonly paidAt: number | null
}

export type OrderChange = Partial<Omit<Order, 'id' | 'connectionId' | 'quoteId' | 'createdAt'>>

export interface OrderStore {
  addOrder(order: Order): Promise<void>
  order(id: string): Promise<Order | null>
  orderOfQuote(quoteId: string): Promise<Order | null>
  orderOfCheckout(checkoutId: string): Promise<Order | null>
  ordersOf(connectionId: string): Promise<readonly Order[]>
  /** Changes the order only while it is in one of `from`; false when it was not. */
  changeOrder(id: string, from: readonly OrderState[], change: OrderChange): Promise<boolean>
  /** Unpaid orders that have a checkout, for the poller. */
  openCheckouts(): Promise<readonly Order[]>
  /** Records a webhook's event; false when that id was there already. */
  addEvent(event: {
    readonly id: string
    readonly type: string
    readonly createdAt: number
    readonly receivedAt: number
    readonly sessionId: string | null
  }): Promise<boolean>
}

import type Stripe from 'stripe'
import type { Agenda } from './agenda.ts'
import type { Clock } from './clock.ts'
import type { NewDispute, SessionLine } from './stored.ts'

/** The API version whose shapes this stand-in serves. */
export const API_VERSION = '2026-10-28.endive'

/** How a delayed payment ends, and when on the simulator's clock (ms). */
export interface Settlement {
  readonly at: number
  readonly outcome: 'succeeded' | 'failed'
}

/** A session and what Stripe knows of it but does not show. */
export interface StoredSession {
  readonly session: Stripe.Checkout.Session
  readonly params: Stripe.Checkout.SessionCreateParams
  lines: SessionLine[]
  discount: { readonly discount: Stripe.Discount; readonly coupon: Stripe.Coupon } | null
  settlement: Settlement | null
}

/** An event as stored and delivered: `data.object` is a picture of the object at that moment. */
export interface StoredEvent {
  readonly id: string
  readonly object: 'event'
  readonly api_version: string
  readonly created: number
  readonly data: { readonly object: { readonly id: string } }
  readonly livemode: false
  pending_webhooks: number
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null }
  readonly type: string
}

/** A mail that Stripe would have sent to the buyer. */
interface SentMail {
  readonly to: string
  readonly subject: string
  readonly about: string
  readonly link: string
  readonly at: number
}

/** Everything the simulator remembers. All maps keep the order of creation. */
export interface World {
  readonly clock: Clock
  readonly agenda: Agenda
  /** How long a delayed debit takes on the clock, unless the control settles it before. */
  readonly debitSeconds: number
  /** Set once the port is known; no slash at the end. */
  publicUrl: string
  readonly account: Stripe.Account
  readonly taxRates: Map<string, Stripe.TaxRate>
  readonly coupons: Map<string, Stripe.Coupon>
  readonly promotionCodes: Map<string, Stripe.PromotionCode>
  readonly customers: Map<string, Stripe.Customer>
  readonly sessions: Map<string, StoredSession>
  readonly paymentIntents: Map<string, Stripe.PaymentIntent>
  readonly charges: Map<string, Stripe.Charge>
  readonly refunds: Map<string, Stripe.Refund>
  readonly invoices: Map<string, Stripe.Invoice>
  readonly invoicePayments: Map<string, Stripe.InvoicePayment>
  readonly creditNotes: Map<string, Stripe.CreditNote>
  readonly disputes: Map<string, NewDispute>
  readonly events: Map<string, StoredEvent>
  readonly mails: SentMail[]
  /** The API request being served, which the events it causes name. */
  request: { readonly id: string | null; readonly idempotency_key: string | null }
  /** Called for every new event. */
  deliver: (event: StoredEvent) => void
}

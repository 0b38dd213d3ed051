/** What the customer is asked to pay, exactly as the order says. Amounts in minor units. */
export interface CheckoutRequest {
  readonly orderId: string
  readonly quoteId: string
  readonly quoteHash: string
  /** Grows by one when a former try ended in an unknown or dead session. */
  readonly attempt: number
  readonly currency: string
  readonly netMinor: number
  /** `Xero backup: Demo Company` and `150 attachments, 2024-01 to 2026-11`. */
  readonly title: string
  readonly description: string
  readonly email: string
  readonly customerName: string
  /** Whether UK VAT at 20 % applies. */
  readonly ukVat: boolean
  readonly expiresAt: number
  readonly successUrl: string
  readonly cancelUrl: string
}

export interface Checkout {
  readonly sessionId: string
  /** Where the customer pays; null once the session can't be paid any more. */
  readonly url: string | null
}

/** The state of a session, as Stripe tells it now. */
export interface CheckoutStatus {
  readonly sessionId: string
  readonly status: 'open' | 'complete' | 'expired'
  /** Where an open session is paid. */
  readonly url: string | null
  readonly paid: 'paid' | 'unpaid' | 'no payment required'
  readonly mode: string
  readonly livemode: boolean
  readonly currency: string
  readonly subtotalMinor: number
  readonly discountMinor: number
  readonly taxMinor: number
  readonly totalMinor: number
  readonly orderId: string | null
  readonly quoteHash: string | null
  readonly paymentIntentId: string | null
  readonly invoiceUrl: string | null
  readonly refundedMinor: number
  readonly billingCountry: string | null
  readonly cardCountry: string | null
}

export interface PaymentEvent {
  readonly id: string
  readonly type: string
  readonly createdAt: number
  /** The Checkout session that the event speaks of, when it does. */
  readonly sessionId: string | null
}

export interface Payments {
  /** Opens (or finds again, same request) the session; idempotent per order, quote and attempt. */
  open(request: CheckoutRequest): Promise<Checkout>
  status(sessionId: string): Promise<CheckoutStatus>
  /** Closes an unpaid session; one that is complete or expired stays as it is. */
  expire(sessionId: string): Promise<void>
  /** Verifies the signature over the raw body. Throws `refuse` when it does not hold. */
  event(rawBody: string, signature: string): PaymentEvent
}

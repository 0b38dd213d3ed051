/** Who pays, as they typed it; Stripe's page starts with it, so that nobody types it twice. */
export interface PayingCustomer {
  /** The customer at Stripe that the order had before; null to make one. */
  readonly id: string | null
  readonly name: string
  readonly email: string
  readonly line1: string
  readonly line2: string
  readonly city: string
  readonly postalCode: string
  /** ISO 3166 alpha-2. */
  readonly country: string
  /** Empty when none. */
  readonly vatNumber: string
}

/** Whether UK VAT at 20 % applies, or Stripe Tax is to decide. */
export type TaxAsked = 'uk vat' | 'none' | 'stripe'

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
  readonly customer: PayingCustomer
  readonly tax: TaxAsked
  /** What the invoice says about VAT. */
  readonly taxNote: string
  readonly expiresAt: number
  readonly successUrl: string
  readonly cancelUrl: string
}

export interface Checkout {
  readonly sessionId: string
  /** Where the customer pays; null once the session can't be paid any more. */
  readonly url: string | null
  readonly customerId: string | null
}

/** The state of a session, as Stripe tells it now. */
export interface CheckoutStatus {
  readonly sessionId: string
  readonly status: 'open' | 'complete' | 'expired'
  /** Where an open session is paid. */
  readonly url: string | null
  readonly paid: 'paid' | 'unpaid' | 'no payment required'
  /** How the money itself stands: a delayed payment that failed is 'failed'. Null where there is none. */
  readonly money: 'on its way' | 'arrived' | 'failed' | null
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
  readonly customerId: string | null
  readonly invoiceUrl: string | null
  readonly refundedMinor: number
  /** Whether the buyer's bank asks the money back or has taken it, without our having won. */
  readonly disputed: boolean
  readonly billingCountry: string | null
  readonly cardCountry: string | null
}

export interface PaymentEvent {
  readonly id: string
  readonly type: string
  readonly createdAt: number
  /** The Checkout session that the event speaks of, when it does. */
  readonly sessionId: string | null
  /** The payment that it speaks of: events of charges, refunds and disputes name no session. */
  readonly paymentIntentId: string | null
}

export interface RefundRequest {
  readonly orderId: string
  /** From 1, a new one for each refund of the order. */
  readonly number: number
  readonly sessionId: string
  /** So much of the whole; null for all that is left. */
  readonly share: { readonly part: number; readonly whole: number } | null
  readonly reason: 'order_change' | 'product_unsatisfactory' | 'duplicate'
  /** A sentence for the credit note. */
  readonly memo: string
}

export interface RefundResult {
  readonly amountMinor: number
  readonly state: 'pending' | 'succeeded' | 'failed'
  /** Null where nothing had been paid. */
  readonly refundId: string | null
  readonly creditNoteId: string | null
}

/** A finished session as Stripe's own books have it. */
export interface LedgerLine {
  readonly sessionId: string
  readonly orderId: string | null
  readonly createdAt: number
  readonly currency: string
  readonly paidMinor: number
  readonly refundedMinor: number
  readonly disputed: boolean
}

export interface Payments {
  /** Opens (or finds again, same request) the session; idempotent per order, quote and attempt. */
  open(request: CheckoutRequest): Promise<Checkout>
  /** How a session stands now; one of the other mode (test, live) as expired: no money comes from it. */
  status(sessionId: string): Promise<CheckoutStatus>
  /** Closes an unpaid session; one that is complete or expired stays as it is. */
  expire(sessionId: string): Promise<void>
  /** Verifies the signature over the raw body. Throws `refuse` when it does not hold. */
  event(rawBody: string, signature: string): PaymentEvent
  /**
   * Gives money back, with a credit note where there is an invoice; idempotent per order and number. What was
   * credited and failed at the bank is paid again without another note. Throws `refuse` for a share of which
   * less is left.
   */
  refund(request: RefundRequest): Promise<RefundResult>
  /** How a refund that was pending stands now. */
  refundState(refundId: string): Promise<RefundResult['state']>
  /** Every session paid since then, oldest first. */
  ledger(since: number): Promise<readonly LedgerLine[]>
}

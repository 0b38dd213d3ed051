import type Stripe from 'stripe'
import type { CheckoutStatus } from '../../ports/payments.ts'
import type { StripeAccess } from './stripe-access.ts'
import { asPaymentError } from './stripe-errors.ts'

/** Asks Stripe for the session now, with its payment and its invoice. */
export async function readSession(
  access: StripeAccess,
  sessionId: string,
): Promise<CheckoutStatus> {
  const { livemode } = access.options
  if (isOfOtherMode(sessionId, livemode)) return { ...NEVER_PAID, sessionId, livemode: !livemode }
  try {
    const expand = ['payment_intent.latest_charge', 'invoice']
    const session = await access.client.checkout.sessions.retrieve(sessionId, { expand })
    const disputed = chargeOf(session)?.disputed ? await isDisputed(access, session) : false
    return { ...statusOf(session), disputed }
  } catch (error) {
    throw asPaymentError(error)
  }
}

/**
 * Whether a session was made with a key of the other mode: Stripe knows it not with this one. So it is after
 * an installation that was tried in test mode has gone live.
 */
export const isOfOtherMode = (sessionId: string, livemode: boolean): boolean =>
  sessionId.startsWith(livemode ? 'cs_test_' : 'cs_live_')

/** Of a session that no money of this mode can come from. */
const NEVER_PAID: Omit<CheckoutStatus, 'sessionId' | 'livemode'> = {
  status: 'expired',
  url: null,
  paid: 'unpaid',
  money: null,
  mode: 'payment',
  currency: '',
  subtotalMinor: 0,
  discountMinor: 0,
  taxMinor: 0,
  totalMinor: 0,
  orderId: null,
  quoteHash: null,
  paymentIntentId: null,
  customerId: null,
  invoiceUrl: null,
  refundedMinor: 0,
  disputed: false,
  billingCountry: null,
  cardCountry: null,
}

function statusOf(session: Stripe.Checkout.Session): Omit<CheckoutStatus, 'disputed'> {
  const charge = chargeOf(session)
  return {
    sessionId: session.id,
    status: lifeOf(session.status),
    url: session.status === 'open' ? session.url : null,
    paid: paidOf(session.payment_status),
    money: moneyOf(expanded(session.payment_intent)?.status ?? null),
    mode: session.mode,
    livemode: session.livemode,
    currency: (session.currency ?? '').toUpperCase(),
    subtotalMinor: session.amount_subtotal ?? 0,
    discountMinor: session.total_details?.amount_discount ?? 0,
    taxMinor: session.total_details?.amount_tax ?? 0,
    totalMinor: session.amount_total ?? 0,
    orderId: session.metadata?.order_id ?? null,
    quoteHash: session.metadata?.quote_hash ?? null,
    paymentIntentId: idOf(session.payment_intent),
    customerId: idOf(session.customer),
    invoiceUrl: expanded(session.invoice)?.hosted_invoice_url ?? null,
    refundedMinor: charge?.amount_refunded ?? 0,
    billingCountry: session.customer_details?.address?.country ?? null,
    cardCountry: charge?.payment_method_details?.card?.country ?? null,
  }
}

/** A dispute that was won gives the money back: only the others count. */
async function isDisputed(
  { client }: StripeAccess,
  session: Stripe.Checkout.Session,
): Promise<boolean> {
  const payment = idOf(session.payment_intent)
  if (payment === null) return false
  const { data } = await client.disputes.list({ payment_intent: payment, limit: 100 })
  return data.some(({ status }) => status !== 'won' && status !== 'warning_closed')
}

/** A state that Stripe may add one day is neither the end nor a payment. */
function lifeOf(status: string | null): CheckoutStatus['status'] {
  return status === 'complete' || status === 'expired' ? status : 'open'
}

function paidOf(status: string): CheckoutStatus['paid'] {
  if (status === 'paid') return 'paid'
  return status === 'no_payment_required' ? 'no payment required' : 'unpaid'
}

/**
 * The session of a delayed payment says "complete, unpaid" both while the bank takes its time and after
 * it has refused; only the payment itself tells the two apart.
 */
function moneyOf(status: string | null): CheckoutStatus['money'] {
  if (status === null) return null
  if (status === 'succeeded') return 'arrived'
  return status === 'requires_payment_method' || status === 'canceled' ? 'failed' : 'on its way'
}

/** Nothing to pay means no payment at all: both may be absent. */
const chargeOf = (session: Stripe.Checkout.Session): Stripe.Charge | null =>
  expanded(expanded(session.payment_intent)?.latest_charge ?? null)

/** What was expanded; null for what is not there, or only an id. */
export const expanded = <T extends { readonly id: string }>(
  value: string | T | null | undefined,
): T | null => (typeof value === 'object' ? value : null)

export const idOf = (value: string | { readonly id: string } | null | undefined): string | null =>
  typeof value === 'string' ? value : (value?.id ?? null)

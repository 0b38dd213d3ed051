import type Stripe from 'stripe'
import type { CheckoutStatus } from '../../ports/payments.ts'
import type { StripeAccess } from './create-stripe-payments.ts'
import { asPaymentError } from './stripe-errors.ts'

/** Asks Stripe for the session now, with its payment and its invoice. */
export async function readSession(
  { client }: StripeAccess,
  sessionId: string,
): Promise<CheckoutStatus> {
  try {
    const expand = ['payment_intent.latest_charge', 'invoice']
    return statusOf(await client.checkout.sessions.retrieve(sessionId, { expand }))
  } catch (error) {
    throw asPaymentError(error)
  }
}

function statusOf(session: Stripe.Checkout.Session): CheckoutStatus {
  const charge = chargeOf(session)
  return {
    sessionId: session.id,
    status: lifeOf(session.status),
    url: session.status === 'open' ? session.url : null,
    paid: paidOf(session.payment_status),
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
    invoiceUrl: expanded(session.invoice)?.hosted_invoice_url ?? null,
    refundedMinor: charge?.amount_refunded ?? 0,
    billingCountry: session.customer_details?.address?.country ?? null,
    cardCountry: charge?.payment_method_details?.card?.country ?? null,
  }
}

/** A state that Stripe may add one day is neither the end nor a payment. */
function lifeOf(status: string | null): CheckoutStatus['status'] {
  return status === 'complete' || status === 'expired' ? status : 'open'
}

function paidOf(status: string): CheckoutStatus['paid'] {
  if (status === 'paid') return 'paid'
  return status === 'no_payment_required' ? 'no payment required' : 'unpaid'
}

/** Nothing to pay means no payment at all: both may be absent. */
const chargeOf = (session: Stripe.Checkout.Session): Stripe.Charge | null =>
  expanded(expanded(session.payment_intent)?.latest_charge ?? null)

const expanded = <T extends { readonly id: string }>(value: string | T | null): T | null =>
  typeof value === 'string' ? null : value

const idOf = (value: string | { readonly id: string } | null): string | null =>
  typeof value === 'string' ? value : (value?.id ?? null)

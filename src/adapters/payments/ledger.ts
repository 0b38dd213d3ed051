import type Stripe from 'stripe'
import type { LedgerLine } from '../../ports/payments.ts'
import { expanded } from './read-session.ts'
import type { StripeAccess } from './stripe-access.ts'
import { asPaymentError } from './stripe-errors.ts'

/** Every paid session since then with what was given back, as Stripe's own lists have it. */
export async function readLedger(
  { client }: StripeAccess,
  since: number,
): Promise<readonly LedgerLine[]> {
  try {
    const sessions = client.checkout.sessions.list({
      status: 'complete',
      created: { gte: Math.floor(since / 1000) },
      limit: 100,
      expand: ['data.payment_intent.latest_charge'],
    })
    const lines: LedgerLine[] = []
    for await (const session of sessions) if (isPaid(session)) lines.push(lineOf(session))
    return lines.reverse()
  } catch (error) {
    throw asPaymentError(error)
  }
}

const isPaid = (session: Stripe.Checkout.Session): boolean => session.payment_status !== 'unpaid'

function lineOf(session: Stripe.Checkout.Session): LedgerLine {
  const charge = expanded(expanded(session.payment_intent)?.latest_charge)
  return {
    sessionId: session.id,
    orderId: session.metadata?.order_id ?? null,
    createdAt: session.created * 1000,
    currency: (session.currency ?? '').toUpperCase(),
    paidMinor: session.amount_total ?? 0,
    refundedMinor: charge?.amount_refunded ?? 0,
    disputed: charge?.disputed ?? false,
  }
}

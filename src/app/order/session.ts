import { hasUkVat, mismatch } from '../../core/order.ts'
import { type PlaceEvidence, placeDoubt } from '../../core/order-vat.ts'
import type { CheckoutStatus } from '../../ports/payments.ts'
import type { Order } from '../../ports/store/order.ts'
import type { AppPorts } from '../app-ports.ts'
import { followPaid } from './follow.ts'
import { refundDoubled } from './refund.ts'

/** Brings an order in line with one of its sessions, as Stripe tells it now. Idempotent. */
export async function applySession(
  ports: AppPorts,
  orderId: string,
  sessionId: string,
): Promise<void> {
  const { store, payments } = ports
  const order = await store.order.order(orderId)
  if (!order || !payments) return
  const status = await payments.status(sessionId)
  if (status.paymentIntentId) {
    await store.order.changeCheckout(sessionId, { paymentIntentId: status.paymentIntentId })
  }
  if (status.status === 'expired') return notPaid(ports, order, status, 'expired')
  if (status.status !== 'complete') return
  if (status.paid === 'unpaid') return late(ports, order, status)
  return paid(ports, order, status)
}

/** The session will never be paid: the order may be paid by another one. */
async function notPaid(
  ports: AppPorts,
  order: Order,
  { sessionId }: CheckoutStatus,
  state: 'expired' | 'failed',
): Promise<void> {
  const { store } = ports
  await store.order.changeCheckout(sessionId, { state })
  if (order.checkoutId !== sessionId) return
  const free = { checkoutId: null, attemptAt: null, awaitingFunds: false }
  await store.order.changeOrder(order.id, ['unpaid'], free)
}

/** A bank that takes days, and says in the end whether the money came. */
async function late(ports: AppPorts, order: Order, status: CheckoutStatus): Promise<void> {
  const { store } = ports
  if (status.money === 'failed') {
    return notPaid(ports, order, status, 'failed')
  }
  await store.order.changeCheckout(status.sessionId, { state: 'awaiting funds' })
  const change = { awaitingFunds: true, checkoutId: status.sessionId }
  await store.order.changeOrder(order.id, ['unpaid'], change)
}

async function paid(ports: AppPorts, order: Order, status: CheckoutStatus): Promise<void> {
  const { store } = ports
  if (order.state === 'unpaid' || order.state === 'cancelled') await settle(ports, order, status)
  // Another session may have won meanwhile: what counts is what stands in the database now.
  const now = await store.order.order(order.id)
  if (!now || now.state === 'unpaid' || now.state === 'cancelled') return
  if (now.checkoutId !== status.sessionId) return refundDoubled(ports, now, status)
  const whole = status.totalMinor > 0 && status.refundedMinor >= status.totalMinor
  const state = whole ? 'refunded' : 'paid'
  await store.order.changeCheckout(status.sessionId, { state })
  await followPaid(ports, now, status)
}

/** Takes the payment, or holds it for a person: never run and never given back in silence. */
async function settle(ports: AppPorts, order: Order, status: CheckoutStatus): Promise<void> {
  const { store, clock } = ports
  const evidence = await evidenceOf(ports, order, status)
  const wrong = await whatIsWrong(ports, order, status, evidence)
  const payment = {
    paidAt: clock.now(),
    awaitingFunds: false,
    checkoutId: status.sessionId,
    invoiceUrl: status.invoiceUrl,
    discountMinor: status.discountMinor,
    taxMinor: status.taxMinor,
    totalMinor: status.totalMinor,
    evidence,
  }
  if (!wrong) {
    await store.order.changeOrder(order.id, ['unpaid'], { ...payment, state: 'paid' })
    return
  }
  const held = { ...payment, state: 'held', heldBecause: wrong } as const
  if (!(await store.order.changeOrder(order.id, [order.state], held))) return
  ports.log.error('a payment does not match its order and is held', { order: order.id, why: wrong })
}

async function evidenceOf(
  ports: AppPorts,
  order: Order,
  status: CheckoutStatus,
): Promise<PlaceEvidence> {
  const connection = await ports.store.connect.connection(order.connectionId)
  const organisation =
    connection && (await ports.store.connect.organisation(connection.organisationId))
  return {
    billing: status.billingCountry,
    organisation: organisation?.country || null,
    card: status.cardCountry,
    ukVat: chargedUkVat(ports, order, status),
  }
}

/** With Stripe Tax the address on the payment page decides; else what was typed before. */
function chargedUkVat(ports: AppPorts, order: Order, status: CheckoutStatus): boolean {
  const stripe = ports.facts.vatMode === 'stripe_tax'
  return hasUkVat((stripe ? status.billingCountry : order.details?.country) ?? '')
}

async function whatIsWrong(
  ports: AppPorts,
  order: Order,
  status: CheckoutStatus,
  evidence: PlaceEvidence,
): Promise<string | null> {
  if (order.state === 'cancelled') return 'It was paid after its filters had been changed.'
  const quote = await ports.store.quote.quote(order.quoteId)
  if (!quote || ports.secrets.fingerprint(quote.content) !== quote.hash) {
    return 'The quote is not the one that was made.'
  }
  const wrong = mismatch(
    {
      orderId: order.id,
      quoteHash: quote.hash,
      netMinor: quote.netMinor,
      currency: quote.currency,
      livemode: ports.facts.livemode,
      ukVat: evidence.ukVat,
    },
    status,
  )
  // Where nothing was paid there is no VAT to be right or wrong, and no card to tell a country.
  return wrong ?? (status.totalMinor > 0 ? placeDoubt(evidence) : null)
}

import { hasUkVat, mismatch } from '../core/order.ts'
import type { CheckoutStatus } from '../ports/payments.ts'
import type { Order } from '../ports/store/order.ts'
import type { AppPorts } from './app-ports.ts'
import { POLL_MS } from './checkout.ts'
import { awaitingFundsLetter, heldLetter, paidLetter } from './order-letters.ts'
import { FINISHED, type SliceEnd, waitUntil } from './slice.ts'
import { startBackup } from './start-backup.ts'

/** A payment that was not made by then is not polled for any more: the session has long expired. */
const POLL_FOR_MS = 25 * 3_600_000

/** A verified webhook is only a hint: what counts is what Stripe tells when asked. */
export async function paymentNews(
  ports: AppPorts,
  rawBody: string,
  signature: string,
): Promise<void> {
  if (!ports.payments) return
  const event = ports.payments.event(rawBody, signature)
  const fresh = await ports.store.order.addEvent({ ...event, receivedAt: ports.clock.now() })
  if (!fresh || !event.sessionId) return
  const order = await ports.store.order.orderOfCheckout(event.sessionId)
  if (order) await ports.store.jobs.add('payment', order.id, ports.clock.now())
}

/** The poller: a full way of its own, for installations that no webhook can reach. */
export async function paymentSlice(ports: AppPorts, orderId: string): Promise<SliceEnd> {
  const order = await applyPayment(ports, orderId)
  if (!order || order.state !== 'unpaid' || !order.checkoutId) return FINISHED
  const now = ports.clock.now()
  const tired = !order.awaitingFunds && now - (order.attemptAt ?? order.createdAt) > POLL_FOR_MS
  return tired ? FINISHED : waitUntil(now + POLL_MS)
}

/**
 * Brings an order in line with its session at Stripe. Idempotent: webhook, return page and poller all
 * call it, in any order and as often as they like.
 */
export async function applyPayment(ports: AppPorts, orderId: string): Promise<Order | null> {
  const order = await ports.store.order.order(orderId)
  if (!order || !ports.payments) return order
  if (order.checkoutId && (order.state === 'unpaid' || order.state === 'cancelled')) {
    await applyStatus(ports, order, await ports.payments.status(order.checkoutId))
  }
  const after = await ports.store.order.order(orderId)
  if (after?.state === 'paid') await ensureBackup(ports, after)
  return after
}

async function applyStatus(ports: AppPorts, order: Order, status: CheckoutStatus): Promise<void> {
  const { store } = ports
  if (status.status === 'expired' && !order.awaitingFunds) {
    await store.order.changeOrder(order.id, ['unpaid'], { checkoutId: null, attemptAt: null })
    return
  }
  if (status.status !== 'complete') return
  if (status.paid === 'unpaid') {
    const first = !order.awaitingFunds
    await store.order.changeOrder(order.id, ['unpaid'], { awaitingFunds: true })
    if (first) await awaitingFundsLetter(ports, order)
    return
  }
  await settle(ports, order, status)
}

async function settle(ports: AppPorts, order: Order, status: CheckoutStatus): Promise<void> {
  const { store, clock } = ports
  const quote = await store.quote.quote(order.quoteId)
  const wrong =
    order.state === 'cancelled'
      ? 'It was paid after its filters had been changed.'
      : mismatch(
          {
            orderId: order.id,
            quoteHash: quote?.hash ?? '',
            netMinor: order.netMinor,
            currency: order.currency,
            livemode: ports.facts.livemode,
            ukVat: hasUkVat(order.details?.country ?? ''),
          },
          status,
        )
  const payment = {
    paidAt: clock.now(),
    awaitingFunds: false,
    invoiceUrl: status.invoiceUrl,
    taxMinor: status.taxMinor,
    totalMinor: status.totalMinor,
  }
  if (wrong) {
    ports.log.error('a payment does not match its order and is held', {
      order: order.id,
      why: wrong,
    })
    const held = { ...payment, state: 'held', heldBecause: wrong } as const
    if (await store.order.changeOrder(order.id, [order.state], held)) await heldLetter(ports, order)
    return
  }
  await store.order.changeOrder(order.id, ['unpaid'], { ...payment, state: 'paid' })
}

async function ensureBackup(ports: AppPorts, order: Order): Promise<void> {
  const { store } = ports
  if (await store.backup.backupOfOrder(order.id)) return
  const quote = await store.quote.quote(order.quoteId)
  const connection = await store.connect.connection(order.connectionId)
  if (!quote || !connection) return
  await startBackup(ports, connection, quote.scanId, quote.filter, order.id)
  await paidLetter(ports, order)
}

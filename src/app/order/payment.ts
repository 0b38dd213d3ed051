import { asLedgerkeepError } from '../../core/errors.ts'
import type { Order, StoredCheckout } from '../../ports/store/order.ts'
import type { AppPorts } from '../app-ports.ts'
import { writePaidFor } from '../paid-before.ts'
import { FINISHED, type SliceEnd, waitUntil } from '../slice.ts'
import { followState } from './follow.ts'
import { followRefunds } from './follow-refunds.ts'
import { finishShares } from './refund.ts'
import { applySession } from './session.ts'

/** The poller looks at an open payment this often. */
export const POLL_MS = 60_000
/** A payment that was not made by then is not polled for any more: the session has long expired. */
const POLL_FOR_MS = 25 * 3_600_000
/** A bank that takes its time is asked less often. */
const SLOW_POLL_MS = 15 * 60_000

/**
 * A verified webhook: its event is stored together with the job that looks at Stripe, which is due at once.
 */
export async function paymentNews(
  ports: AppPorts,
  rawBody: string,
  signature: string,
): Promise<void> {
  if (!ports.payments) return
  const event = ports.payments.event(rawBody, signature)
  await ports.store.order.addEvent({ ...event, receivedAt: ports.clock.now() })
}

/** A slice for an event of a webhook, or of the poller: a full way of its own where none can arrive. */
export async function paymentSlice(ports: AppPorts, subjectId: string): Promise<SliceEnd> {
  const orderId = await orderIdOf(ports, subjectId)
  if (orderId === null) return FINISHED
  const { order, faults } = await applyAll(ports, orderId, subjectId === orderId ? 'live' : 'all')
  if (order?.state === 'paid' && order.paidForAt === null) await writePaidFor(ports, order)
  if (order?.state === 'paid') await finishShares(ports, order)
  const refunds = order && (await followRefunds(ports, order))
  if (refunds?.failed) await applyPayment(ports, orderId, 'all')
  const payable = order ? await closeOthers(ports, order) : false
  // The job comes again, with a pause that grows.
  if (faults.length > 0) throw faults[0]
  if (subjectId !== orderId) return FINISHED
  return pollAgain(ports, order, refunds?.pending === true || payable)
}

/**
 * Closes the payment pages that an order does not need any more, so that nobody pays twice; tells whether
 * one may still bring money.
 */
async function closeOthers(ports: AppPorts, order: Order): Promise<boolean> {
  const { store, payments } = ports
  if (!payments || order.state === 'unpaid') return false
  const needed = order.state === 'cancelled' ? null : order.checkoutId
  let payable = false
  for (const { id, state } of await store.order.checkoutsOf(order.id)) {
    if (id === needed || !isLive({ state })) continue
    if (state === 'open') await payments.expire(id)
    await applySession(ports, order.id, id)
    const now = (await store.order.checkoutsOf(order.id)).find((one) => one.id === id)
    if (now && isLive(now)) payable = true
  }
  return payable
}

/** The order itself, or the one that a stored event speaks of. */
async function orderIdOf(ports: AppPorts, subjectId: string): Promise<string | null> {
  const { store } = ports
  const event = await store.order.event(subjectId)
  if (!event) return subjectId
  const bySession = event.sessionId && (await store.order.orderOfCheckout(event.sessionId))
  const byPayment =
    event.paymentIntentId && (await store.order.orderOfPayment(event.paymentIntentId))
  const known = bySession || byPayment || null
  return known?.id ?? (event.sessionId ? lostSession(ports, event.sessionId) : null)
}

/** A session that we never heard of, because Stripe's answer was lost: it names its order itself. */
export async function lostSession(ports: AppPorts, sessionId: string): Promise<string | null> {
  const { store, payments, clock } = ports
  const status = await payments?.status(sessionId).catch((thrown: unknown) => {
    if (asLedgerkeepError(thrown).reason === 'not found') return null
    throw thrown
  })
  const order = status?.orderId ? await store.order.order(status.orderId) : null
  if (!order) return null
  const found = { id: sessionId, orderId: order.id, state: 'open', paymentIntentId: null } as const
  await store.order.addCheckout({ ...found, openedAt: clock.now() })
  return order.id
}

/** `pending`: something of an order that is settled is still to be heard of. */
function pollAgain(ports: AppPorts, order: Order | null, pending: boolean): SliceEnd {
  const now = ports.clock.now()
  if (pending) return waitUntil(now + SLOW_POLL_MS)
  if (order?.state !== 'unpaid' || !order.checkoutId) return FINISHED
  const since = now - (order.attemptAt ?? order.createdAt)
  if (order.awaitingFunds) return waitUntil(now + (since > POLL_FOR_MS ? SLOW_POLL_MS : POLL_MS))
  return since > POLL_FOR_MS ? FINISHED : waitUntil(now + POLL_MS)
}

/**
 * Brings an order in line with its sessions at Stripe: those that may still be paid, or all of them.
 * Idempotent: webhook, return page and poller all call it, in any order and as often as they like. Throws the
 * first fault of a session, after everything else is done.
 */
export async function applyPayment(
  ports: AppPorts,
  orderId: string,
  which: 'live' | 'all' = 'live',
): Promise<Order | null> {
  const { order, faults } = await applyAll(ports, orderId, which)
  if (faults.length > 0) throw faults[0]
  return order
}

interface Applied {
  readonly order: Order | null
  readonly faults: readonly unknown[]
}

/** A session that cannot be brought in line keeps no other one back, and no order that is paid. */
async function applyAll(ports: AppPorts, orderId: string, which: 'live' | 'all'): Promise<Applied> {
  const { store } = ports
  const faults: unknown[] = []
  const checkouts = ports.payments ? await store.order.checkoutsOf(orderId) : []
  for (const checkout of checkouts) {
    if (which !== 'all' && !isLive(checkout)) continue
    await applySession(ports, orderId, checkout.id).catch((fault: unknown) => faults.push(fault))
  }
  const order = await store.order.order(orderId)
  if (order) await followState(ports, order)
  return { order: order && (await store.order.order(orderId)), faults }
}

const isLive = ({ state }: Pick<StoredCheckout, 'state'>): boolean =>
  state === 'open' || state === 'awaiting funds'

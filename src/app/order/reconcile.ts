import { asLedgerkeepError } from '../../core/errors.ts'
import type { LedgerLine, Payments } from '../../ports/payments.ts'
import type { Order } from '../../ports/store/order.ts'
import type { AppPorts } from '../app-ports.ts'
import { tellOperators } from '../operator-post.ts'
import { FINISHED, type SliceEnd, waitUntil } from '../slice.ts'
import { applyPayment, lostSession } from './payment.ts'

const DAY_MS = 24 * 3_600_000
/** Longer than any bank debit takes, and than Stripe keeps its events. */
const WINDOW_MS = 35 * DAY_MS
/** A delayed payment arrives so long after its session was made. */
const LATEST_ARRIVAL_MS = 14 * DAY_MS

/** Three in the morning, UTC: after Stripe's own day has closed. */
const NIGHT_MS = 3 * 3_600_000

/** The next time that our books are compared with Stripe's. */
export const nextNight = (now: number): number =>
  Math.floor((now - NIGHT_MS) / DAY_MS + 1) * DAY_MS + NIGHT_MS

/** Every night: the payments of 35 days at Stripe against ours. What can be put right is, first. */
export async function reconcileSlice(ports: AppPorts): Promise<SliceEnd> {
  if (!ports.payments) return FINISHED
  await reconcile(ports, ports.payments)
  return waitUntil(nextNight(ports.clock.now()))
}

async function reconcile(ports: AppPorts, payments: Payments): Promise<void> {
  const { store, clock } = ports
  const at = clock.now()
  const fromAt = at - WINDOW_MS
  const ledger = await payments.ledger(fromAt - LATEST_ARRIVAL_MS)
  const findings: string[] = []
  for (const line of ledger) {
    await catchUp(ports, line).catch((fault: unknown) => findings.push(unsettled(line, fault)))
  }
  let difference = 0
  for (const line of ledger) {
    const off = await differenceOf(ports, line, findings)
    difference += Math.abs(off)
  }
  const orders = await store.order.paidSince(fromAt)
  const orphans = await withoutLine(ports, payments, { orders, ledger })
  difference += missingAtStripe(orphans, findings)
  const sessions = ledger.length
  const result = {
    at,
    fromAt,
    sessions,
    orders: orders.length,
    differenceMinor: difference,
    findings,
  }
  await store.order.addReconciliation(result)
  if (findings.length === 0) return
  ports.log.error('our payments and those of Stripe differ', { difference, findings })
  await tellOperators(ports, `reconciliation ${at}`, {
    subject: 'Our payments and those of Stripe differ',
    news: 'The nightly comparison with Stripe found a difference.',
    facts: findings.slice(0, 20).map((finding, index) => [String(index + 1), finding] as const),
    path: '/admin',
  })
}

/** What no webhook told is done now: a lost payment, a refund or a dispute made at Stripe. */
async function catchUp(ports: AppPorts, line: LedgerLine): Promise<void> {
  const order = await orderOf(ports, line)
  if (order && isInLine(order, line)) return
  const orderId = order?.id ?? (await lostSession(ports, line.sessionId))
  if (!orderId) return
  // Should this end on the way, the order's own job does the rest.
  await ports.store.jobs.add('payment', orderId, ports.clock.now() + 60_000)
  await applyPayment(ports, orderId, 'all')
}

/** What one line cannot be helped with keeps nobody else's from being compared. */
const unsettled = ({ sessionId }: LedgerLine, fault: unknown): string =>
  `${sessionId}: could not be put right. ${asLedgerkeepError(fault).message}`

const orderOf = (ports: AppPorts, line: LedgerLine): Promise<Order | null> =>
  ports.store.order.orderOfCheckout(line.sessionId)

const isInLine = (order: Order, line: LedgerLine): boolean =>
  order.checkoutId === line.sessionId &&
  order.paidAt !== null &&
  order.refundedMinor === line.refundedMinor &&
  (order.disputedAt !== null) === line.disputed

/** Stripe's money of a session less ours; 0 when both agree. */
async function differenceOf(
  ports: AppPorts,
  line: LedgerLine,
  findings: string[],
): Promise<number> {
  const kept = line.paidMinor - line.refundedMinor
  const amount = `${kept} ${line.currency}`
  const order = await orderOf(ports, line)
  if (!order) {
    if (line.orderId !== null) {
      findings.push(`${line.sessionId}: ${amount} for an order that is not here (${line.orderId}).`)
    }
    // Payments of other shops on the same account name no order of ours.
    return line.orderId === null ? 0 : kept
  }
  const ours =
    order.checkoutId === line.sessionId && order.paidAt !== null
      ? order.totalMinor - order.refundedMinor
      : 0
  if (ours === kept) return 0
  findings.push(`${line.sessionId}: Stripe has ${amount}, the order ${order.id} has ${ours}.`)
  return kept - ours
}

/** Paid orders that Stripe does not list; those paid with a key of the other mode are none of its business. */
async function withoutLine(
  { facts }: AppPorts,
  payments: Payments,
  { orders, ledger }: { orders: readonly Order[]; ledger: readonly LedgerLine[] },
): Promise<readonly Order[]> {
  const known = new Set(ledger.map((line) => line.sessionId))
  const found: Order[] = []
  for (const order of orders) {
    if (order.checkoutId === null || known.has(order.checkoutId)) continue
    const status = await payments.status(order.checkoutId).catch((thrown: unknown) => {
      // Asked again in a while, Stripe may know it very well.
      if (asLedgerkeepError(thrown).reason !== 'not found') throw thrown
      return null
    })
    if (!status || status.livemode === facts.livemode) found.push(order)
  }
  return found
}

function missingAtStripe(orders: readonly Order[], findings: string[]): number {
  let difference = 0
  for (const order of orders) {
    const kept = order.totalMinor - order.refundedMinor
    findings.push(`${order.id}: paid with ${order.checkoutId}, which Stripe does not list as paid.`)
    difference += kept
  }
  return difference
}

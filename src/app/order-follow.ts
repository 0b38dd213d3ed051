import type { CheckoutStatus } from '../ports/payments.ts'
import type { Order } from '../ports/store/order.ts'
import type { AppPorts } from './app-ports.ts'
import { tellOperators } from './operator-post.ts'
import { refundedLetter } from './order-letters.ts'

/** What happens after a payment, whoever did it: money given back, money asked back. Idempotent. */
export async function followPaid(
  ports: AppPorts,
  order: Order,
  status: CheckoutStatus,
): Promise<void> {
  await followRefunded(ports, order, status.refundedMinor)
  await followDispute(ports, order, status.disputed)
}

async function followRefunded(ports: AppPorts, order: Order, refundedMinor: number): Promise<void> {
  const { store } = ports
  if (refundedMinor === order.refundedMinor) return
  await store.order.changeOrder(order.id, [order.state], { refundedMinor })
  if (order.totalMinor > 0 && refundedMinor >= order.totalMinor) return endRefunded(ports, order)
  if (order.state !== 'refunded') return
  const heldBecause = 'A refund failed at the bank: the money is back with us.'
  await store.order.changeOrder(order.id, ['refunded'], { state: 'held', heldBecause })
  ports.log.error('a refund failed and its order is held', { order: order.id })
}

/** Everything was given back: the backup stops, the files no longer count as paid for. */
export async function endRefunded(ports: AppPorts, order: Order): Promise<void> {
  const { store, clock } = ports
  const change = { state: 'refunded', heldBecause: null } as const
  if (!(await store.order.changeOrder(order.id, ['paid', 'held'], change))) return
  await store.quote.forgetPaid(order.id)
  const backup = await store.backup.backupOfOrder(order.id)
  if (backup) {
    await store.backup.changeBackup(
      backup.id,
      ['pending', 'running', 'waiting', 'paused', 'packaging'],
      {
        state: 'cancelled',
        reason: 'Its payment was given back',
        waitingUntil: null,
        finishedAt: clock.now(),
      },
    )
  }
  await refundedLetter(ports, order)
}

async function followDispute(ports: AppPorts, order: Order, disputed: boolean): Promise<void> {
  const { store, clock } = ports
  if (disputed === (order.disputedAt !== null)) return
  const disputedAt = disputed ? clock.now() : null
  await store.order.changeOrder(order.id, [order.state], { disputedAt })
  const what = disputed ? 'payment disputed, download rests' : 'dispute won, download is back'
  await store.audit({
    at: clock.now(),
    personId: null,
    what,
    subjectId: order.id,
    detail: 'as Stripe tells',
  })
  if (!disputed) return
  ports.log.error('a payment is disputed', { order: order.id })
  await tellOperators(ports, `disputed ${order.id} ${clock.now()}`, {
    subject: 'A payment is disputed',
    news: 'The bank of a customer asks a payment back. The download rests until it is decided.',
    facts: [['Order', order.id]],
    path: `/admin/orders/${order.id}`,
  })
}

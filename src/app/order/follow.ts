import { formatMoney, money } from '../../core/money.ts'
import type { CheckoutStatus } from '../../ports/payments.ts'
import type { Order } from '../../ports/store/order.ts'
import type { AppPorts } from '../app-ports.ts'
import { tellOperators } from '../operator-post.ts'
import {
  awaitingFundsLetter,
  heldLetter,
  notArrivedLetter,
  paidLetter,
  refundedLetter,
} from './letters.ts'
import { ensureBackup, PAID_BACK } from './start.ts'

/** A refund may still fail at the bank: the files of a refunded order stay for so long. */
const REFUNDED_KEPT_MS = 7 * 86_400_000

/** What happens after a payment, whoever did it: money given back, money asked back. Idempotent. */
export async function followPaid(
  ports: AppPorts,
  order: Order,
  status: CheckoutStatus,
): Promise<void> {
  await followRefunded(ports, order, status)
  await tellElsewhere(ports, order, status.refundedMinor)
  await followDispute(ports, order, status.disputed)
}

/** Amount and state change together: a crash in between would leave one without the other for ever. */
async function followRefunded(
  ports: AppPorts,
  order: Order,
  { sessionId, refundedMinor }: CheckoutStatus,
): Promise<void> {
  const { store } = ports
  if (refundedMinor === order.refundedMinor) return
  if (order.totalMinor > 0 && refundedMinor >= order.totalMinor) {
    const change = { state: 'refunded', heldBecause: null, refundedMinor } as const
    await store.order.changeOrder(order.id, ['paid', 'held', 'refunded'], change)
  } else if (order.state === 'refunded') {
    await holdAgain(ports, order, sessionId)
  } else {
    await store.order.changeOrder(order.id, [order.state], { refundedMinor })
  }
}

async function holdAgain(ports: AppPorts, order: Order, sessionId: string): Promise<void> {
  const { store } = ports
  // What was read before the money went back, and told after it, is no refund that failed.
  const now = await ports.payments?.status(sessionId)
  if (!now || now.refundedMinor >= order.totalMinor) return
  const heldBecause = 'A refund failed at the bank: the money is back with us.'
  const backup = await store.backup.backupOfOrder(order.id)
  if (backup) await store.keeping.changeLife(backup.id, { keepUntil: null, cause: null })
  const { refundedMinor } = now
  await store.order.changeOrder(order.id, ['refunded'], {
    state: 'held',
    heldBecause,
    refundedMinor,
  })
  ports.log.error('a refund failed and its order is held', { order: order.id })
}

/** Money that a person gave back in Stripe itself: no credit note of ours goes with it. */
async function tellElsewhere(ports: AppPorts, order: Order, refundedMinor: number): Promise<void> {
  if (refundedMinor === 0) return
  const refunds = await ports.store.order.refundsOf(order.id)
  const ours = refunds.filter(
    (one) => one.checkoutId === order.checkoutId && one.state !== 'failed',
  )
  if (ours.some((one) => one.refundId === null)) return
  const known = ours.reduce((sum, one) => sum + one.amountMinor, 0)
  const elsewhere = refundedMinor - known
  if (elsewhere <= 0) return
  const back = formatMoney(money(elsewhere, order.currency))
  await tellOperators(ports, `paid back elsewhere ${order.id} ${elsewhere}`, {
    subject: 'A payment was paid back in Stripe itself',
    news:
      'Money of an order was paid back in Stripe, not at /admin. If no credit note was issued there, ' +
      'the invoice and its VAT stand as they were: issue one in Stripe for that refund.',
    facts: [
      ['Order', order.id],
      ['Paid back', back],
    ],
    path: `/admin/orders/${order.id}`,
  })
}

async function followDispute(ports: AppPorts, order: Order, disputed: boolean): Promise<void> {
  const { store, clock } = ports
  if (disputed === (order.disputedAt !== null)) return
  const what = disputed ? 'payment disputed, download rests' : 'dispute won, download is back'
  const detail = 'as Stripe tells'
  await store.audit({ at: clock.now(), personId: null, what, subjectId: order.id, detail })
  const disputedAt = disputed ? clock.now() : null
  const now = await store.order.order(order.id)
  await store.order.changeOrder(order.id, [now?.state ?? order.state], { disputedAt })
  if (disputed) ports.log.error('a payment is disputed', { order: order.id })
}

/**
 * What the state of an order brings with it, as far as it was not done: backup, letters, the end of what was
 * paid back. It follows from what stands in the database alone, so that a crash in between loses nothing,
 * and nothing is done or told twice.
 */
export async function followState(ports: AppPorts, order: Order): Promise<void> {
  if (order.disputedAt !== null) await tellDispute(ports, order, order.disputedAt)
  switch (order.state) {
    case 'unpaid':
      return tellUnpaid(ports, order)
    case 'paid':
      return followStarted(ports, order)
    case 'held':
      return tellHeld(ports, order)
    case 'refunded':
      return endRefunded(ports, order)
    case 'cancelled':
      return
  }
}

async function followStarted(ports: AppPorts, order: Order): Promise<void> {
  if (await ensureBackup(ports, order)) return paidLetter(ports, order)
  const now = await ports.store.order.order(order.id)
  if (now?.state === 'held') await tellHeld(ports, now)
}

async function tellUnpaid(ports: AppPorts, order: Order): Promise<void> {
  if (order.awaitingFunds) return awaitingFundsLetter(ports, order, order.checkoutId ?? '')
  for (const checkout of await ports.store.order.checkoutsOf(order.id)) {
    if (checkout.state === 'failed') await notArrivedLetter(ports, order, checkout.id)
  }
}

async function tellHeld(ports: AppPorts, order: Order): Promise<void> {
  const refunds = await ports.store.order.refundsOf(order.id)
  if (refunds.length === 0) await heldLetter(ports, order)
  await tellOperators(ports, `held ${order.id} ${order.heldBecause}`, {
    subject: 'An order is held',
    news: 'Something is wrong with a payment, so a person has to decide.',
    facts: [
      ['Order', order.id],
      ['Why', order.heldBecause ?? ''],
    ],
    path: `/admin/orders/${order.id}`,
  })
}

/** Everything was given back: the backup stops, its files go, and no longer count as paid for. */
async function endRefunded(ports: AppPorts, order: Order): Promise<void> {
  const { store, clock } = ports
  await store.quote.forgetPaid(order.id)
  const backup = await store.backup.backupOfOrder(order.id)
  if (backup) {
    await store.backup.changeBackup(
      backup.id,
      ['pending', 'running', 'waiting', 'paused', 'packaging'],
      {
        state: 'cancelled',
        reason: PAID_BACK,
        waitingUntil: null,
        finishedAt: clock.now(),
      },
    )
    const life = await store.keeping.life(backup.id)
    if (!life?.deletedAt && life?.cause !== 'paid back') {
      const keepUntil = clock.now() + REFUNDED_KEPT_MS
      await store.keeping.changeLife(backup.id, { keepUntil, cause: 'paid back' })
    }
  }
  await refundedLetter(ports, order)
}

const tellDispute = (ports: AppPorts, order: Order, disputedAt: number): Promise<void> =>
  tellOperators(ports, `disputed ${order.id} ${disputedAt}`, {
    subject: 'A payment is disputed',
    news: 'The bank of a customer asks a payment back. The download rests until it is decided.',
    facts: [['Order', order.id]],
    path: `/admin/orders/${order.id}`,
  })

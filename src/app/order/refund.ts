import { asLedgerkeepError, refuse } from '../../core/errors.ts'
import { creditShare } from '../../core/order-refund.ts'
import type { CheckoutStatus, RefundRequest } from '../../ports/payments.ts'
import type { Order, Refund } from '../../ports/store/order.ts'
import type { AppPorts } from '../app-ports.ts'
import { chargedUndelivered, unpayUndelivered } from '../paid-before.ts'
import { followPaid, followState } from './follow.ts'
import { doubledLetter, partRefundedLetter } from './letters.ts'

const LOOK_AGAIN_MS = 60_000

/** What is to be given back, and who wants it why. */
export interface Wanted {
  readonly checkoutId: string
  readonly share: { readonly part: number; readonly whole: number } | null
  readonly reason: RefundRequest['reason']
  readonly because: string
  readonly by: string
}

export interface Undelivered {
  readonly part: number
  readonly whole: number
  /** What the share comes to with its VAT, minor units; a discount is taken off. */
  readonly totalMinor: number
}

/** How much of an order could not be delivered: so many of its charged files. */
export async function undelivered(ports: AppPorts, order: Order): Promise<Undelivered | null> {
  const { store } = ports
  const quote = await store.quote.quote(order.quoteId)
  const backup = await store.backup.backupOfOrder(order.id)
  if (!quote || !backup || backup.exceptions === 0) return null
  const failed = failedShare(order, await store.order.refundsOf(order.id))
  if (failed) return atMost(order, failed, await store.backup.undelivered(backup.id))
  const found = await chargedUndelivered(ports, order, backup)
  const whole = quote.newFiles + quote.newPdfs
  const part = Math.min(
    found.reduce((sum, one) => sum + one.files, 0),
    whole,
  )
  if (part === 0) return null
  return { part, whole, totalMinor: creditShare(order, part, whole).totalMinor }
}

type Share = NonNullable<Wanted['share']>

/**
 * A share whose money came back from the bank: its files count as unpaid, and it is still owed. Unless more
 * went back than our refunds made up: then a person has paid it in Stripe itself.
 */
function failedShare(order: Order, refunds: readonly Refund[]): Share | null {
  const last = refunds.filter((one) => one.part !== null).at(-1)
  if (last?.state !== 'failed' || last.unpaidAt === null) return null
  const standing = refunds.filter(
    (one) => one.state !== 'failed' && one.checkoutId === order.checkoutId,
  )
  const ours = standing.reduce((sum, one) => sum + one.amountMinor, 0)
  if (order.refundedMinor > ours) return null
  return { part: last.part ?? 0, whole: last.whole ?? 0 }
}

/** A retry may have delivered some of it since. */
function atMost(
  order: Order,
  share: Share,
  found: readonly { readonly files: number }[],
): Undelivered | null {
  const missing = found.reduce((sum, one) => sum + one.files, 0)
  const part = Math.min(share.part, missing)
  if (part === 0) return null
  const { whole } = share
  return { part, whole, totalMinor: creditShare(order, part, whole).totalMinor }
}

/** Gives the money of an order back, all that is left of it or a share. */
export async function refundOrder(
  ports: AppPorts,
  order: Order,
  wanted: Omit<Wanted, 'checkoutId'>,
): Promise<void> {
  if (order.state !== 'paid' && order.state !== 'held') {
    throw refuse(`This order is ${order.state}.`, 'Only what was paid can be paid back.', {
      reason: 'conflict',
    })
  }
  // Whatever ends this on the way: the job looks again at what is true, and does what is left.
  await ports.store.jobs.add('payment', order.id, ports.clock.now() + LOOK_AGAIN_MS)
  if (order.checkoutId === null || order.totalMinor === 0) {
    const change = { state: 'refunded', heldBecause: null } as const
    await ports.store.order.changeOrder(order.id, ['paid', 'held'], change)
  } else {
    await refundSession(ports, order, { ...wanted, checkoutId: order.checkoutId })
    const after = await ports.store.order.order(order.id)
    const status = await ports.payments?.status(order.checkoutId)
    if (after && status) await followPaid(ports, after, status)
  }
  await finishShares(ports, order)
  const now = await ports.store.order.order(order.id)
  if (now) await followState(ports, now)
}

/** Files of a share that was given back are not paid for any more; each share tells so once. */
export async function finishShares(ports: AppPorts, order: Order): Promise<void> {
  const { store } = ports
  for (const refund of await store.order.refundsOf(order.id)) {
    if (refund.part === null || refund.refundId === null || refund.state === 'failed') continue
    if (refund.unpaidAt === null) await unpayUndelivered(ports, order, refund.number)
    await partRefundedLetter(ports, order, refund)
  }
}

/** A second session of an order that is paid: its money goes back by itself. */
export async function refundDoubled(
  ports: AppPorts,
  order: Order,
  status: CheckoutStatus,
): Promise<void> {
  const { store } = ports
  const checkoutId = status.sessionId
  if (status.refundedMinor >= status.totalMinor) {
    await doubledLetter(ports, order, checkoutId)
    await store.order.changeCheckout(checkoutId, { state: 'refunded' })
    return
  }
  ports.log.error('an order was paid twice; the second payment is given back', { order: order.id })
  const because = 'The order was paid twice.'
  const by = 'Ledgerkeep'
  await refundSession(ports, order, { checkoutId, share: null, reason: 'duplicate', because, by })
  await doubledLetter(ports, order, checkoutId)
  await store.order.changeCheckout(checkoutId, { state: 'refunded' })
}

/** Written down first, under a number of its own: asked again, Stripe meets the same key. */
async function refundSession(ports: AppPorts, order: Order, wanted: Wanted): Promise<void> {
  const { store, clock, payments } = ports
  if (!payments) return
  const { number } = await reserve(ports, order, wanted)
  try {
    const { checkoutId, share, reason, because } = wanted
    const result = await payments.refund({
      orderId: order.id,
      number,
      sessionId: checkoutId,
      share,
      reason,
      memo: because,
    })
    await store.order.changeRefund(order.id, number, result)
    if (result.state === 'pending') await store.jobs.add('payment', order.id, clock.now() + 60_000)
    await store.audit({
      at: clock.now(),
      personId: null,
      what: 'paid back',
      subjectId: order.id,
      detail: `${result.amountMinor} ${order.currency} (minor units) by ${wanted.by}: ${because}`,
    })
  } catch (error) {
    // What goes back by itself is asked for again, as often as it takes, under its one number.
    const again = wanted.reason === 'duplicate'
    if (!again && asLedgerkeepError(error).kind === 'refuse') {
      await store.order.changeRefund(order.id, number, { state: 'failed' })
    }
    throw error
  }
}

/** The refund that is under way for the same thing, or a new one. */
async function reserve(ports: AppPorts, order: Order, wanted: Wanted): Promise<Refund> {
  const { store, clock } = ports
  for (;;) {
    const known = await store.order.refundsOf(order.id)
    const open = known.filter(
      (one) => one.checkoutId === wanted.checkoutId && one.state !== 'failed',
    )
    const same = open.find((one) => (one.part === null) === (wanted.share === null))
    if (same && wanted.share === null && same.refundId === null) return same
    if (same && wanted.share !== null) {
      if (same.refundId === null) return same
      throw refuse('A share of this order was paid back already.', 'Pay all of it back instead.', {
        reason: 'conflict',
      })
    }
    const refund: Refund = {
      orderId: order.id,
      number: known.length + 1,
      checkoutId: wanted.checkoutId,
      part: wanted.share?.part ?? null,
      whole: wanted.share?.whole ?? null,
      amountMinor: 0,
      currency: order.currency,
      state: 'pending',
      refundId: null,
      creditNoteId: null,
      because: wanted.because,
      by: wanted.by,
      unpaidAt: null,
      createdAt: clock.now(),
    }
    if (await store.order.addRefund(refund)) return refund
  }
}

/** As Stripe has it in its words; asked again, a refund must have the same. */
export const reasonFor = (share: Wanted['share']): RefundRequest['reason'] =>
  share ? 'product_unsatisfactory' : 'order_change'

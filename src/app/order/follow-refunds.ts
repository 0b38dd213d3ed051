import { formatMoney, money } from '../../core/money.ts'
import type { Order, Refund } from '../../ports/store/order.ts'
import type { AppPorts } from '../app-ports.ts'
import { tellOperators } from '../operator-post.ts'
import { reasonFor, refundOrder } from './refund.ts'

interface Followed {
  /** Whether a bank has still to answer. */
  readonly pending: boolean
  /** Whether one has failed just now: its money is back with us. */
  readonly failed: boolean
}

/** Goes on with refunds that were cut off, and asks how those at a bank stand now. */
export async function followRefunds(ports: AppPorts, order: Order): Promise<Followed> {
  const { store, payments } = ports
  if (!payments) return { pending: false, failed: false }
  await resumeRefunds(ports, order)
  let followed: Followed = { pending: false, failed: false }
  const refunds = await store.order.refundsOf(order.id)
  const all = cameBack(order, refunds)
  for (const refund of refunds) {
    if (refund.refundId === null || !(refund.state === 'pending' || all)) continue
    if (refund.state === 'failed') continue
    const state = await payments.refundState(refund.refundId)
    if (state === 'pending') followed = { ...followed, pending: true }
    if (state === refund.state) continue
    // The letter first: asked for again after a crash in between, it is there already.
    if (state === 'failed') await tellFailed(ports, order, refund)
    await store.order.changeRefund(order.id, refund.number, { state })
    if (state === 'failed') followed = { ...followed, failed: true }
  }
  return followed
}

/** A card's bank may refuse weeks after it had said yes: less went back than our rows say. */
function cameBack(order: Order, refunds: readonly Refund[]): boolean {
  const back = refunds.filter(
    (one) => one.checkoutId === order.checkoutId && one.state === 'succeeded',
  )
  return order.refundedMinor < back.reduce((sum, one) => sum + one.amountMinor, 0)
}

const tellFailed = (ports: AppPorts, order: Order, refund: Refund): Promise<void> =>
  tellOperators(ports, `refund failed ${order.id} ${refund.number}`, {
    subject: 'A refund failed at the bank',
    news: 'Money that was paid back is with us again. Pay it back anew, or write to the customer.',
    facts: [
      ['Order', order.id],
      ['Amount', formatMoney(money(refund.amountMinor, refund.currency))],
      ['What for', refund.because],
    ],
    path: `/admin/orders/${order.id}`,
  })

/** Refunds that were begun and whose answer never came; those of a second session repeat with it. */
async function resumeRefunds(ports: AppPorts, order: Order): Promise<void> {
  for (const refund of await ports.store.order.refundsOf(order.id)) {
    const { part, whole, because, by, checkoutId } = refund
    if (refund.state !== 'pending' || refund.refundId !== null) continue
    if (checkoutId !== order.checkoutId) continue
    const now = await ports.store.order.order(order.id)
    if (now?.state !== 'paid' && now?.state !== 'held') return
    const share = part === null || whole === null ? null : { part, whole }
    await refundOrder(ports, now, { share, reason: reasonFor(share), because, by })
  }
}

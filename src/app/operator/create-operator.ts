import { notFound, refuse } from '../../core/errors.ts'
import type { OrderState } from '../../core/flow.ts'
import type { Order } from '../../ports/store/order.ts'
import type { AppPorts } from '../app-ports.ts'
import type { OperatorStage } from '../operator-views.ts'
import { followState } from '../order/follow.ts'
import { reasonFor, refundOrder, undelivered } from '../order/refund.ts'
import { operatorEntry } from './entry.ts'
import { lineOf, orderView } from './order-lines.ts'
import { overview } from './overview.ts'

const ALL: readonly OrderState[] = ['unpaid', 'paid', 'held', 'cancelled', 'refunded']
const MOST_LINES = 200

/** The pages of those who run the installation, and the two actions on a held order. */
export function createOperator(ports: AppPorts): OperatorStage {
  const { store } = ports
  return {
    ...operatorEntry(ports),

    overview: () => overview(ports),

    async orders(_operator, { search, state }) {
      const find = { states: state ? [state] : ALL, search: search.trim(), limit: MOST_LINES }
      return (await store.operator.orders(find)).map(lineOf)
    },

    async order(_operator, orderId) {
      const find = { states: ALL, search: orderId, limit: MOST_LINES }
      const found = (await store.operator.orders(find)).find((one) => one.id === orderId)
      if (!found) throw notFound('order')
      return orderView(ports, found)
    },

    async release(operator, orderId) {
      const order = await known(ports, orderId)
      const quote = await store.quote.quote(order.quoteId)
      const scan = quote && (await store.scan.scan(quote.scanId))
      const backup = await store.backup.backupOfOrder(orderId)
      const life = backup && (await store.keeping.life(backup.id))
      if (scan?.state === 'deleted' || life?.deletedAt) {
        throw refuse('What was counted or kept for it is deleted.', 'Pay it back instead.', {
          reason: 'conflict',
        })
      }
      // Files that a refund had taken off the record are written down anew.
      const change = { state: 'paid', heldBecause: null, paidForAt: null } as const
      if (!(await store.order.changeOrder(orderId, ['held'], change))) {
        throw refuse('This order is not held.', 'Load the page again.', { reason: 'conflict' })
      }
      await log(ports, operator, order, 'released', order.heldBecause ?? '')
      const released = await known(ports, orderId)
      await followState(ports, released)
    },

    async refund(operator, orderId, how) {
      const order = await known(ports, orderId)
      const share = how === 'undelivered' ? await undelivered(ports, order) : null
      if (how === 'undelivered' && !share) {
        throw refuse('Everything that was ordered was delivered.', 'Pay all of it back instead.', {
          reason: 'conflict',
        })
      }
      const what = share ? `${share.part} of ${share.whole} files` : 'all that is left'
      await log(ports, operator, order, 'refund asked for', what)
      await refundOrder(ports, order, {
        share: share && { part: share.part, whole: share.whole },
        reason: reasonFor(share),
        because: share
          ? `${share.part} of ${share.whole} files could not be delivered.`
          : 'The order was paid back.',
        by: operator,
      })
    },
  }
}

async function known(ports: AppPorts, orderId: string): Promise<Order> {
  const order = await ports.store.order.order(orderId)
  if (!order) throw notFound('order')
  return order
}

const log = (
  ports: AppPorts,
  operator: string,
  order: Order,
  what: string,
  detail: string,
): Promise<void> =>
  ports.store.audit({
    at: ports.clock.now(),
    personId: null,
    what: `operator: ${what}`,
    subjectId: order.id,
    detail: `${operator}: ${detail}`,
  })

import { refuse } from '../core/errors.ts'
import type { Backup } from '../ports/store/backup.ts'
import type { Store } from '../ports/store/index.ts'

/** Refuses what was paid back, or is being asked back by the buyer's bank: it is not handed out. */
export async function needKeptPayment(store: Store, backup: Backup): Promise<void> {
  const order = backup.orderId === null ? null : await store.order.order(backup.orderId)
  if (order?.state === 'refunded') {
    const hint = 'Order it again to have a new one.'
    throw refuse('This backup was paid back, so its download is closed.', hint, { reason: 'gone' })
  }
  if (order && order.disputedAt !== null) {
    throw refuse(
      'A bank asks the payment of this backup back, so its download rests.',
      'Write to us, or wait until the bank has decided.',
      { reason: 'forbidden' },
    )
  }
}

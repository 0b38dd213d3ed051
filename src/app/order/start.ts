import type { Backup } from '../../ports/store/backup.ts'
import type { Order } from '../../ports/store/order.ts'
import type { AppPorts } from '../app-ports.ts'
import { startBackup } from '../start-backup.ts'

/** Why a backup was cancelled whose order was paid back: it goes on when that failed. */
export const PAID_BACK = 'Its payment was given back'

/** The refund failed, and the order was released: what the refund had stopped goes on. */
async function goOn(ports: AppPorts, backup: Backup): Promise<void> {
  if (backup.state !== 'cancelled' || backup.reason !== PAID_BACK) return
  const { store, clock } = ports
  if ((await store.keeping.life(backup.id))?.deletedAt) return
  const active = (await store.connect.connection(backup.connectionId))?.state === 'active'
  await store.backup.changeBackup(backup.id, ['cancelled'], {
    state: active ? 'pending' : 'paused',
    reason: active ? null : 'Xero is disconnected',
    finishedAt: null,
  })
  await store.keeping.changeLife(backup.id, { progressAt: null })
  await store.jobs.add('backup', backup.id, clock.now())
}

/** The money came after the customer had deleted what was to be backed up: a person looks at it. */
async function holdDeleted(ports: AppPorts, order: Order): Promise<boolean> {
  const heldBecause = 'What was counted for it was deleted before the backup began.'
  await ports.store.order.changeOrder(order.id, ['paid'], { state: 'held', heldBecause })
  return false
}

/** A paid order has its backup; asked again, it is the same one. True when there is news of a payment. */
export async function ensureBackup(ports: AppPorts, order: Order): Promise<boolean> {
  const { store, clock } = ports
  // The job that writes down which files are paid for now, however many there are.
  if (order.paidForAt === null) await store.jobs.add('payment', order.id, clock.now())
  const told = order.netMinor > 0
  const backup = await store.backup.backupOfOrder(order.id)
  if (backup) {
    await goOn(ports, backup)
    return told
  }
  const quote = await store.quote.quote(order.quoteId)
  const connection = await store.connect.connection(order.connectionId)
  if (!quote || !connection) return false
  if ((await store.scan.scan(quote.scanId))?.state === 'deleted') return holdDeleted(ports, order)
  await startBackup(ports, connection, quote.scanId, quote.filter, order.id)
  return told
}

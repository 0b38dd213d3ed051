import type { Order } from '../ports/store/order.ts'
import type { AppPorts } from './app-ports.ts'
import { startBackup } from './start-backup.ts'

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
  if (await store.backup.backupOfOrder(order.id)) return told
  const quote = await store.quote.quote(order.quoteId)
  const connection = await store.connect.connection(order.connectionId)
  if (!quote || !connection) return false
  if ((await store.scan.scan(quote.scanId))?.state === 'deleted') return holdDeleted(ports, order)
  await startBackup(ports, connection, quote.scanId, quote.filter, order.id)
  return told
}

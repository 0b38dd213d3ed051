import type { Order } from '../ports/store/order.ts'
import type { AppPorts } from './app-ports.ts'
import { paidLetter } from './order-letters.ts'
import { startBackup } from './start-backup.ts'

/** A paid order has its backup; asked again, it is the same one. */
export async function ensureBackup(ports: AppPorts, order: Order): Promise<void> {
  const { store, clock } = ports
  // The job that writes down which files are paid for now, however many there are.
  if (order.paidForAt === null) await store.jobs.add('payment', order.id, clock.now())
  if (await store.backup.backupOfOrder(order.id)) return
  const quote = await store.quote.quote(order.quoteId)
  const connection = await store.connect.connection(order.connectionId)
  if (!quote || !connection) return
  await startBackup(ports, connection, quote.scanId, quote.filter, order.id)
  if (order.netMinor > 0) await paidLetter(ports, order)
}

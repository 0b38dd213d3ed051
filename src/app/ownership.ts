import { notFound } from '../core/errors.ts'
import type { Backup } from '../ports/store/backup.ts'
import type { Connection, Organisation } from '../ports/store/connect.ts'
import type { Store } from '../ports/store/index.ts'
import type { Order } from '../ports/store/order.ts'
import type { Scan } from '../ports/store/scan.ts'

/** A person's own connection with its organisation; anybody else's is "not found". */
export async function ownConnection(
  store: Store,
  personId: string,
  connectionId: string,
): Promise<{ readonly connection: Connection; readonly organisation: Organisation }> {
  const connection = await store.connect.connection(connectionId)
  const organisation = connection && (await store.connect.organisation(connection.organisationId))
  if (!connection || !organisation || connection.personId !== personId) {
    throw notFound('organisation')
  }
  return { connection, organisation }
}

export async function ownScan(store: Store, personId: string, scanId: string) {
  const scan: Scan | null = await store.scan.scan(scanId)
  if (!scan) throw notFound('scan')
  return { scan, ...(await owned(store, personId, scan.connectionId, 'scan')) }
}

export async function ownOrder(store: Store, personId: string, orderId: string) {
  const order: Order | null = await store.order.order(orderId)
  if (!order) throw notFound('order')
  return { order, ...(await owned(store, personId, order.connectionId, 'order')) }
}

export async function ownBackup(store: Store, personId: string, backupId: string) {
  const backup: Backup | null = await store.backup.backup(backupId)
  if (!backup) throw notFound('backup')
  return { backup, ...(await owned(store, personId, backup.connectionId, 'backup')) }
}

/** The same message for "not yours" as for "not there", so that ids tell nothing. */
async function owned(store: Store, personId: string, connectionId: string, what: string) {
  try {
    return await ownConnection(store, personId, connectionId)
  } catch {
    throw notFound(what)
  }
}

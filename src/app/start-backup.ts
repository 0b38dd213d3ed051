import { refuse } from '../core/errors.ts'
import type { Filter } from '../core/filter.ts'
import { isFinished } from '../core/flow.ts'
import type { Connection } from '../ports/store/connect.ts'
import { type AppPorts, newId } from './app-ports.ts'

/**
 * Adds the backup and its job. An order starts one backup, however often this is called for it; without
 * orders a connection has one unfinished backup at a time. Gives the backup's id.
 */
export async function startBackup(
  ports: AppPorts,
  connection: Connection,
  scanId: string,
  filter: Filter,
  orderId: string | null,
): Promise<string> {
  const { store, clock } = ports
  const id = newId(ports, 'bak')
  const added = await store.backup.addBackup({
    id,
    connectionId: connection.id,
    organisationId: connection.organisationId,
    orderId,
    scanId,
    filter,
    state: connection.state === 'active' ? 'pending' : 'paused',
    reason: connection.state === 'active' ? null : 'Xero is disconnected',
    waitsFor: connection.state === 'active' ? null : 'connection',
    waitingUntil: null,
    documentsTotal: 0,
    documentsDone: 0,
    filesTotal: 0,
    filesDone: 0,
    bytesDone: 0,
    exceptions: 0,
    calls: 0,
    createdAt: clock.now(),
    startedAt: null,
    finishedAt: null,
  })
  const backupId = added ? id : await existing(ports, connection, orderId)
  await store.jobs.add('backup', backupId, clock.now())
  return backupId
}

async function existing(
  ports: AppPorts,
  connection: Connection,
  orderId: string | null,
): Promise<string> {
  const { backup } = ports.store
  const found = orderId
    ? await backup.backupOfOrder(orderId)
    : (await backup.backupsOf(connection.id)).find((one) => !isFinished(one.state) && !one.orderId)
  if (found) return found.id
  throw refuse('A backup of this organisation has just ended.', 'Start it again.', {
    reason: 'conflict',
  })
}

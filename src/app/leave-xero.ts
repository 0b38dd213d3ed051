import { LedgerkeepError } from '../core/errors.ts'
import type { BackupState } from '../core/flow.ts'
import type { Connection } from '../ports/store/connect.ts'
import type { AppPorts } from './app-ports.ts'
import { beginKeeping, goOnKeeping } from './keeping.ts'

const UNDER_WAY: readonly BackupState[] = ['pending', 'running', 'waiting']

/**
 * Takes the access back, at Xero and here; backups under way rest. Nothing has changed when Xero does not
 * answer (`retry`). With the last connection of a person their tokens go as well. `agreed` is done when
 * Xero has answered, before anything changes here.
 */
export async function leaveXero(
  ports: AppPorts,
  connection: Connection,
  agreed?: () => Promise<unknown>,
): Promise<void> {
  const { store, clock } = ports
  if (connection.state !== 'disconnected') {
    await disconnectAtXero(ports, connection)
    await agreed?.()
    await store.connect.setConnectionState(connection.id, 'disconnected', clock.now())
  }
  await pauseBackups(ports, connection.id)
  await dropTokens(ports, connection.personId)
}

/** Where the access is gone already, it is disconnected here all the same. */
async function disconnectAtXero(ports: AppPorts, connection: Connection): Promise<void> {
  try {
    const token = await ports.xero.accessToken(connection.id)
    await ports.identity.disconnect(token, connection.xeroConnectionId)
  } catch (error) {
    if (!(error instanceof LedgerkeepError) || error.kind === 'bug') throw error
    if (error.kind === 'retry') throw error
    ports.log.warn('Xero had no such connection any more', { connection: connection.id })
  }
}

async function dropTokens({ store }: AppPorts, personId: string): Promise<void> {
  const left = await store.connect.connectionsOf(personId)
  if (left.some((one) => one.state !== 'disconnected')) return
  await store.connect.deleteGrant(personId)
}

export async function pauseBackups(ports: AppPorts, connectionId: string): Promise<void> {
  const { store } = ports
  for (const backup of await store.backup.backupsOf(connectionId)) {
    const paused = await store.backup.changeBackup(backup.id, UNDER_WAY, {
      state: 'paused',
      reason: 'Xero is disconnected',
      waitsFor: 'connection',
      waitingUntil: null,
    })
    if (paused) await beginKeeping(ports, backup)
  }
}

/** Lets backups go on that rested for want of Xero; what the customer paused stays paused. */
export async function resumeBackups(ports: AppPorts, connectionId: string): Promise<void> {
  const { store, clock } = ports
  for (const backup of await store.backup.backupsOf(connectionId)) {
    if (backup.state !== 'paused') continue
    if ((await store.keeping.life(backup.id))?.pausedAt) continue
    const resumed = await store.backup.changeBackup(backup.id, ['paused'], {
      state: backup.startedAt === null ? 'pending' : 'running',
      reason: null,
      waitingUntil: null,
    })
    if (!resumed) continue
    await goOnKeeping(ports, backup.id)
    await store.jobs.add('backup', backup.id, clock.now())
  }
  const scan = await store.scan.latestScan(connectionId)
  const unfinished = scan?.state === 'pending' || scan?.state === 'scanning'
  if (unfinished) await store.jobs.add('scan', scan.id, clock.now())
}

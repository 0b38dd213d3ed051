import { isFinished } from '../../core/flow.ts'
import { isErased } from '../../core/keeping.ts'
import type { ConnectStage } from '../app.ts'
import type { DisconnectView } from '../app-life.ts'
import type { AppPorts } from '../app-ports.ts'
import { endOfKeeping } from '../keeping.ts'
import { leaveXero } from '../leave-xero.ts'
import { ownConnection } from '../ownership.ts'
import { beginErasing } from './erase.ts'
import { disconnectedLetter } from './letters.ts'

/** Disconnecting, with three plain choices about what was backed up. */
export function createDisconnect(
  ports: AppPorts,
): Pick<ConnectStage, 'disconnect' | 'disconnectView'> {
  const { store, clock } = ports
  return {
    async disconnectView(personId, connectionId) {
      await ownConnection(store, personId, connectionId)
      return disconnectView(ports, connectionId)
    },

    async disconnect(personId, connectionId, choice = 'keep') {
      const { connection } = await ownConnection(store, personId, connectionId)
      const wasConnected = connection.state !== 'disconnected'
      if (choice === 'keep' && !wasConnected) return null
      await leaveXero(ports, connection)
      await store.audit({
        at: clock.now(),
        personId,
        what: 'disconnected',
        subjectId: connectionId,
        detail: choice,
      })
      const view = await disconnectView(ports, connectionId)
      await disconnectedLetter(ports, view, choice, wasConnected)
      if (choice === 'keep') return null
      const scope = choice === 'delete all' ? 'everything' : 'files'
      return beginErasing(ports, { scope, cause: 'asked', personId, connectionId, backupId: null })
    },
  }
}

/** What there is of a connection, as the page that asks shows it. */
export async function disconnectView(
  ports: AppPorts,
  connectionId: string,
): Promise<DisconnectView> {
  const { store } = ports
  const connection = await store.connect.connection(connectionId)
  const organisation = connection && (await store.connect.organisation(connection.organisationId))
  const all = await store.backup.backupsOf(connectionId)
  const lives = await store.keeping.lives(all.map(({ id }) => id))
  const kept = all.filter((one) => !lives.get(one.id)?.deletedAt)
  const ends = await Promise.all(
    kept.map((one) => endOfKeeping(ports, one, lives.get(one.id) ?? null)),
  )
  const underWay = kept.find((one) => !isFinished(one.state)) ?? null
  const others = connection ? await store.connect.connectionsOf(connection.personId) : []
  const orders = await store.order.ordersOf(connectionId)
  return {
    connectionId,
    organisation: organisation && !isErased(organisation) ? organisation.name : '',
    state: connection?.state ?? 'disconnected',
    backups: kept.length,
    files: kept.reduce((sum, one) => sum + one.filesDone, 0),
    bytes: kept.reduce((sum, one) => sum + one.bytesDone, 0),
    keptUntil: ends.reduce<number | null>(
      (last, at) => ((at ?? 0) > (last ?? 0) ? at : last),
      null,
    ),
    paidOrders: orders.filter((one) => one.state === 'paid').length,
    underWay: underWay && {
      backupId: underWay.id,
      state: underWay.state,
      filesDone: underWay.filesDone,
      filesTotal: underWay.filesTotal,
    },
    lastConnection: others.every((one) => one.id === connectionId || one.state === 'disconnected'),
  }
}

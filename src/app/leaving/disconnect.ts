import { filterWords } from '../../core/filter-words.ts'
import { isFinished } from '../../core/flow.ts'
import { isErased } from '../../core/keeping.ts'
import type { Backup } from '../../ports/store/backup.ts'
import type { Connection } from '../../ports/store/connect.ts'
import type { Deletion } from '../../ports/store/erasing.ts'
import type { BackupLife } from '../../ports/store/keeping.ts'
import type { ConnectStage } from '../app.ts'
import type { DisconnectChoice, DisconnectView, KeptBackup } from '../app-life.ts'
import type { AppPorts } from '../app-ports.ts'
import { endOfKeeping, keepingFromNow } from '../keeping.ts'
import { keptSizes } from '../kept-size.ts'
import { leaveXero } from '../leave-xero.ts'
import { ownConnection } from '../ownership.ts'
import { beginErasing, type Wish, writeDown } from './erase.ts'
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
      if (choice === 'keep') {
        await leaveXero(ports, connection)
        await confirm(ports, connection, { choice, wasConnected, occasion: `${clock.now()}` })
        return null
      }
      const scope = choice === 'delete all' ? 'everything' : 'files'
      const wish: Wish = { scope, cause: 'asked', personId, connectionId, backupId: null }
      await leaveXero(ports, connection, () => writeDown(ports, wish))
      const occasion = (await writeDown(ports, wish)).id
      await confirm(ports, connection, { choice, wasConnected, occasion })
      return beginErasing(ports, wish)
    },
  }
}

interface Left {
  readonly choice: DisconnectChoice
  readonly wasConnected: boolean
  readonly occasion: string
}

/** The audit line comes last: it says that all of it is done. */
async function confirm(ports: AppPorts, { id, personId }: Connection, left: Left): Promise<void> {
  const view = await disconnectView(ports, id)
  await disconnectedLetter(ports, view, left)
  const what = 'disconnected'
  const detail = left.choice
  await ports.store.audit({ at: ports.clock.now(), personId, what, subjectId: id, detail })
}

/** What a crash cut off between Xero's answer and the deletion: leaving Xero, and the letter of it. */
export async function goOnLeaving(ports: AppPorts, deletion: Deletion): Promise<void> {
  const { scope, connectionId, askedAt, id } = deletion
  if (scope === 'account') return leaveRest(ports, deletion)
  if (connectionId === null || (scope !== 'files' && scope !== 'everything')) return
  const audit = await ports.store.auditOf(connectionId)
  if (audit.some((one) => one.what === 'disconnected' && one.at >= askedAt)) return
  const connection = await ports.store.connect.connection(connectionId)
  // Connected again since: that is a wish of its own.
  if (!connection || connection.connectedAt > askedAt) return
  await leaveXero(ports, connection)
  const choice = scope === 'everything' ? 'delete all' : 'delete files'
  const wasConnected = connection.disconnectedAt === null || connection.disconnectedAt >= askedAt
  await confirm(ports, connection, { choice, wasConnected, occasion: id })
}

/** Of a whole account; what was connected since is a wish of its own. The receipt confirms all of it. */
async function leaveRest(ports: AppPorts, { personId, askedAt }: Deletion): Promise<void> {
  for (const connection of await ports.store.connect.connectionsOf(personId)) {
    if (connection.connectedAt <= askedAt) await leaveXero(ports, connection)
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
  const dated = await Promise.all(
    kept.map((one) => keptBackup(ports, one, lives.get(one.id) ?? null)),
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
    bytes: await keptSizes(ports, kept),
    keptUntil: dated.length > 0 ? Math.max(...dated.map((one) => one.keptUntil)) : null,
    kept: dated,
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

/** Its day, had it to rest from now on. */
async function keptBackup(
  ports: AppPorts,
  backup: Backup,
  life: BackupLife | null,
): Promise<KeptBackup> {
  const rests = isFinished(backup.state) || backup.state === 'paused'
  const end = rests ? await endOfKeeping(ports, backup, life) : null
  return {
    backupId: backup.id,
    scope: filterWords(backup.filter),
    createdAt: backup.createdAt,
    keptUntil: end ?? (await keepingFromNow(ports, backup, life)),
    underWay: !isFinished(backup.state),
  }
}

import type { Connection } from '../../ports/store/connect.ts'
import type { Deletion } from '../../ports/store/erasing.ts'
import type { DeletionReceipt } from '../app-life.ts'
import { type AppPorts, newId } from '../app-ports.ts'

export interface Wish {
  readonly scope: Deletion['scope']
  readonly cause: Deletion['cause']
  readonly personId: string
  readonly connectionId: string | null
  readonly backupId: string | null
}

/** What was written down and not begun, as after a crash, is begun then. */
const BEGIN_WITHIN_MS = 60_000

/**
 * Begins a deletion: written down first, then nothing of it can be opened any more; the bytes go in the
 * background. Gives the receipt as it stands.
 */
export async function beginErasing(ports: AppPorts, wish: Wish): Promise<DeletionReceipt> {
  const { store, clock } = ports
  const deletion = await writeDown(ports, wish)
  await closeEverything(ports, deletion)
  await store.jobs.add('delete', deletion.id, clock.now())
  return receiptOf(deletion)
}

/** Keeps the wish, so that it is carried out whatever happens next. Once, however often it is asked. */
export async function writeDown(ports: AppPorts, wish: Wish): Promise<Deletion> {
  const { store, clock } = ports
  const begun = await beganBefore(ports, wish)
  if (begun) return begun
  const person = await store.connect.person(wish.personId)
  const connection = wish.connectionId && (await store.connect.connection(wish.connectionId))
  const organisation = connection && (await store.connect.organisation(connection.organisationId))
  const deletion: Deletion = {
    ...wish,
    id: newId(ports, 'del'),
    email: person?.email ?? '',
    organisation: organisation ? organisation.name : '',
    askedAt: clock.now(),
    finishedAt: null,
    backups: (await openBackups(ports, { ...wish, askedAt: clock.now() })).length,
    files: 0,
    bytes: 0,
    records: 0,
  }
  await store.erasing.addDeletion(deletion)
  await store.audit({
    at: clock.now(),
    personId: wish.cause === 'asked' ? wish.personId : null,
    what: `deletion begun: ${wish.scope}`,
    subjectId: wish.backupId ?? wish.connectionId ?? wish.personId,
    detail: `${deletion.id}, ${wish.cause}`,
  })
  await store.jobs.add('delete', deletion.id, clock.now() + BEGIN_WITHIN_MS)
  return deletion
}

/** The same wish, cut off after it was written down or pressed twice: it goes on as the first one. */
async function beganBefore({ store }: AppPorts, wish: Wish): Promise<Deletion | null> {
  const all = await store.erasing.deletionsOf(wish.personId)
  const same = all.find(
    (one) =>
      one.finishedAt === null &&
      one.scope === wish.scope &&
      one.connectionId === wish.connectionId &&
      one.backupId === wish.backupId,
  )
  return same ?? null
}

export const receiptOf = (deletion: Deletion): DeletionReceipt => ({
  id: deletion.id,
  scope: deletion.scope,
  cause: deletion.cause,
  askedAt: deletion.askedAt,
  finishedAt: deletion.finishedAt,
  backups: deletion.backups,
  files: deletion.files,
  bytes: deletion.bytes,
  records: deletion.records,
})

type Reach = Pick<Deletion, 'scope' | 'personId' | 'connectionId' | 'backupId' | 'askedAt'>

/** The connections that a deletion takes in; none when it is about one backup. */
export async function connectionsIn(
  { store }: AppPorts,
  { scope, personId, connectionId }: Reach,
): Promise<readonly Connection[]> {
  if (scope === 'backup') return []
  if (scope === 'account') return store.connect.connectionsOf(personId)
  const connection = connectionId === null ? null : await store.connect.connection(connectionId)
  return connection ? [connection] : []
}

/** All backups that it takes in, deleted before or not; what began after it was asked for stays. */
export async function backupsIn(ports: AppPorts, reach: Reach): Promise<readonly string[]> {
  if (reach.backupId !== null) return [reach.backupId]
  const found: string[] = []
  for (const { id } of await connectionsIn(ports, reach)) {
    for (const backup of await ports.store.backup.backupsOf(id)) {
      if (backup.createdAt <= reach.askedAt) found.push(backup.id)
    }
  }
  return found
}

/** The scans that it takes in: those of a connection, or that of the one backup when nothing needs it. */
export async function scansIn(ports: AppPorts, reach: Reach): Promise<readonly string[]> {
  const { store } = ports
  if (reach.backupId !== null) {
    const backup = await store.backup.backup(reach.backupId)
    return backup && !(await store.erasing.isNeeded(backup.scanId)) ? [backup.scanId] : []
  }
  const found: string[] = []
  for (const { id } of await connectionsIn(ports, reach)) {
    found.push(...(await store.erasing.scansOf(id, reach.askedAt)))
  }
  return found
}

async function openBackups(ports: AppPorts, reach: Reach): Promise<readonly string[]> {
  const all = await backupsIn(ports, reach)
  const lives = await ports.store.keeping.lives(all)
  return all.filter((id) => !lives.get(id)?.deletedAt)
}

/** Idempotent; the order matters: a scan is not needed any more when its backups are closed. */
export async function closeEverything(ports: AppPorts, deletion: Deletion): Promise<void> {
  const { store, clock } = ports
  const whole = deletion.scope === 'everything' || deletion.scope === 'account'
  for (const { id } of await connectionsIn(ports, deletion)) {
    await cancelOrders(ports, id, deletion.askedAt)
    if (whole) await store.erasing.detach(id)
  }
  if (deletion.scope === 'account') await store.erasing.detachPerson(deletion.personId)
  await store.erasing.closeBackups(await openBackups(ports, deletion), clock.now())
  await store.erasing.closeScans(await scansIn(ports, deletion))
}

/** Payment pages are closed, so that nobody pays for what is being deleted. */
async function cancelOrders(
  { store, payments, log }: AppPorts,
  connectionId: string,
  until: number,
): Promise<void> {
  for (const order of await store.order.ordersOf(connectionId)) {
    if (order.state !== 'unpaid' || order.awaitingFunds || order.createdAt > until) continue
    for (const checkout of await store.order.checkoutsOf(order.id)) {
      if (checkout.state !== 'open') continue
      // One that is paid all the same is held for a person, as every payment of a cancelled order.
      await payments?.expire(checkout.id).catch((error: unknown) => {
        log.warn('a payment page could not be closed', { order: order.id, error: String(error) })
      })
    }
    await store.order.changeOrder(order.id, ['unpaid'], { state: 'cancelled' })
  }
}

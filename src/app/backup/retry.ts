import { draftArchive } from '../../core/archive/draft.ts'
import { refuse } from '../../core/errors.ts'
import type { Backup } from '../../ports/store/backup.ts'
import type { Organisation } from '../../ports/store/connect.ts'
import { type AppPorts, newId } from '../app-ports.ts'
import { needKeptPayment } from '../kept-payment.ts'
import { ownBackup } from '../ownership.ts'
import { retryPlan } from './again.ts'
import { isOtherUnderWay } from './may-retry.ts'

/**
 * *Retry what failed*: only what became an exception is fetched again: files, lists of files, single
 * answers, and whole lists of the scan, which reads them first. Then the archive is packed as a new
 * version; until that is ready, the one that is there can be downloaded. A backup that stopped goes on
 * where it was.
 */
export async function retryBackup(
  ports: AppPorts,
  personId: string,
  backupId: string,
): Promise<void> {
  const { store, clock } = ports
  const { backup, connection, organisation } = await ownBackup(store, personId, backupId)
  await needKeptPayment(store, backup)
  if (connection.state !== 'active') {
    throw refuse('Xero is not connected.', 'Connect the organisation again, then retry.', {
      reason: 'conflict',
    })
  }
  await refuseBeside(ports, backup)
  const begin = backup.state === 'failed' ? goOn : fetchExceptions
  const detail = await begin(ports, backup, organisation).catch(async (error: unknown) => {
    // Another one may have begun since: the database then lets this one not begin.
    await refuseBeside(ports, backup)
    throw error
  })
  // What it did not do while it had ended is no waiting.
  await store.keeping.changeLife(backup.id, { progressAt: null })
  await store.jobs.add('backup', backup.id, clock.now())
  await store.audit({
    at: clock.now(),
    personId,
    what: 'retried what failed',
    subjectId: backup.id,
    detail,
  })
}

/** Without orders a connection has one unfinished backup at a time. */
async function refuseBeside({ store }: AppPorts, backup: Backup): Promise<void> {
  if (backup.orderId !== null) return
  if (!(await isOtherUnderWay(store, backup))) return
  throw refuse(
    'Another backup of this organisation is under way.',
    'Retry when it has ended, or cancel it.',
    { reason: 'conflict' },
  )
}

/** A connection has one scan at a time. */
async function refuseBesideScan({ store }: AppPorts, { connectionId }: Backup): Promise<void> {
  const scan = await store.scan.latestScan(connectionId)
  if (scan?.state !== 'pending' && scan?.state !== 'scanning') return
  throw refuse('The files of this organisation are being counted.', 'Retry when that is done.', {
    reason: 'conflict',
  })
}

async function fetchExceptions(
  ports: AppPorts,
  backup: Backup,
  organisation: Organisation,
): Promise<string> {
  const { store, clock } = ports
  const newest = await store.archive.newestArchive(backup.id)
  const draft = draftArchive({
    id: newId(ports, 'arc'),
    backup,
    organisation: organisation.name,
    version: (newest?.version ?? 0) + 1,
    now: clock.now(),
  })
  const plan = await retryPlan(ports, backup)
  if (plan.lists.length > 0) await refuseBesideScan(ports, backup)
  const again = await store.backup.retry(backup.id, draft, plan)
  if (!again) throw nothingToRetry()
  if (again.lists > 0) await store.jobs.add('scan', backup.scanId, clock.now())
  return `${again.files} files, ${again.documents} lists of files, ${again.records} answers, ${again.lists} lists`
}

/** What is kept stays, and what is still wanted is fetched; then it is packed. */
async function goOn({ store }: AppPorts, backup: Backup): Promise<string> {
  const life = await store.keeping.life(backup.id)
  const change = { state: 'pending', reason: null, waitingUntil: null, finishedAt: null } as const
  if (life?.deletedAt || !(await store.backup.changeBackup(backup.id, ['failed'], change))) {
    throw nothingToRetry()
  }
  return 'the whole backup, which had stopped'
}

const nothingToRetry = () =>
  refuse(
    'There is nothing that could be fetched again.',
    'What is not permitted is granted on the page of Xero: connect again, then retry.',
    { reason: 'conflict' },
  )

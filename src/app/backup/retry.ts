import { draftArchive } from '../../core/archive/draft.ts'
import { refuse } from '../../core/errors.ts'
import { isFinished } from '../../core/flow.ts'
import type { Backup } from '../../ports/store/backup.ts'
import type { Organisation } from '../../ports/store/connect.ts'
import { type AppPorts, newId } from '../app-ports.ts'
import { needKeptPayment } from '../kept-payment.ts'
import { ownBackup } from '../ownership.ts'

/**
 * *Retry what failed*: only the files and lists that became exceptions are fetched again, then the
 * archive is packed as a new version. Until that is ready, the one that is there can be downloaded. A
 * backup that stopped goes on where it was.
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
  const others = await store.backup.backupsOf(backup.connectionId)
  const isBeside = (one: Backup): boolean =>
    one.id !== backup.id && one.orderId === null && !isFinished(one.state)
  if (!others.some(isBeside)) return
  throw refuse(
    'Another backup of this organisation is under way.',
    'Retry when it has ended, or cancel it.',
    { reason: 'conflict' },
  )
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
  const again = await store.backup.retry(backup.id, draft)
  if (!again) throw nothingToRetry()
  return `${again.files} files, ${again.documents} lists of files`
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
    'A list that could not be read needs a new scan.',
    { reason: 'conflict' },
  )

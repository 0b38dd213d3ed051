import { draftArchive } from '../core/archive/draft.ts'
import { refuse } from '../core/errors.ts'
import { type AppPorts, newId } from './app-ports.ts'
import { ownBackup } from './ownership.ts'

/**
 * *Retry what failed*: only the files and lists that became exceptions are fetched again, then the
 * archive is packed as a new version. Until that is ready, the one that is there can be downloaded.
 */
export async function retryBackup(
  ports: AppPorts,
  personId: string,
  backupId: string,
): Promise<void> {
  const { store, clock } = ports
  const { backup, connection, organisation } = await ownBackup(store, personId, backupId)
  if (connection.state !== 'active') {
    throw refuse('Xero is not connected.', 'Connect the organisation again, then retry.', {
      reason: 'conflict',
    })
  }
  const newest = await store.archive.newestArchive(backup.id)
  const draft = draftArchive({
    id: newId(ports, 'arc'),
    backup,
    organisation: organisation.name,
    version: (newest?.version ?? 0) + 1,
    now: clock.now(),
  })
  const again = await store.backup.retry(backup.id, draft)
  if (!again) {
    throw refuse(
      'There is nothing that could be fetched again.',
      'A list that could not be read needs a new scan.',
      { reason: 'conflict' },
    )
  }
  await store.jobs.add('backup', backup.id, clock.now())
  await store.audit({
    at: clock.now(),
    personId,
    what: 'retried what failed',
    subjectId: backup.id,
    detail: `${again.files} files, ${again.documents} lists of files`,
  })
}

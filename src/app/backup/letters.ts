import { resourceNamed } from '../../core/catalogue/index.ts'
import type { LedgerkeepError } from '../../core/errors.ts'
import type { Archive } from '../../ports/store/archive.ts'
import type { Backup } from '../../ports/store/backup.ts'
import type { AppPorts } from '../app-ports.ts'
import { beginKeeping } from '../keeping.ts'
import { backupDone, backupFailed, backupPaused } from '../letters/index.ts'
import { lostOccasion, post } from '../post.ts'
import { retryObstacle } from './may-retry.ts'

/** Writes down what a backup waits for, and until when. */
export async function startedWaiting(
  ports: AppPorts,
  backup: Backup,
  until: number,
  error: LedgerkeepError,
): Promise<void> {
  await ports.store.backup.changeBackup(backup.id, ['running', 'waiting', 'pending'], {
    state: 'waiting',
    reason: error.message,
    waitsFor: error.waitsFor,
    waitingUntil: until,
  })
}

export const pausedLetter = (ports: AppPorts, backup: Backup, connectedAt: number): Promise<void> =>
  post(
    ports,
    backup.connectionId,
    lostOccasion(backup.connectionId, connectedAt),
    ({ site, organisation }) =>
      backupPaused({
        site,
        organisation,
        filesDone: backup.filesDone,
        filesTotal: backup.filesTotal,
        link: `${site.baseUrl}/status`,
      }),
  )

/** The news that it is ready, with the day that it is kept to: from now on that day counts. */
export async function doneLetter(
  ports: AppPorts,
  backup: Backup,
  archive: Pick<Archive, 'version' | 'bytes'>,
  exceptions: number,
): Promise<void> {
  const keptUntil = await beginKeeping(ports, backup)
  const missing = await firstMissing(ports, backup)
  const occasion = `backup done ${backup.id} ${archive.version}`
  await post(ports, backup.connectionId, occasion, ({ site, organisation }) =>
    backupDone({
      site,
      organisation,
      files: backup.filesDone,
      documents: backup.documentsDone,
      bytes: archive.bytes,
      exceptions,
      missing,
      keptUntil,
      link: `${site.baseUrl}/backups/${backup.id}`,
      statusLink: `${site.baseUrl}/status`,
    }),
  )
}

/** As many exceptions as a letter names; the archive names them all. */
const NAMED = 5
/** Reading more than that for a letter would take too long. */
const MOST_READ = 2_000

async function firstMissing(
  { store }: AppPorts,
  backup: Backup,
): Promise<readonly (readonly [what: string, why: string])[]> {
  if (backup.exceptions > MOST_READ) return []
  const resources = (await store.scan.resources(backup.scanId))
    .filter((one) => one.state === 'exception')
    .map((one) => [resourceNamed(one.resource).title, one.reason ?? ''] as const)
  const own = backup.exceptions > 0 ? await store.backup.exceptions(backup.id) : []
  const items = own.map((one) => [one.name || one.number || one.resource, one.reason] as const)
  return [...resources, ...items].slice(0, NAMED)
}

export async function failedLetter(ports: AppPorts, backup: Backup, reason: string): Promise<void> {
  const now = { ...backup, state: 'failed' } as const
  const obstacle = await retryObstacle(ports, now, { deletedAt: null, lacks: true })
  await post(
    ports,
    backup.connectionId,
    // Once each time that it stops: retried, it may stop again.
    `backup failed ${backup.id} ${ports.clock.now()}`,
    ({ site, organisation }) =>
      backupFailed({
        site,
        organisation,
        filesDone: backup.filesDone,
        filesTotal: backup.filesTotal,
        reason,
        obstacle,
        operatorTold: ports.facts.operatorLogins.length > 0,
        link: `${site.baseUrl}/backups/${backup.id}`,
      }),
  )
}

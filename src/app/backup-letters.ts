import type { LedgerkeepError } from '../core/errors.ts'
import type { Backup } from '../ports/store/backup.ts'
import type { AppPorts } from './app-ports.ts'
import { backupDone, backupFailed, backupPaused } from './letters/index.ts'
import { post } from './post.ts'

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
    waitingUntil: until,
  })
}

export const pausedLetter = (ports: AppPorts, backup: Backup): Promise<void> =>
  post(
    ports,
    backup.connectionId,
    `paused ${backup.id} ${ports.clock.now()}`,
    ({ site, organisation }) =>
      backupPaused({
        site,
        organisation,
        filesDone: backup.filesDone,
        filesTotal: backup.filesTotal,
        link: `${site.baseUrl}/status`,
      }),
  )

export const doneLetter = (
  ports: AppPorts,
  backup: Backup,
  archiveBytes: number,
  exceptions: number,
): Promise<void> =>
  post(ports, backup.connectionId, `backup done ${backup.id}`, ({ site, organisation }) =>
    backupDone({
      site,
      organisation,
      files: backup.filesDone,
      documents: backup.documentsDone,
      bytes: archiveBytes,
      exceptions,
      link: `${site.baseUrl}/backups/${backup.id}`,
      statusLink: `${site.baseUrl}/status`,
    }),
  )

export const failedLetter = (ports: AppPorts, backup: Backup, reason: string): Promise<void> =>
  post(ports, backup.connectionId, `backup failed ${backup.id}`, ({ site, organisation }) =>
    backupFailed({
      site,
      organisation,
      filesDone: backup.filesDone,
      filesTotal: backup.filesTotal,
      reason,
      link: `${site.baseUrl}/backups/${backup.id}`,
    }),
  )

import { fileTypeTitle, HISTORY_RESOURCES, resourceNamed } from '../core/catalogue/index.ts'
import { refuse } from '../core/errors.ts'
import { filterWords } from '../core/filter-words.ts'
import { isFinished } from '../core/flow.ts'
import type { Backup } from '../ports/store/backup.ts'
import type { Organisation } from '../ports/store/connect.ts'
import type { BackupStage, BackupView } from './app.ts'
import type { AppPorts } from './app-ports.ts'
import { retryBackup } from './backup-retry.ts'
import { exceptionCount } from './exceptions.ts'
import { ownBackup } from './ownership.ts'
import { endOf } from './quote.ts'

export function createBackup(ports: AppPorts): BackupStage {
  const { store, clock } = ports
  return {
    async view(personId, backupId) {
      const { backup, organisation } = await ownBackup(store, personId, backupId)
      return backupView(ports, backup, organisation)
    },

    retry: (personId, backupId) => retryBackup(ports, personId, backupId),

    async cancel(personId, backupId) {
      const { backup } = await ownBackup(store, personId, backupId)
      const cancelled = await store.backup.changeBackup(
        backup.id,
        ['pending', 'running', 'waiting', 'paused', 'packaging'],
        { state: 'cancelled', reason: null, waitingUntil: null, finishedAt: clock.now() },
      )
      if (!cancelled) {
        throw refuse('This backup has ended already.', 'Open it from the Status page.', {
          reason: 'conflict',
        })
      }
      await store.audit({
        at: clock.now(),
        personId,
        what: 'cancelled a backup',
        subjectId: backup.id,
        detail: `${backup.filesDone} of ${backup.filesTotal} files`,
      })
    },
  }
}

export async function backupView(
  ports: AppPorts,
  backup: Backup,
  organisation: Organisation,
): Promise<BackupView> {
  const types = await ports.store.backup.progressByType(backup.id)
  const archive = await ports.store.archive.archiveOfBackup(backup.id)
  return {
    id: backup.id,
    connectionId: backup.connectionId,
    organisation: organisation.name,
    orderId: backup.orderId,
    state: backup.state,
    reason: backup.reason,
    waitingUntil: backup.waitingUntil,
    documentsTotal: backup.documentsTotal,
    documentsDone: backup.documentsDone,
    filesTotal: backup.filesTotal,
    filesDone: backup.filesDone,
    bytesDone: backup.bytesDone,
    exceptions: await exceptionCount(ports, backup),
    types: types.map(({ type, files, done }) => ({ title: fileTypeTitle(type), files, done })),
    scope: filterWords(backup.filter),
    estimatedEndAt: await estimate(ports, backup),
    createdAt: backup.createdAt,
    finishedAt: backup.finishedAt,
    archive: archive && {
      state: archive.state,
      fileName: archive.fileName,
      bytes: archive.bytes,
    },
  }
}

/** A list call for each document left, a call for each file left, and what was asked for besides. */
async function estimate(ports: AppPorts, backup: Backup): Promise<number | null> {
  if (isFinished(backup.state) || backup.state === 'paused') return null
  const lists = Math.max(0, backup.documentsTotal - backup.documentsDone)
  const files = Math.max(0, backup.filesTotal - backup.filesDone - backup.exceptions)
  const end = await endOf(
    ports,
    backup.connectionId,
    lists + files + (await extrasLeft(ports, backup)),
  )
  return Math.max(end, backup.waitingUntil ?? 0)
}

/** Answers that cost a call for each record and are not stored yet. */
async function extrasLeft({ store }: AppPorts, backup: Backup): Promise<number> {
  const { scanId, filter } = backup
  let left = filter.history
    ? await store.scan.unreadCount(scanId, 'History', filter, HISTORY_RESOURCES)
    : 0
  for (const row of await store.scan.resources(scanId)) {
    if (row.state !== 'pending' || resourceNamed(row.resource).follows?.by !== 'balances') continue
    const stored = await store.scan.pages(scanId, row.resource)
    left += Math.max(0, (row.recordsTold ?? 0) - stored.length)
  }
  return left
}

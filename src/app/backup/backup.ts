import { fileTypeTitle } from '../../core/catalogue/index.ts'
import { filterWords } from '../../core/filter-words.ts'
import { isComplete, isFinished } from '../../core/flow.ts'
import type { Backup } from '../../ports/store/backup.ts'
import type { Organisation } from '../../ports/store/connect.ts'
import type { BackupStage, BackupView } from '../app.ts'
import type { AppPorts } from '../app-ports.ts'
import { exceptionCount } from '../exceptions.ts'
import { endOfKeeping } from '../keeping.ts'
import { ownBackup } from '../ownership.ts'
import { endOf } from '../quote/quote.ts'
import { isRetryable } from './again.ts'
import { askedBesides } from './asked.ts'
import { retryObstacle } from './may-retry.ts'
import { createRest } from './rest.ts'
import { retryBackup } from './retry.ts'

/** A backup as it stands; deleting one is `leaving/backup.ts`. */
export function createBackup(ports: AppPorts): Omit<BackupStage, 'delete'> {
  const { store } = ports
  return {
    ...createRest(ports),

    async view(personId, backupId) {
      const { backup, organisation } = await ownBackup(store, personId, backupId)
      return backupView(ports, backup, organisation)
    },

    retry: (personId, backupId) => retryBackup(ports, personId, backupId),
  }
}

export async function backupView(
  ports: AppPorts,
  backup: Backup,
  organisation: Organisation,
): Promise<BackupView> {
  const types = await ports.store.backup.progressByType(backup.id)
  const archive = await ports.store.archive.archiveOfBackup(backup.id)
  const life = await ports.store.keeping.life(backup.id)
  const goneAt = life?.deletedAt ?? null
  const isTold = goneAt === null && (!isFinished(backup.state) || isComplete(backup.state))
  const asked = isTold ? await askedBesides(ports, backup) : []
  const exceptions = await exceptionCount(ports, backup)
  const lacks = await isRetryable(ports, backup)
  const obstacle = await retryObstacle(ports, backup, { deletedAt: goneAt, lacks })
  return {
    id: backup.id,
    connectionId: backup.connectionId,
    organisation: organisation.name,
    orderId: backup.orderId,
    state: backup.state,
    reason: backup.reason,
    waitsFor: backup.waitsFor,
    waitingUntil: backup.waitingUntil,
    documentsTotal: backup.documentsTotal,
    documentsDone: backup.documentsDone,
    filesTotal: backup.filesTotal,
    filesDone: backup.filesDone,
    bytesDone: backup.bytesDone,
    exceptions,
    mayRetry: obstacle === null,
    retryObstacle: obstacle,
    operatorTold: ports.facts.operatorLogins.length > 0,
    types: types.map(({ type, files, done }) => ({ title: fileTypeTitle(type), files, done })),
    asked,
    scope: filterWords(backup.filter),
    estimatedEndAt: await estimate(ports, backup, asked),
    createdAt: backup.createdAt,
    finishedAt: backup.finishedAt,
    pausedByCustomer: backup.state === 'paused' && !!life?.pausedAt,
    keptUntil: await endOfKeeping(ports, backup, life),
    deletedAt: goneAt,
    archive: archive && {
      state: archive.state,
      fileName: archive.fileName,
      bytes: archive.bytes,
    },
  }
}

/**
 * A list call for each document left, a call for each file left, and what was asked for besides; without
 * what an earlier backup has brought.
 */
async function estimate(
  ports: AppPorts,
  backup: Backup,
  asked: BackupView['asked'],
): Promise<number | null> {
  if (isFinished(backup.state) || backup.state === 'paused') return null
  const lists = Math.max(0, backup.documentsTotal - backup.documentsDone)
  const files = Math.max(0, backup.filesTotal - backup.filesDone - backup.exceptions)
  const besides = asked.reduce((sum, { done, total }) => sum + total - done, 0)
  const isFirst = (await ports.store.backup.backupsOf(backup.connectionId)).length === 1
  const known = isFirst ? NOTHING : await ports.store.backup.knownLeft(backup)
  const left = Math.max(0, lists - known.documents) + Math.max(0, files - known.files) + besides
  const end = await endOf(ports, backup.connectionId, left)
  return Math.max(end, backup.waitingUntil ?? 0)
}

const NOTHING = { documents: 0, files: 0 } as const

import { asLedgerkeepError, type LedgerkeepError } from '../core/errors.ts'
import type { BackupState } from '../core/flow.ts'
import type { Backup } from '../ports/store/backup.ts'
import type { AppPorts } from './app-ports.ts'
import { keepFile } from './backup-file.ts'
import { failedLetter, pausedLetter, startedWaiting } from './backup-letters.ts'
import { listDocument } from './backup-list.ts'
import { FINISHED, failedUntil, MORE, type SliceEnd, together, waitUntil } from './slice.ts'

/** Tasks of one slice at most; a task is one call to Xero. */
const SLICE_TASKS = 120
/** Tasks taken from the database at a time. */
const BATCH = 40
const FAULT_PAUSE_MS = 60_000
/** A fault of ours is met so often before the backup stops. */
const ATTEMPTS = 5

const UNDER_WAY: readonly BackupState[] = ['pending', 'running', 'waiting']

/** One bounded piece of a backup: files that are known, then lists of further documents. */
export async function backupSlice(
  ports: AppPorts,
  backupId: string,
  attempts: number,
  signal: AbortSignal,
): Promise<SliceEnd> {
  const { store, clock } = ports
  const backup = await store.backup.backup(backupId)
  if (!backup || !UNDER_WAY.includes(backup.state)) return FINISHED
  await store.backup.changeBackup(backupId, UNDER_WAY, {
    state: 'running',
    reason: null,
    waitingUntil: null,
    startedAt: backup.startedAt ?? clock.now(),
  })
  try {
    return await work(ports, backup, signal)
  } catch (error) {
    if (signal.aborted) return MORE
    return afterFault(ports, backup, attempts, asLedgerkeepError(error))
  }
}

async function work(ports: AppPorts, backup: Backup, signal: AbortSignal): Promise<SliceEnd> {
  for (let done = 0; done < SLICE_TASKS; ) {
    signal.throwIfAborted()
    const tasks = await nextTasks(ports, backup, signal)
    if (tasks.length === 0) return beginPacking(ports, backup)
    await together(tasks)
    done += tasks.length
    const now = await ports.store.backup.backup(backup.id)
    if (now?.state !== 'running') return FINISHED
  }
  return MORE
}

/** Files before lists: a document is finished before the next one is begun. */
async function nextTasks(ports: AppPorts, backup: Backup, signal: AbortSignal) {
  const files = await ports.store.backup.wantedFiles(backup.id, BATCH)
  const lists = await ports.store.backup.pendingDocuments(backup.id, BATCH - files.length || 1)
  return [
    ...files.map((file) => () => keepFile(ports, backup, file, signal)),
    ...lists.map((document) => () => listDocument(ports, backup, document, signal)),
  ]
}

async function beginPacking(ports: AppPorts, backup: Backup): Promise<SliceEnd> {
  await ports.store.backup.changeBackup(backup.id, ['running'], { state: 'packaging' })
  await ports.store.jobs.add('archive', backup.id, ports.clock.now())
  return FINISHED
}

async function afterFault(
  ports: AppPorts,
  backup: Backup,
  attempts: number,
  error: LedgerkeepError,
): Promise<SliceEnd> {
  const { clock } = ports
  if (error.kind === 'wait' || error.kind === 'retry') {
    const at = Math.max(
      error.until ?? 0,
      clock.now() + (error.kind === 'retry' ? FAULT_PAUSE_MS : 1),
    )
    await startedWaiting(ports, backup, at, error)
    return waitUntil(at)
  }
  if (error.kind === 'reauthorise') return pause(ports, backup, error)
  ports.log.error('a backup met a fault of ours', {
    backup: backup.id,
    attempts,
    error: error.message,
  })
  if (attempts + 1 < ATTEMPTS) return failedUntil(clock.now() + FAULT_PAUSE_MS * 2 ** attempts)
  return fail(ports, backup, error)
}

async function pause(ports: AppPorts, backup: Backup, error: LedgerkeepError): Promise<SliceEnd> {
  const { store, clock } = ports
  const connection = await store.connect.connection(backup.connectionId)
  if (connection?.state === 'active') {
    await store.connect.setConnectionState(connection.id, 'needs reconnect', clock.now())
  }
  const reason = connection?.state === 'disconnected' ? 'Xero is disconnected' : error.message
  const paused = await store.backup.changeBackup(backup.id, UNDER_WAY, {
    state: 'paused',
    reason,
    waitingUntil: null,
  })
  if (paused && connection?.state !== 'disconnected') await pausedLetter(ports, backup)
  return FINISHED
}

async function fail(ports: AppPorts, backup: Backup, error: LedgerkeepError): Promise<SliceEnd> {
  const failed = await ports.store.backup.changeBackup(backup.id, UNDER_WAY, {
    state: 'failed',
    reason: error.message,
    waitingUntil: null,
    finishedAt: ports.clock.now(),
  })
  if (failed) await failedLetter(ports, backup, error.message)
  return FINISHED
}

import { asLedgerkeepError, LedgerkeepError } from '../../core/errors.ts'
import type { BackupState } from '../../core/flow.ts'
import type { Backup, BackupDocument, KeptFile } from '../../ports/store/backup.ts'
import type { Connection } from '../../ports/store/connect.ts'
import type { AppPorts } from '../app-ports.ts'
import { tellFailed } from '../operator-post.ts'
import { FINISHED, failedUntil, MORE, type SliceEnd, waitUntil } from '../slice.ts'
import { takeInAgain } from './again.ts'
import { type Course, fileKey } from './course.ts'
import { createExtras } from './extras.ts'
import { runFeed, type Task } from './feed.ts'
import { keepFile } from './file.ts'
import { failedLetter, pausedLetter, startedWaiting } from './letters.ts'
import { listDocument } from './list.ts'
import { portsOfRound } from './round.ts'
import { searchLibrary } from './search.ts'
import { noteVanished } from './vanished.ts'

/** Tasks of one slice at most; a task is one call to Xero. Ten minutes at the pace of Xero's limits. */
const SLICE_TASKS = 600
/** Tasks taken from the database at a time. */
const BATCH = 100
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
  const connection = await store.connect.connection(backup.connectionId)
  const connectedAt = connection?.connectedAt ?? 0
  const reading = await whileListsAreRead(ports, backup, connection)
  if (reading) return reading
  await store.backup.changeBackup(backupId, UNDER_WAY, {
    state: 'running',
    reason: null,
    waitingUntil: null,
    startedAt: backup.startedAt ?? clock.now(),
  })
  const lastTry = attempts + 1 >= ATTEMPTS
  const course: Course = { aside: new Map(), lastTry, closed: new Map(), calls: 0 }
  try {
    return await work(await portsOfRound(ports, backup), backup, course, attempts, signal)
  } catch (error) {
    if (signal.aborted) return MORE
    const known = asLedgerkeepError(error)
    if (known.kind === 'reauthorise') return await pause(ports, backup, connectedAt, known)
    return await afterFault(ports, backup, attempts, known)
  } finally {
    await countCalls(ports, backup, course)
  }
}

/** Where the scan reads lists again, as for a retry, it is waited for; then what they told is taken in. */
async function whileListsAreRead(
  ports: AppPorts,
  backup: Backup,
  connection: Connection | null,
): Promise<SliceEnd | null> {
  const { store, clock } = ports
  const scan = await store.scan.scan(backup.scanId)
  if (scan?.state !== 'pending' && scan?.state !== 'scanning') {
    if ((scan?.finishedAt ?? 0) > backup.createdAt) await takeInAgain(ports, backup)
    return null
  }
  if (connection?.state !== 'active') {
    return pause(ports, backup, connection?.connectedAt ?? 0, needsConnection())
  }
  const at = Math.max(scan.waitingUntil ?? 0, clock.now() + FAULT_PAUSE_MS)
  const reason = scan.failure ?? 'Lists of Xero are read again'
  await store.backup.changeBackup(backup.id, UNDER_WAY, {
    ...{ state: 'waiting', reason, waitingUntil: at },
    waitsFor: scan.failure === null ? null : scan.waitsFor,
  })
  return waitUntil(at)
}

const needsConnection = () => new LedgerkeepError('reauthorise', 'Xero is disconnected')

async function work(
  ports: AppPorts,
  backup: Backup,
  course: Course,
  attempts: number,
  signal: AbortSignal,
): Promise<SliceEnd> {
  const { store } = ports
  let running = true
  let done = 0
  const taskOf = (key: string, run: () => Promise<readonly KeptFile[]>): Task => ({
    key,
    run: async () => {
      signal.throwIfAborted()
      done += 1
      return (await run()).map(fileTask)
    },
  })
  const fileTask = (file: KeptFile): Task =>
    taskOf(fileKey(file), async () => {
      await keepFile(ports, backup, file, course, signal)
      return []
    })
  const listTask = (document: BackupDocument): Task =>
    taskOf(document.recordId, () => listDocument(ports, backup, document, course, signal))

  const extras = createExtras(ports, backup, course, signal)
  const { more } = await runFeed(
    {
      /** Files before lists: a document is finished before the next one is begun. */
      async load(taken) {
        const most = BATCH + taken.size
        const files = await store.backup.wantedFiles(backup.id, most)
        const known = files.map(fileTask).filter((task) => !taken.has(task.key))
        if (known.length > 0) return known
        const documents = await store.backup.pendingDocuments(backup.id, most)
        const lists = documents.map(listTask).filter((task) => !taken.has(task.key))
        return lists.length > 0 ? lists : extras.load(taken)
      },
      async checkpoint() {
        await countCalls(ports, backup, course)
        running = (await store.backup.backup(backup.id))?.state === 'running'
        return running
      },
    },
    SLICE_TASKS,
  )
  if (!running) return FINISHED
  if (more) return MORE
  if (course.aside.size === 0) {
    if (await searchLibrary(ports, backup, course)) return MORE
    await extras.end()
  }
  return leftOver(ports, backup, course, done, attempts)
}

async function countCalls(ports: AppPorts, backup: Backup, course: Course): Promise<void> {
  const { calls } = course
  course.calls = 0
  if (calls > 0) await ports.store.backup.addCalls(backup.id, calls)
}

/** Only what was set aside is left, or nothing: a pause, longer each time nothing else was done. */
async function leftOver(
  ports: AppPorts,
  backup: Backup,
  { aside }: Course,
  done: number,
  attempts: number,
): Promise<SliceEnd> {
  const [error] = aside.values()
  if (!error) return beginPacking(ports, backup)
  const moved = done > aside.size
  const at = ports.clock.now() + FAULT_PAUSE_MS * (moved ? 1 : 2 ** attempts)
  await startedWaiting(ports, backup, at, error)
  return moved ? waitUntil(at) : failedUntil(at)
}

async function beginPacking(ports: AppPorts, backup: Backup): Promise<SliceEnd> {
  await ports.store.backup.dropTwice(backup.id)
  await ports.store.backup.endRetry(backup.id)
  await noteVanished(ports, backup)
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
    // A limit says until when; a disk that is full, or a line that is down, is looked at again.
    const soonest = clock.now() + (error.until === undefined ? FAULT_PAUSE_MS : 1)
    const at = Math.max(error.until ?? 0, soonest)
    await startedWaiting(ports, backup, at, error)
    return waitUntil(at)
  }
  ports.log.error('a backup met a fault of ours', {
    backup: backup.id,
    attempts,
    error: error.message,
  })
  if (attempts + 1 < ATTEMPTS) return failedUntil(clock.now() + FAULT_PAUSE_MS * 2 ** attempts)
  return fail(ports, backup, error)
}

/**
 * Progress is kept; one letter is sent, however many backups of the connection stop with it. The letter
 * comes first: after a crash in between it is queued again, which queues nothing.
 */
async function pause(
  ports: AppPorts,
  backup: Backup,
  connectedAt: number,
  error: LedgerkeepError,
): Promise<SliceEnd> {
  const { store } = ports
  await store.connect.loseConnection(backup.connectionId, connectedAt)
  const connection = await store.connect.connection(backup.connectionId)
  // Connected again while the old call was still being refused.
  if (connection?.state === 'active') return MORE
  const reason = connection?.state === 'disconnected' ? 'Xero is disconnected' : error.message
  if (connection?.state === 'needs reconnect') await pausedLetter(ports, backup, connectedAt)
  await store.backup.changeBackup(backup.id, UNDER_WAY, {
    state: 'paused',
    reason,
    waitsFor: 'connection',
    waitingUntil: null,
  })
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
  if (failed) await tellFailed(ports, backup, error.message)
  return FINISHED
}

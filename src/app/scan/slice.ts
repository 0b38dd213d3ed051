import { RESOURCES, resourceNamed } from '../../core/catalogue/index.ts'
import type { Resource } from '../../core/catalogue/resource.ts'
import { asLedgerkeepError, LedgerkeepError } from '../../core/errors.ts'
import { callsOf, isReadLater } from '../../core/scan-calls.ts'
import type { Connection } from '../../ports/store/connect.ts'
import type { Scan } from '../../ports/store/scan.ts'
import type { AppPorts } from '../app-ports.ts'
import { lostOccasion } from '../post.ts'
import { booksFacts } from '../reading/books.ts'
import { SCAN_ATTEMPTS, type ScanCourse } from '../reading/course.ts'
import { endReadingAgain, isReadAgain } from '../reading/read-again.ts'
import { isOpen, readResource } from '../reading/reading.ts'
import { FINISHED, failedUntil, MORE, type SliceEnd, together, waitUntil } from '../slice.ts'
import { foretellAged } from './aged.ts'
import { countFiles } from './count.ts'
import { scanDoneLetter, scanFailedLetter } from './letters.ts'
import { readLibrary } from './library.ts'

/** Calls of one slice at most. */
const SLICE_CALLS = 200
/** A fault that outlasts the short tries is met again after this long, and later after longer. */
const FAULT_PAUSE_MS = 60_000

/** What a slice works with. */
interface Slice {
  readonly ports: AppPorts
  readonly scan: Scan
  readonly connection: Connection
  readonly course: ScanCourse
  /** Slices before this one in which nothing came right. */
  readonly attempts: number
  readonly signal: AbortSignal
}

/** One bounded piece of a scan: lists first, page by page, then the files of their records. */
export async function scanSlice(
  ports: AppPorts,
  scanId: string,
  attempts: number,
  signal: AbortSignal,
): Promise<SliceEnd> {
  const scan = await ports.store.scan.scan(scanId)
  if (scan?.state !== 'pending' && scan?.state !== 'scanning') return FINISHED
  const connection = await ports.store.connect.connection(scan.connectionId)
  if (!connection) return FINISHED
  await ports.store.scan.updateScan(scanId, {
    state: 'scanning',
    startedAt: scan.startedAt ?? ports.clock.now(),
    waitingUntil: null,
    failure: null,
  })
  const lastTry = attempts + 1 >= SCAN_ATTEMPTS
  const course: ScanCourse = { aside: new Map(), lastTry, gaveUp: false, done: 0 }
  const slice: Slice = { ports, scan, connection, course, attempts, signal }
  try {
    return await work(slice)
  } catch (error) {
    return afterFault(slice, error)
  }
}

async function work(slice: Slice): Promise<SliceEnd> {
  const { ports, scan, connection, course } = slice
  const listed = await readLists(slice)
  const [fault] = course.aside.values()
  if (fault) return later(slice, fault)
  if (!listed) return MORE
  if (!(await countFiles(slice)) || course.gaveUp) return MORE
  await readLibrary(slice)
  await foretellAged(ports, scan, slice.signal)
  await finish(ports, scan, connection)
  return FINISHED
}

/** Something fails that is not given up yet: a pause, longer each time nothing else came right. */
async function later({ ports, scan, course, attempts }: Slice, error: LedgerkeepError) {
  const moved = course.done > 0
  const at = ports.clock.now() + FAULT_PAUSE_MS * (moved ? 1 : 2 ** attempts)
  await startedWaiting(ports, scan, at, error)
  return moved ? waitUntil(at) : failedUntil(at)
}

const startedWaiting = (
  ports: AppPorts,
  scan: Scan,
  waitingUntil: number,
  { message, waitsFor }: LedgerkeepError,
): Promise<void> =>
  ports.store.scan.updateScan(scan.id, { waitingUntil, failure: message, waitsFor })

/** True when every list is read, and what follows from the lists. */
async function readLists({ ports, scan, connection, course, signal }: Slice): Promise<boolean> {
  const budget = { calls: SLICE_CALLS }
  const read = async (wanted: (resource: Resource) => boolean): Promise<void> => {
    const open = (await ports.store.scan.resources(scan.id))
      .filter(isOpen)
      .map((start) => ({ start, resource: resourceNamed(start.resource) }))
      .filter(({ resource }) => !isReadLater(resource) && wanted(resource))
    if (open.length === 0) return
    const facts = await booksFacts(ports, scan)
    await together(
      open.map(({ start, resource }) => async () => {
        const calls = await callsOf(resource, facts)
        await readResource({ ports, connection, resource, calls, budget, course, signal }, start)
      }),
    )
  }
  const all = (): boolean => budget.calls > 0 && course.aside.size === 0 && !course.gaveUp
  // Which lists there are depends on the country, which it tells.
  await read((resource) => resource.name === 'Organisation')
  if (!all()) return false
  await read((resource) => resource.follows?.by !== 'records' && resource.follows?.by !== 'years')
  // What follows from a list that is set aside is not known yet.
  if (all()) await read(() => true)
  if (all()) await dropRepeated(ports, scan)
  return all()
}

/** Records that two lists tell count once, where their files are. */
async function dropRepeated(ports: AppPorts, scan: Scan): Promise<void> {
  for (const { name, files } of RESOURCES) {
    if (files?.otherwise) await ports.store.scan.dropRepeated(scan.id, name, files.otherwise)
  }
}

async function finish(ports: AppPorts, scan: Scan, connection: Connection): Promise<void> {
  // The letter first: a crash in between queues it again, which queues nothing, and loses nothing.
  await scanDoneLetter(ports, scan, connection)
  await ports.store.scan.updateScan(scan.id, { state: 'done', finishedAt: ports.clock.now() })
}

/** What was read is kept. Connecting gives the scan its job back. */
async function untilConnected(
  ports: AppPorts,
  scan: Scan,
  connection: Connection,
  { kind, message }: LedgerkeepError,
): Promise<SliceEnd> {
  const reason = `${message} Connect the organisation again: counting then goes on by itself.`
  const occasion = lostOccasion(connection.id, connection.connectedAt)
  await scanFailedLetter(ports, scan, connection, new LedgerkeepError(kind, reason), occasion)
  await ports.store.scan.updateScan(scan.id, {
    waitingUntil: null,
    failure: reason,
    waitsFor: 'connection',
  })
  return FINISHED
}

async function afterFault(slice: Slice, error: unknown): Promise<SliceEnd> {
  const { ports, scan, connection, signal } = slice
  if (signal.aborted) return MORE
  const known = asLedgerkeepError(error)
  if (known.kind === 'retry') return later(slice, known)
  if (known.kind === 'wait') {
    const soonest = ports.clock.now() + (known.until === undefined ? FAULT_PAUSE_MS : 1)
    const at = Math.max(known.until ?? 0, soonest)
    await startedWaiting(ports, scan, at, known)
    return waitUntil(at)
  }
  if (known.kind === 'reauthorise') {
    await ports.store.connect.loseConnection(connection.id, connection.connectedAt)
    const now = await ports.store.connect.connection(connection.id)
    // Connected again while the old call was still being refused.
    if (now?.state === 'active') return MORE
    if (now?.state === 'needs reconnect') return untilConnected(ports, scan, connection, known)
  }
  ports.log.error('scan failed', { scan: scan.id, kind: known.kind, message: known.message })
  const now = await ports.store.connect.connection(connection.id)
  const ended = now?.state === 'disconnected'
  const failure = ended
    ? 'Xero was disconnected before the scan was done.'
    : [known.message, known.hint].filter(Boolean).join(' ')
  if (await isReadAgain(ports, scan)) {
    await endReadingAgain(ports, scan, failure)
    return FINISHED
  }
  if (!ended) await scanFailedLetter(ports, scan, connection, known)
  await ports.store.scan.updateScan(scan.id, {
    ...{ state: 'failed', finishedAt: ports.clock.now(), failure },
  })
  return FINISHED
}

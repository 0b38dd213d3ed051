import { RESOURCES, resourceNamed } from '../core/catalogue/index.ts'
import type { Resource } from '../core/catalogue/resource.ts'
import { asLedgerkeepError } from '../core/errors.ts'
import { callsOf, isReadLater } from '../core/scan-calls.ts'
import type { Connection } from '../ports/store/connect.ts'
import type { Scan } from '../ports/store/scan.ts'
import type { AppPorts } from './app-ports.ts'
import { booksFacts } from './books.ts'
import { isOpen, readResource } from './reading.ts'
import { countFiles } from './scan-count.ts'
import { scanDoneLetter, scanFailedLetter } from './scan-letters.ts'
import { readLibrary } from './scan-library.ts'
import { FINISHED, MORE, type SliceEnd, together, waitUntil } from './slice.ts'

/** Calls of one slice at most. */
const SLICE_CALLS = 200
/** A fault that outlasts the short tries is met again after this long. */
const FAULT_PAUSE_MS = 60_000

/** One bounded piece of a scan: lists first, page by page, then the files of their records. */
export async function scanSlice(
  ports: AppPorts,
  scanId: string,
  signal: AbortSignal,
): Promise<SliceEnd> {
  const scan = await ports.store.scan.scan(scanId)
  if (!scan || scan.state === 'done' || scan.state === 'failed') return FINISHED
  const connection = await ports.store.connect.connection(scan.connectionId)
  if (!connection) return FINISHED
  await ports.store.scan.updateScan(scanId, {
    state: 'scanning',
    startedAt: scan.startedAt ?? ports.clock.now(),
    waitingUntil: null,
  })
  try {
    const listed = await readLists(ports, scan, connection, signal)
    if (!listed) return MORE
    if (!(await countFiles(ports, scan, signal))) return MORE
    await readLibrary({ ports, scan, connection, signal })
    await foretellAged(ports, scan)
    await finish(ports, scan, connection)
    return FINISHED
  } catch (error) {
    return afterFault(ports, scan, connection, error, signal)
  }
}

/** True when every list is read, and what follows from the lists. */
async function readLists(ports: AppPorts, scan: Scan, connection: Connection, signal: AbortSignal) {
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
        await readResource({ ports, connection, resource, calls, budget, signal }, start)
      }),
    )
  }
  await read((resource) => resource.follows?.by !== 'records' && resource.follows?.by !== 'years')
  if (budget.calls > 0) await read(() => true)
  if (budget.calls > 0) await dropRepeated(ports, scan)
  return budget.calls > 0
}

/** How many calls the backup will spend on reports by contact, for the quote. */
async function foretellAged(ports: AppPorts, scan: Scan): Promise<void> {
  const facts = await booksFacts(ports, scan)
  for (const row of (await ports.store.scan.resources(scan.id)).filter(isOpen)) {
    const resource = resourceNamed(row.resource)
    if (resource.follows?.by !== 'balances') continue
    const recordsTold = (await callsOf(resource, facts)).length
    await ports.store.scan.step({
      ...{ scanId: scan.id, page: null, documents: [], calls: 0 },
      resource: { ...row, recordsTold },
    })
  }
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

async function afterFault(
  ports: AppPorts,
  scan: Scan,
  connection: Connection,
  error: unknown,
  signal: AbortSignal,
): Promise<SliceEnd> {
  if (signal.aborted) return MORE
  const known = asLedgerkeepError(error)
  if (known.kind === 'wait' || known.kind === 'retry') {
    const soonest = ports.clock.now() + (known.until === undefined ? FAULT_PAUSE_MS : 1)
    const at = Math.max(known.until ?? 0, soonest)
    await ports.store.scan.updateScan(scan.id, { waitingUntil: at })
    return waitUntil(at)
  }
  ports.log.error('scan failed', { scan: scan.id, kind: known.kind, message: known.message })
  if (known.kind === 'reauthorise') {
    await ports.store.connect.setConnectionState(
      connection.id,
      'needs reconnect',
      ports.clock.now(),
    )
  }
  const now = await ports.store.connect.connection(connection.id)
  const ended = now?.state === 'disconnected'
  if (!ended) await scanFailedLetter(ports, scan, connection, known)
  await ports.store.scan.updateScan(scan.id, {
    state: 'failed',
    finishedAt: ports.clock.now(),
    failure: ended
      ? 'Xero was disconnected before the scan was done.'
      : [known.message, known.hint].filter(Boolean).join(' '),
  })
  return FINISHED
}

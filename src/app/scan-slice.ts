import { resourceNamed, valueAt } from '../core/catalogue/index.ts'
import type { Resource } from '../core/catalogue/resource.ts'
import { asLedgerkeepError, LedgerkeepError } from '../core/errors.ts'
import { documentsOf, type ListPage, nextPage, pageQuery, readListPage } from '../core/scan.ts'
import type { Connection } from '../ports/store/connect.ts'
import type { Scan, ScanResource } from '../ports/store/scan.ts'
import type { AppPorts } from './app-ports.ts'
import { countFiles } from './scan-count.ts'
import { scanDoneLetter, scanFailedLetter } from './scan-letters.ts'
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
    await finish(ports, scan, connection)
    return FINISHED
  } catch (error) {
    return afterFault(ports, scan, connection, error, signal)
  }
}

/** True when every list is read. */
async function readLists(ports: AppPorts, scan: Scan, connection: Connection, signal: AbortSignal) {
  const resources = await ports.store.scan.resources(scan.id)
  const open = resources.filter((one) => one.state === 'pending' || one.state === 'fetching')
  const budget = { calls: SLICE_CALLS }
  await together(open.map((one) => () => readList(ports, connection, one, budget, signal)))
  return budget.calls > 0
}

async function readList(
  ports: AppPorts,
  connection: Connection,
  start: ScanResource,
  budget: { calls: number },
  signal: AbortSignal,
): Promise<void> {
  const resource = resourceNamed(start.resource)
  let at = start
  while (at.state !== 'done' && at.state !== 'exception' && budget.calls > 0) {
    signal.throwIfAborted()
    budget.calls -= 1
    try {
      at = await readPage(ports, connection, resource, at, signal)
    } catch (error) {
      const known = asLedgerkeepError(error)
      if (known.kind !== 'skip') throw error
      at = {
        ...at,
        state: 'exception',
        reason: [known.message, known.hint].filter(Boolean).join(' '),
      }
      await ports.store.scan.step({
        scanId: at.scanId,
        page: null,
        documents: [],
        resource: at,
        calls: 1,
      })
    }
  }
}

/** Bytes first, then the bookkeeping of the page, its records and the cursor in one transaction. */
async function readPage(
  ports: AppPorts,
  connection: Connection,
  resource: Resource,
  at: ScanResource,
  signal: AbortSignal,
): Promise<ScanResource> {
  const call = {
    api: 'accounting',
    path: [resource.path],
    query: pageQuery(resource, at.nextPage),
  } as const
  const answer = await ports.xero.get(connection.id, call, { hurry: true, signal })
  const found = parsed(resource, answer.body)
  const storageKey = `scans/${at.scanId}/${resource.name}/${String(at.nextPage).padStart(7, '0')}.json`
  const stored = await ports.storage.put(storageKey, answer.body, signal)
  const next = nextPage(resource, at.nextPage, found)
  const after: ScanResource = {
    ...at,
    state: next === null ? 'done' : 'fetching',
    nextPage: next ?? at.nextPage,
    records: at.records + found.records.length,
    recordsTold: found.itemCount ?? at.recordsTold,
  }
  await ports.store.scan.step({
    scanId: at.scanId,
    page: {
      scanId: at.scanId,
      resource: resource.name,
      page: at.nextPage,
      storageKey,
      records: found.records.length,
      bytes: stored.bytes,
      sha256: stored.sha256,
    },
    documents: numbered(at, resource, found),
    resource: after,
    calls: 1,
  })
  if (resource.name === 'Organisation') await describe(ports, connection, found)
  return after
}

function parsed(resource: Resource, body: Uint8Array): ListPage {
  try {
    return readListPage(resource, body)
  } catch (cause) {
    throw new LedgerkeepError('retry', `Xero's answer for ${resource.title} is not JSON.`, {
      cause,
    })
  }
}

/** A page's place gives its documents their numbers, so that a repeated page repeats them. */
const numbered = (at: ScanResource, resource: Resource, found: ListPage) =>
  documentsOf(resource, found).map((document, index) => ({
    scanId: at.scanId,
    seq: at.position * 100_000_000 + (at.nextPage - 1) * 1_000 + index,
    resource: resource.name,
    recordId: document.id,
    type: document.type,
    day: document.day,
    number: document.number,
    contact: document.contact,
    flagged: document.hasFiles,
    files: null,
  }))

async function describe(ports: AppPorts, connection: Connection, found: ListPage): Promise<void> {
  const record = found.records[0]
  const text = (path: string): string => {
    const value = valueAt(record, path)
    return typeof value === 'string' ? value : ''
  }
  await ports.store.connect.describeOrganisation(connection.organisationId, {
    name: text('Name'),
    country: text('CountryCode'),
    currency: text('BaseCurrency'),
  })
}

async function finish(ports: AppPorts, scan: Scan, connection: Connection): Promise<void> {
  await ports.store.scan.updateScan(scan.id, { state: 'done', finishedAt: ports.clock.now() })
  await scanDoneLetter(ports, scan, connection)
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
    const at = Math.max(
      known.until ?? 0,
      ports.clock.now() + (known.kind === 'retry' ? FAULT_PAUSE_MS : 1),
    )
    await ports.store.scan.updateScan(scan.id, { waitingUntil: at })
    return waitUntil(at)
  }
  ports.log.error('scan failed', { scan: scan.id, kind: known.kind, message: known.message })
  await ports.store.scan.updateScan(scan.id, {
    state: 'failed',
    finishedAt: ports.clock.now(),
    failure: [known.message, known.hint].filter(Boolean).join(' '),
  })
  if (known.kind === 'reauthorise') {
    await ports.store.connect.setConnectionState(
      connection.id,
      'needs reconnect',
      ports.clock.now(),
    )
  }
  await scanFailedLetter(ports, scan, connection, known)
  return FINISHED
}

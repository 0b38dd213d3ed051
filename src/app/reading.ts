import { valueAt } from '../core/catalogue/index.ts'
import type { Resource } from '../core/catalogue/resource.ts'
import { asLedgerkeepError, LedgerkeepError } from '../core/errors.ts'
import { documentsOf, type ListPage, nextPage, pageQuery, readListPage } from '../core/scan.ts'
import { PAGES_A_CALL, type PlannedCall, placeOf } from '../core/scan-calls.ts'
import type { Connection } from '../ports/store/connect.ts'
import type { ScanResource } from '../ports/store/scan.ts'
import type { AppPorts } from './app-ports.ts'

/** One resource of a scan while it is read. */
export interface Reading {
  readonly ports: AppPorts
  readonly connection: Connection
  readonly resource: Resource
  /** One for a list; for what follows from other lists, one for each of their records or periods. */
  readonly calls: readonly PlannedCall[]
  /** Calls to Xero that the slice has left. */
  readonly budget: { calls: number }
  readonly signal: AbortSignal
}

/** Reads a resource to its end, or as far as the budget goes. */
export async function readResource(reading: Reading, start: ScanResource): Promise<void> {
  let at = start
  if (reading.calls.length === 0) return ended(reading, { ...at, state: 'done' }, 0)
  while (isOpen(at) && reading.budget.calls > 0) {
    reading.signal.throwIfAborted()
    reading.budget.calls -= 1
    try {
      at = await readPage(reading, at)
    } catch (error) {
      at = await afterRefusal(reading, at, asLedgerkeepError(error))
    }
  }
}

export const isOpen = ({ state }: ScanResource): boolean =>
  state === 'pending' || state === 'fetching'

/** Bytes first, then the bookkeeping of the page, its records and the cursor in one transaction. */
async function readPage(reading: Reading, at: ScanResource): Promise<ScanResource> {
  const { ports, connection, resource, calls, signal } = reading
  const place = placeOf(resource, at.nextPage)
  const planned = calls[place.call]
  if (!planned) throw new LedgerkeepError('bug', `${resource.name} has no call ${place.call}.`)
  const page = Math.max(1, place.page)
  const call = {
    api: resource.api ?? 'accounting',
    path: planned.path,
    query: pageQuery(resource, page, planned.query),
  }
  const answer = await ports.xero.get(connection.id, call, { hurry: true, signal })
  const found = parsed(resource, answer.body)
  const number = resource.follows ? place.call * PAGES_A_CALL + page : at.nextPage
  const storageKey = `scans/${at.scanId}/${resource.name}/${String(number).padStart(7, '0')}.json`
  const stored = await ports.storage.put(storageKey, answer.body, signal)
  const read: ScanResource = {
    ...at,
    state: 'fetching',
    records: at.records + found.records.length,
    recordsTold: resource.follows ? null : (found.itemCount ?? at.recordsTold),
  }
  const next = nextPage(resource, page, found)
  const after =
    next === null ? nextCall(reading, read) : { ...read, nextPage: number - page + next }
  await ports.store.scan.step({
    scanId: at.scanId,
    page: {
      scanId: at.scanId,
      resource: resource.name,
      page: number,
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

/** On to the next of the resource's calls; after the last one, its end. */
function nextCall(reading: Reading, at: ScanResource): ScanResource {
  const next = placeOf(reading.resource, at.nextPage).call + 1
  if (next < reading.calls.length) return { ...at, nextPage: next * PAGES_A_CALL + 1 }
  return { ...at, state: at.reason === null ? 'done' : 'exception' }
}

/**
 * What Xero refuses once and for all is an exception. One of many calls that is refused, as for a
 * record deleted meanwhile, leaves the others: the resource then says how it fell short.
 */
async function afterRefusal(
  reading: Reading,
  at: ScanResource,
  error: LedgerkeepError,
): Promise<ScanResource> {
  if (error.kind !== 'skip') throw error
  const why = [error.message, error.hint].filter(Boolean).join(' ')
  const goesOn = reading.resource.follows !== undefined && error.reason !== 'forbidden'
  const after: ScanResource = goesOn
    ? nextCall(reading, { ...at, state: 'fetching', reason: shortfall(at.reason, why) })
    : { ...at, state: 'exception', reason: why }
  await ended(reading, after, 1)
  return after
}

/** `2 of its parts could not be had. Xero says …`: counts on from the words of before. */
function shortfall(before: string | null, why: string): string {
  const parts = Number(/^(\d+) of its/.exec(before ?? '')?.[1] ?? 0) + 1
  return `${parts} of its parts could not be had. ${why}`
}

/** A change of state without a page. */
const ended = ({ ports }: Reading, resource: ScanResource, calls: number): Promise<void> =>
  ports.store.scan.step({ scanId: resource.scanId, page: null, documents: [], resource, calls })

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
    updatedAt: document.updatedAt,
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

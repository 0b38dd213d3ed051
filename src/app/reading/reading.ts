import type { Resource } from '../../core/catalogue/resource.ts'
import { asLedgerkeepError, LedgerkeepError } from '../../core/errors.ts'
import { type ListPage, nextPage, pageQuery, withoutId } from '../../core/scan.ts'
import { PAGES_A_CALL, placeOf } from '../../core/scan-calls.ts'
import type { ScanResource } from '../../ports/store/scan.ts'
import { compared } from './check.ts'
import { askPage, type PagePlace, type Reading, storePage } from './page.ts'
import { pagesBehind, piecesOf, readPieces } from './pieces.ts'

/** The page after the last one of a list whose records are still to be compared with Xero's count. */
const TO_COMPARE = 0

/** Reads a resource to its end, or as far as the budget and Xero's faults let it. */
export async function readResource(reading: Reading, start: ScanResource): Promise<void> {
  let at = start
  if (reading.calls.length === 0) return ended(reading, { ...at, state: 'done' }, 0)
  while (isOpen(at) && reading.budget.calls > 0) {
    reading.signal.throwIfAborted()
    if (at.nextPage === TO_COMPARE) {
      at = await compared(reading, at)
      await ended(reading, at, 0, isOpen(at))
      continue
    }
    reading.budget.calls -= 1
    try {
      at = await readPage(reading, at)
    } catch (error) {
      const known = asLedgerkeepError(error)
      reading.signal.throwIfAborted()
      if (known.kind === 'retry' && !reading.course.lastTry) {
        reading.course.aside.set(reading.resource.name, known)
        return
      }
      at = await afterRefusal(reading, at, known)
    }
  }
}

export const isOpen = ({ state }: ScanResource): boolean =>
  state === 'pending' || state === 'fetching'

/** Bytes first, then the bookkeeping of the page, its records and the cursor in one transaction. */
async function readPage(reading: Reading, at: ScanResource): Promise<ScanResource> {
  const { resource } = reading
  const place = pagePlace(reading, at)
  const query = pageQuery(resource, place.page, place.query)
  // Where one page did not come whole, the next ones are not waited for either.
  const whole = at.inPieces
    ? null
    : await askPage(reading, place.path, query).catch((error: unknown) => {
        if (resource.paging !== 'pages' || asLedgerkeepError(error).kind !== 'retry') throw error
        return null
      })
  if (whole) {
    const { number } = place
    const after = follower(reading, at, place, whole.found, 0)
    const isLast = !isOpen(after) || after.nextPage === TO_COMPARE
    const instead = [piecesOf(number), ...(isLast ? [pagesBehind(number)] : [])]
    const page = { ...whole, number, name: String(number).padStart(7, '0'), offset: 0, instead }
    await storePage(reading, at, page, after)
    return after
  }
  const { found, missing } = await readPieces(reading, at, place)
  const after = { ...follower(reading, at, place, found, missing), inPieces: true }
  await ended(reading, after, 0)
  return after
}

function pagePlace({ resource, calls }: Reading, at: ScanResource): PagePlace {
  const place = placeOf(resource, at.nextPage)
  const planned = calls[place.call]
  if (!planned) throw new LedgerkeepError('bug', `${resource.name} has no call ${place.call}.`)
  const page = Math.max(1, place.page)
  const number = resource.follows ? place.call * PAGES_A_CALL + page : at.nextPage
  return { ...planned, page, number }
}

/** Where the resource stands when this page is stored. */
function follower(
  reading: Reading,
  at: ScanResource,
  place: PagePlace,
  found: ListPage,
  missing: number,
): ScanResource {
  const { resource } = reading
  const nameless = withoutId(resource, found)
  const lost = [
    missing > 0 && `${missing} ${missing === 1 ? 'part' : 'parts'} of a page could not be had.`,
    nameless > 0 && `${nameless} of its records have no id to ask for their files by.`,
  ]
  const read: ScanResource = {
    ...at,
    state: 'fetching',
    records: at.records + found.records.length,
    recordsTold: resource.follows ? null : (found.itemCount ?? at.recordsTold),
    reason: [at.reason, ...lost].filter(Boolean).join(' ') || null,
  }
  const next = nextPage(resource, place.page, found)
  if (next !== null) return { ...read, nextPage: place.number - place.page + next }
  return isCompared(resource, at.nextPage)
    ? { ...read, nextPage: TO_COMPARE }
    : nextCall(reading, read)
}

/** Lists of several pages; of those that end with an empty page this is one page more. */
const isCompared = ({ paging, follows }: Resource, pages: number): boolean =>
  !follows && ((paging === 'pages' && pages > 1) || (paging === 'short pages' && pages > 2))

/** On to the next of the resource's calls; after the last one, its end. */
function nextCall(reading: Reading, at: ScanResource): ScanResource {
  const next = placeOf(reading.resource, at.nextPage).call + 1
  if (next < reading.calls.length) return { ...at, nextPage: next * PAGES_A_CALL + 1 }
  return { ...at, state: at.reason === null ? 'done' : 'exception' }
}

/**
 * What Xero refuses once and for all is an exception, and so is what failed for too long. One of many
 * calls that is refused, as for a record deleted meanwhile, leaves the others: the resource then says
 * how it fell short.
 */
async function afterRefusal(
  reading: Reading,
  at: ScanResource,
  error: LedgerkeepError,
): Promise<ScanResource> {
  const failed = error.kind === 'retry'
  if (isPastTheEnd(reading, at, error)) {
    const end = nextCall(reading, at)
    await ended(reading, end, 1)
    return end
  }
  if (error.kind !== 'skip' && !failed) throw error
  if (failed) reading.course.gaveUp = true
  const why = whyNot(error)
  const goesOn = reading.resource.follows !== undefined && error.reason !== 'forbidden'
  const after: ScanResource = goesOn
    ? nextCall(reading, { ...at, state: 'fetching', reason: shortfall(at.reason, why) })
    : { ...at, state: 'exception', reason: why }
  await ended(reading, after, 1)
  return after
}

/** A last page that is full is followed by one that Xero may refuse. */
const isPastTheEnd = ({ resource }: Reading, at: ScanResource, error: LedgerkeepError): boolean =>
  resource.paging === 'payroll' &&
  placeOf(resource, at.nextPage).page > 1 &&
  error.kind === 'skip' &&
  error.reason === 'invalid'

/** Why a list could not be had, and what to do about it. */
export function whyNot(error: LedgerkeepError): string {
  const { kind, reason, message, hint } = error
  const told = [message, hint].filter(Boolean).join(' ')
  if (kind === 'retry') return `It could not be read, though it was tried again and again. ${told}`
  return reason === 'forbidden' ? `Not permitted: ${told}` : told
}

/** `2 of its parts could not be had. Xero says …`: counts on from the words of before. */
function shortfall(before: string | null, why: string): string {
  const parts = Number(/^(\d+) of its/.exec(before ?? '')?.[1] ?? 0) + 1
  return `${parts} of its parts could not be had. ${why}`
}

/** A change of state without a page; `anew` drops the pages of before. */
function ended(
  { ports }: Reading,
  resource: ScanResource,
  calls: number,
  anew = false,
): Promise<void> {
  const { scanId } = resource
  return ports.store.scan.step({ scanId, page: null, documents: [], resource, calls, anew })
}

import { FILE_TYPES, fileTypeTitle } from '../core/catalogue/index.ts'
import { refuse } from '../core/errors.ts'
import { estimateEnd } from '../core/eta.ts'
import { EVERYTHING, type Filter } from '../core/filter.ts'
import { vatOn } from '../core/order.ts'
import { priceOf } from '../core/quote.ts'
import type { Organisation } from '../ports/store/connect.ts'
import type { Scan, TypeCount } from '../ports/store/scan.ts'
import type { QuotePreview, QuoteStage } from './app.ts'
import type { AppPorts } from './app-ports.ts'
import { ownScan } from './ownership.ts'

/** Typical time of a call to Xero, ms. */
export const CALL_MS = 600

export function createQuote(ports: AppPorts): QuoteStage {
  const { store } = ports
  return {
    async filterOf(personId, scanId) {
      await ownScan(store, personId, scanId)
      return (await store.quote.savedFilter(scanId)) ?? EVERYTHING
    },

    async preview(personId, scanId, filter) {
      const { scan, organisation } = await ownScan(store, personId, scanId)
      return previewOf(ports, scan, organisation, filter)
    },

    async keepFilter(personId, scanId, filter) {
      await ownScan(store, personId, scanId)
      await store.quote.saveFilter(scanId, filter)
    },
  }
}

/** Counts, price and duration of a filter; everything that is shown before anyone pays. */
export async function previewOf(
  ports: AppPorts,
  scan: Scan,
  organisation: Organisation,
  filter: Filter,
): Promise<QuotePreview> {
  if (scan.state !== 'done') {
    throw refuse('The scan is not done yet.', 'Come back when the Status page says so.', {
      reason: 'conflict',
    })
  }
  const counts = inCatalogueOrder(await ports.store.scan.countsByType(scan.id, filter))
  const chosen = counts.filter((count) => filter.types.includes(count.type))
  const files = sum(chosen, 'files')
  const documents = sum(chosen, 'documents')
  const calls = files + documents
  return {
    scanId: scan.id,
    connectionId: scan.connectionId,
    organisation: organisation.name,
    filter,
    types: counts.map((count) => ({
      ...count,
      title: fileTypeTitle(count.type),
      chosen: filter.types.includes(count.type),
    })),
    years: await ports.store.scan.countsByYear(scan.id, filter.types),
    documents,
    files,
    exact: scan.exact,
    price: ports.payments ? shownPrice(files) : null,
    calls,
    endAt: await endOf(ports, scan.connectionId, calls),
  }
}

const ORDER = FILE_TYPES.map((type) => type.key)

const inCatalogueOrder = (counts: readonly TypeCount[]): readonly TypeCount[] =>
  [...counts].sort((a, b) => ORDER.indexOf(a.type) - ORDER.indexOf(b.type))

function shownPrice(files: number): NonNullable<QuotePreview['price']> {
  const { net, lines } = priceOf(files)
  return { net, lines, ukVat: vatOn(net, 'GB') }
}

const sum = (counts: readonly TypeCount[], key: 'files' | 'documents'): number =>
  counts.reduce((total, count) => total + count[key], 0)

/** When so many more calls would be done, from what is known of the organisation's limits now. */
export async function endOf(
  ports: Pick<AppPorts, 'xero' | 'clock'>,
  connectionId: string,
  callsLeft: number,
): Promise<number> {
  const { state, policy } = await ports.xero.limits(connectionId)
  return estimateEnd({
    now: ports.clock.now(),
    callsLeft,
    dayRemaining: state.dayRemaining,
    blockedUntil: state.blockedUntil,
    blockedByDay: state.blockedBy === 'day',
    callMs: CALL_MS,
    policy,
  })
}

import {
  FILE_TYPES,
  fileTypeTitle,
  HISTORY_RESOURCES,
  PDF_TYPES,
  resourceNamed,
} from '../../core/catalogue/index.ts'
import { refuse } from '../../core/errors.ts'
import { estimateEnd } from '../../core/eta.ts'
import { EVERYTHING, type Filter } from '../../core/filter.ts'
import { type Money, money } from '../../core/money.ts'
import { vatOn } from '../../core/order.ts'
import type { PriceList } from '../../core/price-list.ts'
import { type Chosen, type ChosenPdfs, priceWithPdfs } from '../../core/quote.ts'
import { filesByYear, reaches, sizeOf } from '../../core/quote-months.ts'
import type { Organisation } from '../../ports/store/connect.ts'
import type { Scan, TypeCount } from '../../ports/store/scan.ts'
import type { QuotePreview, QuoteStage } from '../app.ts'
import type { AppPorts } from '../app-ports.ts'
import { ownScan } from '../ownership.ts'
import { paidByType, workbookIsPaid } from '../paid-before.ts'
import { bookYearEnd } from '../reading/books.ts'
import { type MonthsOf, rememberedMonths } from './months.ts'

export function createQuote(ports: AppPorts): QuoteStage {
  const { store } = ports
  const months = rememberedMonths(ports)
  return {
    priceList: ports.facts.priceList,

    async filterOf(personId, scanId) {
      await ownScan(store, personId, scanId)
      return (await store.quote.savedFilter(scanId)) ?? EVERYTHING
    },

    async preview(personId, scanId, filter) {
      const { scan, organisation } = await ownScan(store, personId, scanId)
      return previewOf(ports, scan, organisation, filter, months)
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
  monthsOf: MonthsOf = ({ id }) => ports.store.scan.countsByMonth(id),
): Promise<QuotePreview> {
  if (scan.state === 'deleted') {
    throw refuse('What was counted is deleted by now.', 'Scan the organisation again.', {
      reason: 'gone',
    })
  }
  if (scan.state !== 'done') {
    throw refuse('The scan is not done yet.', 'Come back when the Status page says so.', {
      reason: 'conflict',
    })
  }
  const counts = inCatalogueOrder(await ports.store.scan.countsByType(scan.id, filter))
  const months = await monthsOf(scan)
  const chosen = counts.filter((count) => filter.types.includes(count.type))
  const taken = months.filter((one) => filter.types.includes(one.type) && reaches(filter, one))
  const files = sum(chosen, 'files')
  const documents = sum(chosen, 'documents')
  const extras = await extrasOf(ports, scan, filter)
  const pdfs = filter.pdfs ? extras.pdfs : 0
  const asked = pdfs + (filter.history ? extras.histories : 0) + extras.aged
  const known = await ports.store.backup.knownCounts(scan.id, filter)
  const calls = Math.max(0, files + documents - known.files - known.documents) + asked
  const paid = await paidOf(ports, scan, organisation, filter)
  const newFiles = files - paid.files
  const drawn = { pdfs: extras.pdfs, newPdfs: extras.pdfs - paid.pdfs }
  const workbookPaid = ports.payments !== null && (await workbookIsPaid(ports, scan))
  const bought = { files, newFiles, workbookPaid }
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
    yearEnd: await bookYearEnd(ports, scan.id),
    years: filesByYear(months.filter((one) => filter.types.includes(one.type))),
    months: months.map(({ type, month, documents, files, exact }) => ({
      ...{ type, month, documents, files, exact },
    })),
    sized: sizeOf(taken),
    documents,
    files,
    exact: scan.exact && taken.every((one) => one.exact),
    newFiles,
    ...drawn,
    histories: extras.histories,
    callsPerDay: extras.callsPerDay,
    price: ports.payments
      ? shownPrice(bought, filter.pdfs ? drawn : NO_PDFS, ports.facts.priceList)
      : null,
    pdfsNet: ports.payments ? priceOfPdfs(bought, drawn, ports.facts.priceList) : null,
    calls,
    endAt: await endOf(ports, scan.connectionId, calls),
  }
}

/** What costs a call for each document, or for each contact with something outstanding. */
async function extrasOf(ports: AppPorts, scan: Scan, filter: Filter) {
  const { store, xero } = ports
  const documents = await store.scan.documentsByType(scan.id, filter, HISTORY_RESOURCES)
  const chosen = documents.filter((one) => filter.types.includes(one.type))
  const sum = (all: typeof chosen): number => all.reduce((total, one) => total + one.documents, 0)
  const rows = await store.scan.resources(scan.id)
  const aged = rows.filter(
    (row) => row.state === 'pending' && resourceNamed(row.resource).follows?.by === 'balances',
  )
  const { policy } = await xero.limits(scan.connectionId)
  return {
    pdfs: sum(chosen.filter((one) => PDF_TYPES.includes(one.type))),
    histories: sum(chosen),
    aged: aged.reduce((total, row) => total + (row.recordsTold ?? 0) - row.records, 0),
    callsPerDay: Math.max(1, policy.perDay - policy.dayReserve),
  }
}

const ORDER = FILE_TYPES.map((type) => type.key)

const inCatalogueOrder = (counts: readonly TypeCount[]): readonly TypeCount[] =>
  [...counts].sort((a, b) => ORDER.indexOf(a.type) - ORDER.indexOf(b.type))

/** How many of the chosen files, and of their PDFs, were paid for before. */
async function paidOf(ports: AppPorts, scan: Scan, organisation: Organisation, filter: Filter) {
  if (!ports.payments) return { files: 0, pdfs: 0 }
  const paid = await paidByType(ports, scan, organisation, filter)
  const chosen = (counts: typeof paid.files) =>
    counts
      .filter((one) => filter.types.includes(one.type))
      .reduce((total, one) => total + one.files, 0)
  return { files: chosen(paid.files), pdfs: chosen(paid.pdfs) }
}

const NO_PDFS: ChosenPdfs = { pdfs: 0, newPdfs: 0 }

function shownPrice(
  chosen: Chosen,
  pdfs: ChosenPdfs,
  list: PriceList,
): NonNullable<QuotePreview['price']> {
  const { net, lines, priceList } = priceWithPdfs(chosen, pdfs, list)
  return { net, lines, priceList, ukVat: vatOn(net, 'GB') }
}

/** What the PDFs of a choice cost more than the choice without them. */
function priceOfPdfs(chosen: Chosen, pdfs: ChosenPdfs, list: PriceList): Money {
  const { net } = priceWithPdfs(chosen, NO_PDFS, list)
  const more = priceWithPdfs(chosen, pdfs, list).net.minor - net.minor
  return money(Math.max(0, more), net.currency)
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
  return estimateEnd({ now: ports.clock.now(), callsLeft, state, policy })
}

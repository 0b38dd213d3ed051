import { EVERYTHING, type Filter } from '../core/filter.ts'
import type { Backup } from '../ports/store/backup.ts'
import type { Organisation } from '../ports/store/connect.ts'
import type { Order } from '../ports/store/order.ts'
import type { DrawnDocument, PaidDocument, PricedDocument, Quote } from '../ports/store/quote.ts'
import type { Scan } from '../ports/store/scan.ts'
import type { AppPorts } from './app-ports.ts'

/** Documents read at a time. */
const PAGE = 2_000

type Books = Pick<Organisation, 'tenantId'>

/** An organisation without its name or our id of it, so that it is known again after an erasure. */
export const organisationMark = (ports: Pick<AppPorts, 'secrets'>, books: Books): string =>
  ports.secrets.fingerprint(`paid for: ${books.tenantId}`)

/** A document of it, likewise: nothing of the document can be read from the mark. */
export const documentMark = (
  ports: Pick<AppPorts, 'secrets'>,
  books: Books,
  { resource, recordId }: Pick<PricedDocument, 'resource' | 'recordId'>,
): string =>
  ports.secrets.fingerprint(`paid for: ${books.tenantId}/${resource}/${recordId.toLowerCase()}`)

/** The PDF that Xero draws of a document, as it is now: under the id that it has among a backup's files. */
const pdfMark = (ports: Pick<AppPorts, 'secrets'>, books: Books, id: string): string =>
  ports.secrets.fingerprint(`paid for: ${books.tenantId}/${id}`)

const pdfId = (scanId: string, { recordId, updatedAt }: DrawnDocument): string =>
  `pdf-${recordId.toLowerCase()}-${updatedAt ?? scanId}`

/** PDFs have a record of their own, so that nobody who never bought one waits for them. */
const pdfsMark = (ports: Pick<AppPorts, 'secrets'>, books: Books): string =>
  ports.secrets.fingerprint(`paid for, PDFs: ${books.tenantId}`)

/** Per type, the files of a scan and the PDFs that were paid for before, in a range of dates. */
export async function paidByType(
  ports: AppPorts,
  scan: Scan,
  organisation: Organisation,
  range: Pick<Filter, 'from' | 'to'>,
) {
  for (const order of await ports.store.order.ordersOf(scan.connectionId)) {
    if (order.state === 'paid' && order.paidForAt === null) await writePaidFor(ports, order)
  }
  await compare(ports, scan, organisation)
  const { quote } = ports.store
  const files = await quote.paidFilesByType(scan.id, range)
  return { files, pdfs: await quote.paidPdfsByType(scan.id, range) }
}

/** Whether an order for this very scan was paid: its workbook is the same one again. */
export async function workbookIsPaid(ports: AppPorts, scan: Scan): Promise<boolean> {
  for (const order of await ports.store.order.ordersOf(scan.connectionId)) {
    if (order.state !== 'paid') continue
    if ((await ports.store.quote.quote(order.quoteId))?.scanId === scan.id) return true
  }
  return false
}

/** Looks every document of the scan up among those paid for, unless nothing has changed since. */
async function compare(ports: AppPorts, scan: Scan, organisation: Organisation): Promise<void> {
  const { quote } = ports.store
  const drawn = await quote.paidMark(pdfsMark(ports, organisation))
  const attached = await quote.paidMark(organisationMark(ports, organisation))
  const mark = drawn === '' ? attached : `${attached} ${drawn}`
  if (((await quote.comparedFor(scan.id)) ?? '') === mark) return
  await quote.clearCompared(scan.id)
  for await (const page of pagesOf(ports, scan.id, EVERYTHING)) {
    const marks = page.map((document) => documentMark(ports, organisation, document))
    const paid = await quote.paidFiles(marks)
    const known = page.map(({ seq }, at) => ({ seq, paid: paid.get(marks[at] ?? '') ?? 0 }))
    await quote.setCompared(
      scan.id,
      known.filter((one) => one.paid > 0),
    )
  }
  if (drawn !== '') await comparePdfs(ports, scan.id, organisation)
  await quote.finishCompared(scan.id, mark)
}

async function comparePdfs(ports: AppPorts, scanId: string, books: Books): Promise<void> {
  const { quote } = ports.store
  for await (const page of drawnPages(ports, scanId, EVERYTHING)) {
    const marks = page.map((one) => pdfMark(ports, books, pdfId(scanId, one)))
    const paid = await quote.paidFiles(marks)
    const known = page.filter((_, at) => (paid.get(marks[at] ?? '') ?? 0) > 0)
    await quote.setComparedPdfs(
      scanId,
      known.map((one) => one.seq),
    )
  }
}

async function* drawnPages(ports: AppPorts, scanId: string, filter: Filter) {
  for (let after = -1; ; ) {
    const page = await ports.store.quote.drawnDocuments(scanId, filter, after, PAGE)
    const last = page.at(-1)
    if (!last) return
    yield page
    after = last.seq
  }
}

async function* pagesOf(ports: AppPorts, scanId: string, filter: Filter) {
  for (let after = -1; ; ) {
    const page = await ports.store.quote.documentsWithFiles(scanId, filter, after, PAGE)
    const last = page.at(-1)
    if (!last) return
    yield page
    after = last.seq
  }
}

/** What of the undelivered an order itself paid for: not what an earlier one had paid. */
export async function chargedUndelivered(ports: AppPorts, order: Order, backup: Backup) {
  const { store } = ports
  const books = await store.connect.organisation(backup.organisationId)
  if (!books) return []
  if (order.state === 'paid' && order.paidForAt === null) await writePaidFor(ports, order)
  const found = await store.backup.undelivered(backup.id)
  const marked = found.map((one) => ({
    organisation: one.pdf ? pdfsMark(ports, books) : organisationMark(ports, books),
    fingerprint: one.pdf ? pdfMark(ports, books, one.pdf) : documentMark(ports, books, one),
    orderId: order.id,
    files: one.files,
  }))
  const marks = marked.map((one) => one.fingerprint)
  const charged = await store.quote.paidFilesBy(order.id, marks)
  return marked.map((one) => {
    const files = Math.min(one.files, charged.get(one.fingerprint) ?? 0)
    return { ...one, files }
  })
}

/** A share was given back for files that were not delivered: they count as paid for no longer. */
export async function unpayUndelivered(
  ports: AppPorts,
  order: Order,
  refund: number,
): Promise<void> {
  const { store, clock } = ports
  const backup = await store.backup.backupOfOrder(order.id)
  if (!backup) return
  const documents = await chargedUndelivered(ports, order, backup)
  await store.quote.unpay(order.id, refund, documents, clock.now())
}

/**
 * Writes down what a paid order paid for: on each document the files that were not paid for before.
 * Safe to run again: what is written counts as paid the second time.
 */
export async function writePaidFor(ports: AppPorts, order: Order): Promise<void> {
  const { store, clock } = ports
  const quote = await store.quote.quote(order.quoteId)
  const connection = await store.connect.connection(order.connectionId)
  const books = connection && (await store.connect.organisation(connection.organisationId))
  if (!quote || !books) return
  for await (const page of pagesOf(ports, quote.scanId, quote.filter)) {
    await store.quote.addPaid(await newOnes(ports, order, books, page))
  }
  if (quote.filter.pdfs) await writePdfs(ports, order, books, quote)
  await store.order.changeOrder(order.id, ['paid'], { paidForAt: clock.now() })
}

async function newOnes(
  ports: AppPorts,
  order: Order,
  books: Books,
  page: readonly PricedDocument[],
): Promise<readonly PaidDocument[]> {
  const organisation = organisationMark(ports, books)
  const marks = page.map((document) => documentMark(ports, books, document))
  const paid = await ports.store.quote.paidFiles(marks)
  return page
    .map((document, at) => {
      const fingerprint = marks[at] ?? ''
      const files = document.files - (paid.get(fingerprint) ?? 0)
      return { organisation, fingerprint, orderId: order.id, files }
    })
    .filter((one) => one.files > 0)
}

async function writePdfs(
  ports: AppPorts,
  order: Order,
  books: Books,
  { scanId, filter }: Quote,
): Promise<void> {
  const organisation = pdfsMark(ports, books)
  for await (const page of drawnPages(ports, scanId, filter)) {
    const marks = page.map((one) => pdfMark(ports, books, pdfId(scanId, one)))
    const paid = await ports.store.quote.paidFiles(marks)
    const fresh = marks.filter((mark) => (paid.get(mark) ?? 0) === 0)
    await ports.store.quote.addPaid(
      fresh.map((fingerprint) => ({ organisation, fingerprint, orderId: order.id, files: 1 })),
    )
  }
}

import { EVERYTHING, type Filter } from '../core/filter.ts'
import type { Organisation } from '../ports/store/connect.ts'
import type { Order } from '../ports/store/order.ts'
import type { PaidDocument, PricedDocument } from '../ports/store/quote.ts'
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

/** Per type, the files of a scan that were not paid for before, in a range of dates. */
export async function newFilesByType(
  ports: AppPorts,
  scan: Scan,
  organisation: Organisation,
  range: Pick<Filter, 'from' | 'to'>,
) {
  for (const order of await ports.store.order.ordersOf(scan.connectionId)) {
    if (order.state === 'paid' && order.paidForAt === null) await writePaidFor(ports, order)
  }
  await compare(ports, scan, organisation)
  return ports.store.quote.newFilesByType(scan.id, range)
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
  const mark = await quote.paidMark(organisationMark(ports, organisation))
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
  await quote.finishCompared(scan.id, mark)
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

/** A share was given back for files that were not delivered: they count as paid for no longer. */
export async function unpayUndelivered(
  ports: AppPorts,
  order: Order,
  refund: number,
): Promise<void> {
  const { store, clock } = ports
  const backup = await store.backup.backupOfOrder(order.id)
  const books = backup && (await store.connect.organisation(backup.organisationId))
  if (!backup || !books) return
  const documents = (await store.backup.undelivered(backup.id)).map((one) => ({
    organisation: organisationMark(ports, books),
    fingerprint: documentMark(ports, books, one),
    orderId: order.id,
    files: one.files,
  }))
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

import { Readable } from 'node:stream'
import type { App, OrderView, OrganisationView, QuotePreview } from '../../src/app/app.ts'
import { FILE_TYPES } from '../../src/core/catalogue/index.ts'
import { notFound, refuse } from '../../src/core/errors.ts'
import type { Filter } from '../../src/core/filter.ts'
import { money } from '../../src/core/money.ts'
import { checkInvoiceDetails, vatOn } from '../../src/core/order.ts'
import { PRICE_LIST } from '../../src/core/price-list.ts'
import { priceOf } from '../../src/core/quote.ts'
import { termsVersionFor } from '../../src/core/terms.ts'
import { aReceipt, FAKE_RULES, fakeAccount, needDays } from './fake-account.ts'
import { fakeConnect } from './fake-connect.ts'
import { fakeOperator } from './fake-operator.ts'
import { backupOf, type FakeState, own, scanOf } from './fake-state.ts'
import { ANN, FAKE_NOW } from './fake-views.ts'

function reading(state: FakeState, start: number, end: number): Readable {
  const stream = Readable.from(chunks(state.archive.subarray(start, end + 1)))
  state.reads.push(stream)
  return stream
}

/** An App that answers from `state` and keeps its promises about foreign ids. */
export function createFakeApp(state: FakeState): App {
  return {
    connect: fakeConnect(state),
    scan: {
      async start(personId, connectionId) {
        own(state, personId, connectionId)
        state.calls.push(`scan.start ${connectionId}`)
        return 'scn_1'
      },
    },
    quote: fakeQuote(state),
    order: fakeOrder(state),
    backup: {
      view: async (personId, backupId) => backupOf(state, personId, backupId),
      async cancel(personId, backupId) {
        backupOf(state, personId, backupId)
        state.calls.push(`backup.cancel ${backupId}`)
      },
      async pause(personId, backupId) {
        backupOf(state, personId, backupId)
        state.calls.push(`backup.pause ${backupId}`)
      },
      async resume(personId, backupId) {
        backupOf(state, personId, backupId)
        state.calls.push(`backup.resume ${backupId}`)
      },
      async keepFor(personId, backupId, days) {
        backupOf(state, personId, backupId)
        needDays(days)
        state.calls.push(`backup.keepFor ${backupId} ${days}`)
      },
      async delete(personId, backupId) {
        backupOf(state, personId, backupId)
        state.calls.push(`backup.delete ${backupId}`)
        return aReceipt({ scope: 'backup', backups: 1 })
      },
      async retry(personId, backupId) {
        backupOf(state, personId, backupId)
        state.calls.push(`backup.retry ${backupId}`)
      },
    },
    download: {
      async parts(personId, backupId) {
        backupOf(state, personId, backupId)
        return [state.archive.length]
      },
      async open(personId, backupId) {
        const backup = backupOf(state, personId, backupId)
        return {
          fileName: backup.archive?.fileName ?? 'archive.zip',
          bytes: state.archive.length,
          etag: 'abc123',
          read: (start, end) => reading(state, start, end),
          async *blocks(start, end) {
            const stream = reading(state, start, end)
            try {
              yield* stream.iterator({ destroyOnReturn: false })
            } finally {
              stream.destroy()
            }
          },
        }
      },
    },
    account: fakeAccount(state),
    operator: fakeOperator(state),
    status: {
      async organisations(personId) {
        if (state.fault) throw state.fault
        return personId === ANN.id ? state.organisations : []
      },
    },
  }
}

function fakeQuote(state: FakeState): App['quote'] {
  return {
    priceList: PRICE_LIST,
    async filterOf(personId, scanId) {
      scanOf(state, personId, scanId)
      return state.filter
    },
    async preview(personId, scanId, filter) {
      return previewOf(state, scanOf(state, personId, scanId), scanId, filter)
    },
    async keepFilter(personId, scanId, filter) {
      scanOf(state, personId, scanId)
      state.filter = filter
      state.calls.push('quote.keepFilter')
    },
  }
}

const TERMS = termsVersionFor(FAKE_RULES)

function fakeOrder(state: FakeState): App['order'] {
  const find = (personId: string, orderId: string): OrderView => {
    const order = personId === ANN.id ? state.orders.get(orderId) : undefined
    if (!order) throw notFound('order')
    return order
  }
  return {
    termsVersion: TERMS,
    async buy(personId, scanId, filter, shownNetMinor, termsVersion, shownCurrency) {
      const { price } = previewOf(state, scanOf(state, personId, scanId), scanId, filter)
      if (termsVersion !== TERMS) {
        throw refuse('The terms have changed since the page was opened.', 'Accept them again.', {
          field: 'terms',
          reason: 'conflict',
        })
      }
      const other = price !== null && price.net.currency !== shownCurrency
      if (other || (price?.net.minor ?? null) !== shownNetMinor) {
        throw refuse('The price has changed.', 'Look at it again.', { reason: 'conflict' })
      }
      state.calls.push(`order.buy ${filter.types.length} ${shownNetMinor} ${termsVersion}`)
      return state.paid
        ? { orderId: 'ord_1', backupId: null }
        : { orderId: null, backupId: 'bak_1' }
    },
    view: async (personId, orderId) => find(personId, orderId),
    async pay(personId, orderId, form) {
      const order = find(personId, orderId)
      const details = checkInvoiceDetails(form)
      const tax = vatOn(order.net, details.country)
      const total = { ...tax, minor: order.net.minor + tax.minor }
      state.orders.set(orderId, { ...order, details, tax, total })
      state.calls.push(`order.pay ${orderId}`)
      return { url: 'http://stripe.test/c/pay/cs_1' }
    },
    refresh: async (personId, orderId) => find(personId, orderId),
    async webhook(rawBody, signature) {
      if (signature !== 'good') throw refuse('The signature does not hold.', 'Check the secret.')
      state.calls.push(`order.webhook ${rawBody.length}`)
    },
  }
}

function* chunks(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
}

/** All of it was paid for before. */
const FREE = { ...priceOf(0), net: money(0, 'GBP'), lines: [] }

const FILES_A_YEAR = [96, 188, 254, 390, 584]

function previewOf(
  state: FakeState,
  organisation: OrganisationView,
  scanId: string,
  filter: Filter,
): QuotePreview {
  const share = yearsWithin(filter).reduce((sum, one) => sum + one.files, 0) / 1_512
  const counts = FILE_TYPES.slice(0, 7).map((type, index) => ({
    type: type.key,
    title: type.title,
    files: Math.round(([240, 700, 40, 12, 300, 96, 124][index] ?? 0) * share),
    documents: Math.round(([200, 560, 38, 12, 200, 80, 114][index] ?? 0) * share),
    chosen: filter.types.includes(type.key),
  }))
  const chosen = counts.filter((one) => one.chosen)
  const files = chosen.reduce((sum, one) => sum + one.files, 0)
  const { net, lines, priceList } = state.free ? FREE : priceOf(files)
  return {
    scanId,
    connectionId: organisation.connectionId,
    organisation: organisation.name,
    filter,
    types: counts,
    yearEnd: { day: 31, month: 3 },
    years: yearsWithin({ ...filter, from: null, to: null }),
    months: monthsWithin(counts),
    sized: { files: Math.round(files / 10), bytes: files * 12_000 },
    documents: chosen.reduce((sum, one) => sum + one.documents, 0),
    files,
    newFiles: files,
    pdfs: 640,
    newPdfs: 640,
    histories: 1_120,
    callsPerDay: 5_000,
    exact: organisation.scan?.exact ?? true,
    pdfsNet: state.paid ? money(960, 'GBP') : null,
    price: state.paid ? { net, ukVat: vatOn(net, 'GB'), lines, priceList } : null,
    calls: 190 + files,
    endAt: FAKE_NOW + 52 * 3_600_000 + 5 * 60_000,
  }
}

/** Each type's files spread over three years, more of them in spring. */
const monthsWithin = (
  counts: readonly Pick<QuotePreview['months'][number], 'type' | 'files' | 'documents'>[],
): QuotePreview['months'] =>
  counts.flatMap(({ type, files, documents }) =>
    Array.from({ length: 36 }, (_, index) => ({
      type,
      month: `${2026 - Math.floor(index / 12)}-${String(12 - (index % 12)).padStart(2, '0')}`,
      documents: Math.round(documents / 36),
      files: Math.round((files / 36) * (index % 12 > 6 ? 1.4 : 0.8)),
      exact: true,
    })),
  )

const yearsWithin = (filter: Filter) =>
  FILES_A_YEAR.map((files, index) => ({ year: String(2022 + index), files })).filter(
    ({ year }) =>
      (!filter.from || filter.from <= `${year}-12-31`) &&
      (!filter.to || filter.to >= `${year}-01-01`),
  )

import { Readable } from 'node:stream'
import type { App, OrderView, OrganisationView, QuotePreview } from '../../src/app/app.ts'
import { FILE_TYPES } from '../../src/core/catalogue/index.ts'
import { notFound, refuse } from '../../src/core/errors.ts'
import { EVERYTHING, type Filter } from '../../src/core/filter.ts'
import { checkInvoiceDetails, vatOn } from '../../src/core/order.ts'
import { priceOf } from '../../src/core/quote.ts'
import { fakeOperator } from './fake-operator.ts'
import { ANN, anOrder, FAKE_NOW } from './fake-views.ts'

/** What a fake app holds; a test changes it as it goes. */
export interface FakeState {
  organisations: readonly OrganisationView[]
  /** Orders by id. */
  orders: Map<string, OrderView>
  /** The session secrets that are signed in as Ann. */
  sessions: Set<string>
  filter: Filter
  paid: boolean
  archive: Buffer
  /** Streams that a download opened. */
  reads: Readable[]
  /** Every call that changes something: `scan.start con_1`. */
  calls: string[]
  /** Thrown by `status.organisations` instead of answering. */
  fault: unknown
}

export const newFakeState = (change: Partial<FakeState> = {}): FakeState => ({
  organisations: [],
  orders: new Map([['ord_1', anOrder()]]),
  sessions: new Set(['ann-session']),
  filter: EVERYTHING,
  paid: true,
  archive: Buffer.from('0123456789'.repeat(100)),
  reads: [],
  calls: [],
  fault: null,
  ...change,
})

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
    operator: fakeOperator(state),
    status: {
      async organisations(personId) {
        if (state.fault) throw state.fault
        return personId === ANN.id ? state.organisations : []
      },
    },
  }
}

function fakeConnect(state: FakeState): App['connect'] {
  return {
    async begin(browser, returnTo) {
      state.calls.push(`connect.begin ${browser.length > 30} ${returnTo}`)
      return { url: 'http://xero.test/authorize?state=s1' }
    },
    async finish(callbackUrl, browser) {
      state.calls.push(`connect.finish ${callbackUrl}`)
      if (!browser) throw refuse('This login was started in another browser.', 'Start it again.')
      state.sessions.add('new-session')
      const returnTo = new URL(callbackUrl).searchParams.get('to') ?? '/status'
      return { session: 'new-session', person: ANN, returnTo, connected: [] }
    },
    person: async (session) => (state.sessions.has(session) ? ANN : null),
    async signOut(session) {
      state.sessions.delete(session)
    },
    async disconnect(personId, connectionId) {
      own(state, personId, connectionId)
      state.calls.push(`connect.disconnect ${connectionId}`)
    },
  }
}

function fakeQuote(state: FakeState): App['quote'] {
  return {
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

function fakeOrder(state: FakeState): App['order'] {
  const find = (personId: string, orderId: string): OrderView => {
    const order = personId === ANN.id ? state.orders.get(orderId) : undefined
    if (!order) throw notFound('order')
    return order
  }
  return {
    async buy(personId, scanId, filter, shownNetMinor, termsVersion) {
      const { price } = previewOf(state, scanOf(state, personId, scanId), scanId, filter)
      if ((price?.net.minor ?? null) !== shownNetMinor) {
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

function own(state: FakeState, personId: string, connectionId: string): OrganisationView {
  const found = state.organisations.find((one) => one.connectionId === connectionId)
  if (!found || personId !== ANN.id) throw notFound('organisation')
  return found
}

function scanOf(state: FakeState, personId: string, scanId: string): OrganisationView {
  const found = state.organisations.find((one) => one.scan?.id === scanId)
  if (!found || personId !== ANN.id) throw notFound('scan')
  return found
}

function backupOf(state: FakeState, personId: string, backupId: string) {
  const found = state.organisations
    .flatMap((one) => one.backups)
    .find((backup) => backup.id === backupId)
  if (!found || personId !== ANN.id) throw notFound('backup')
  return found
}

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
  const { net, lines, priceList } = priceOf(files)
  return {
    scanId,
    connectionId: organisation.connectionId,
    organisation: organisation.name,
    filter,
    types: counts,
    years: yearsWithin({ ...filter, from: null, to: null }),
    documents: chosen.reduce((sum, one) => sum + one.documents, 0),
    files,
    newFiles: files,
    pdfs: 640,
    histories: 1_120,
    callsPerDay: 5_000,
    exact: organisation.scan?.exact ?? true,
    price: state.paid ? { net, ukVat: vatOn(net, 'GB'), lines, priceList } : null,
    calls: 190 + files,
    endAt: FAKE_NOW + 52 * 3_600_000 + 5 * 60_000,
  }
}

const yearsWithin = (filter: Filter) =>
  FILES_A_YEAR.map((files, index) => ({ year: String(2022 + index), files })).filter(
    ({ year }) =>
      (!filter.from || filter.from <= `${year}-12-31`) &&
      (!filter.to || filter.to >= `${year}-01-01`),
  )

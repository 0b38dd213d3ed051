import { refuse } from '../core/errors.ts'
import { filterWords } from '../core/filter-words.ts'
import { money } from '../core/money.ts'
import { canonical, priceOf, QUOTE_LIFE_MS } from '../core/quote.ts'
import { TERMS_VERSION } from '../core/terms.ts'
import type { Organisation, Person } from '../ports/store/connect.ts'
import type { Order } from '../ports/store/order.ts'
import type { Quote } from '../ports/store/quote.ts'
import type { OrderStage, OrderView, QuotePreview } from './app.ts'
import { type AppPorts, newId } from './app-ports.ts'
import { openCheckout } from './checkout.ts'
import { ownOrder, ownScan } from './ownership.ts'
import { applyPayment, paymentNews } from './payment.ts'
import { previewOf } from './quote.ts'
import { startBackup } from './start-backup.ts'

export function createOrder(ports: AppPorts): OrderStage {
  const { store, clock } = ports

  const view = async (personId: string, orderId: string): Promise<OrderView> => {
    const { order, organisation } = await ownOrder(store, personId, orderId)
    return orderView(ports, order, organisation)
  }

  return {
    async buy(personId, scanId, filter, shownNetMinor, termsVersion) {
      const { scan, organisation, connection } = await ownScan(store, personId, scanId)
      const preview = await previewOf(ports, scan, organisation, filter)
      needTerms(termsVersion)
      await store.quote.saveFilter(scanId, filter)
      if (!preview.price) {
        const backupId = await startBackup(ports, connection, scanId, filter, null)
        return { orderId: null, backupId }
      }
      needSamePrice(preview, shownNetMinor)
      const order = await acceptQuote(ports, preview, termsVersion)
      await store.audit({
        at: clock.now(),
        personId,
        what: 'ordered',
        subjectId: order.id,
        detail: `${preview.files} files, terms ${termsVersion}`,
      })
      return { orderId: order.id, backupId: null }
    },

    view,

    async pay(personId, orderId, details) {
      const { order, organisation } = await ownOrder(store, personId, orderId)
      return { url: await openCheckout(ports, order, organisation, details) }
    },

    async refresh(personId, orderId) {
      const { order } = await ownOrder(store, personId, orderId)
      await applyPayment(ports, order.id)
      return view(personId, orderId)
    },

    webhook: (rawBody, signature) => paymentNews(ports, rawBody, signature),
  }
}

function needTerms(version: string): void {
  if (version === TERMS_VERSION) return
  throw version
    ? refuse('The terms have changed since the page was opened.', 'Read and accept them again.', {
        field: 'terms',
        reason: 'conflict',
      })
    : refuse('The terms are not accepted.', 'Read the terms and tick the box.', { field: 'terms' })
}

function needSamePrice(preview: QuotePreview, shown: number | null): void {
  if (shown === preview.price?.net.minor) return
  throw refuse(
    'The price on the page is not the price of this choice. Nothing was ordered.',
    'Look at the price again, then press Buy.',
    { reason: 'conflict' },
  )
}

/** Writes quote and order; pressing *Buy* twice finds the order of the first time again. */
async function acceptQuote(ports: AppPorts, preview: QuotePreview, terms: string): Promise<Order> {
  const { store, clock } = ports
  const again = await replaceOpenOrders(ports, preview)
  if (again) return again
  const quote = newQuote(ports, preview)
  await store.quote.addQuote(quote)
  await store.quote.supersedeQuotes(preview.connectionId, quote.id)
  const order: Order = {
    id: newId(ports, 'ord'),
    connectionId: preview.connectionId,
    quoteId: quote.id,
    state: 'unpaid',
    details: null,
    netMinor: quote.netMinor,
    taxMinor: 0,
    totalMinor: quote.netMinor,
    currency: quote.currency,
    termsVersion: terms,
    termsAcceptedAt: clock.now(),
    checkoutId: null,
    attempt: 0,
    attemptAt: null,
    invoiceUrl: null,
    heldBecause: null,
    awaitingFunds: false,
    createdAt: clock.now(),
    paidAt: null,
  }
  await store.order.addOrder(order)
  return order
}

function newQuote(ports: AppPorts, preview: QuotePreview): Quote {
  const now = ports.clock.now()
  const price = priceOf(preview.files)
  const content = {
    connectionId: preview.connectionId,
    scanId: preview.scanId,
    filter: preview.filter,
    documents: preview.documents,
    files: preview.files,
    netMinor: price.net.minor,
    currency: price.net.currency,
    priceList: price.priceList,
    expiresAt: now + QUOTE_LIFE_MS,
  }
  const hash = ports.secrets.fingerprint(canonical(content))
  return { ...content, id: newId(ports, 'quo'), hash, state: 'accepted', createdAt: now }
}

/** Cancels other unpaid orders of the organisation, closing their checkouts first; keeps an equal one. */
async function replaceOpenOrders(ports: AppPorts, preview: QuotePreview): Promise<Order | null> {
  const { store } = ports
  for (const order of await store.order.ordersOf(preview.connectionId)) {
    if (order.state !== 'unpaid' || order.awaitingFunds) continue
    const quote = await store.quote.quote(order.quoteId)
    if (quote && isSame(quote, preview, ports.clock.now())) return order
    if (order.checkoutId) await ports.payments?.expire(order.checkoutId)
    await applyPayment(ports, order.id)
    await store.order.changeOrder(order.id, ['unpaid'], { state: 'cancelled' })
  }
  return null
}

const isSame = (quote: Quote, preview: QuotePreview, now: number): boolean =>
  quote.scanId === preview.scanId &&
  quote.files === preview.files &&
  quote.netMinor === preview.price?.net.minor &&
  quote.expiresAt > now &&
  canonical(quote.filter) === canonical(preview.filter)

export async function orderView(
  ports: AppPorts,
  order: Order,
  organisation: Organisation,
): Promise<OrderView> {
  const { store, clock } = ports
  const quote = await store.quote.quote(order.quoteId)
  const connection = await store.connect.connection(order.connectionId)
  const person: Person | null = connection && (await store.connect.person(connection.personId))
  const backup = await store.backup.backupOfOrder(order.id)
  const expiresAt = quote?.expiresAt ?? order.createdAt + QUOTE_LIFE_MS
  return {
    id: order.id,
    connectionId: order.connectionId,
    scanId: quote?.scanId ?? '',
    organisation: organisation.name,
    state: order.state,
    awaitingFunds: order.awaitingFunds,
    heldBecause: order.heldBecause,
    files: quote?.files ?? 0,
    documents: quote?.documents ?? 0,
    scope: quote ? filterWords(quote.filter) : '',
    net: money(order.netMinor, order.currency),
    tax: money(order.taxMinor, order.currency),
    total: money(order.totalMinor, order.currency),
    details: order.details,
    suggestedCountry: organisation.country,
    suggestedEmail: person?.email ?? '',
    expiresAt,
    expired: order.state === 'unpaid' && expiresAt <= clock.now(),
    invoiceUrl: order.invoiceUrl,
    backupId: backup?.id ?? null,
  }
}

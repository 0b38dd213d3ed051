import { refuse } from '../../core/errors.ts'
import { isFinished } from '../../core/flow.ts'
import { taxDecision } from '../../core/order-vat.ts'
import { canonical, QUOTE_LIFE_MS } from '../../core/quote.ts'
import type { Organisation } from '../../ports/store/connect.ts'
import type { Order } from '../../ports/store/order.ts'
import type { Quote } from '../../ports/store/quote.ts'
import type { QuotePreview } from '../app.ts'
import { type AppPorts, newId } from '../app-ports.ts'
import { applyPayment } from './payment.ts'

/** A choice that costs something, if only nothing. */
export interface PricedPreview extends QuotePreview {
  readonly price: NonNullable<QuotePreview['price']>
}

/** Two tabs that order different things at once: the last one wins. */
const TRIES = 5

/** Writes quote and order; pressing *Buy* twice finds the order of the first time again. */
export async function acceptQuote(
  ports: AppPorts,
  preview: PricedPreview,
  organisation: Organisation,
  terms: string,
): Promise<Order> {
  const { store } = ports
  for (let tries = 0; tries < TRIES; tries += 1) {
    const again = await replaceOpenOrders(ports, preview)
    if (again) return settleFree(ports, again)
    const quote = newQuote(ports, preview, organisation)
    await store.quote.addQuote(quote)
    const order = newOrder(ports, quote, terms)
    if (await store.order.addOrder(order)) return settleFree(ports, order)
    // Somebody ordered at the same time: that order is found now, as the same or as another one.
    await store.quote.setQuoteState(quote.id, 'superseded')
  }
  throw refuse('Something else is being ordered for this organisation.', 'Try again.', {
    reason: 'conflict',
  })
}

/** Where nothing is to be paid the order is paid at once. */
async function settleFree(ports: AppPorts, order: Order): Promise<Order> {
  if (order.netMinor > 0 || order.state !== 'unpaid') return order
  const paid = { state: 'paid', paidAt: ports.clock.now() } as const
  await ports.store.order.changeOrder(order.id, ['unpaid'], paid)
  return { ...order, ...paid }
}

function newQuote(ports: AppPorts, preview: PricedPreview, organisation: Organisation): Quote {
  const now = ports.clock.now()
  const { price } = preview
  const figures = {
    connectionId: preview.connectionId,
    scanId: preview.scanId,
    filter: preview.filter,
    documents: preview.documents,
    files: preview.files,
    newFiles: preview.newFiles,
    pdfs: preview.filter.pdfs ? preview.pdfs : 0,
    newPdfs: preview.filter.pdfs ? preview.newPdfs : 0,
    netMinor: price.net.minor,
    currency: price.net.currency,
    priceList: price.priceList,
    expiresAt: now + QUOTE_LIFE_MS,
  }
  const content = canonical({
    ...figures,
    types: preview.types
      .filter((one) => one.chosen)
      .map(({ type, files, documents }) => ({ type, files, documents })),
    lines: price.lines,
    tax: taxDecision(ports.facts.vatMode, organisation.country),
  })
  const hash = ports.secrets.fingerprint(content)
  return { ...figures, content, hash, id: newId(ports, 'quo'), state: 'accepted', createdAt: now }
}

function newOrder(ports: AppPorts, quote: Quote, terms: string): Order {
  const now = ports.clock.now()
  return {
    id: newId(ports, 'ord'),
    connectionId: quote.connectionId,
    quoteId: quote.id,
    state: 'unpaid',
    details: null,
    netMinor: quote.netMinor,
    taxMinor: 0,
    totalMinor: quote.netMinor,
    discountMinor: 0,
    refundedMinor: 0,
    currency: quote.currency,
    termsVersion: terms,
    termsAcceptedAt: now,
    checkoutId: null,
    attempt: 0,
    attemptAt: null,
    customerId: null,
    invoiceUrl: null,
    heldBecause: null,
    awaitingFunds: false,
    disputedAt: null,
    evidence: null,
    createdAt: now,
    paidAt: null,
    paidForAt: null,
  }
}

/** Cancels other unpaid orders of the organisation, closing their checkouts first; keeps an equal one. */
async function replaceOpenOrders(ports: AppPorts, preview: PricedPreview): Promise<Order | null> {
  const { store } = ports
  const orders = await store.order.ordersOf(preview.connectionId)
  // Its files do not count as paid for yet: ordered again, they would be paid for twice.
  if (orders.some((order) => order.state === 'held')) throw inDoubt()
  for (const order of orders) {
    if (order.state !== 'unpaid' && !(await isFreshlyFree(ports, order))) continue
    const quote = await store.quote.quote(order.quoteId)
    if (quote && isSame(quote, preview, ports.clock.now())) return order
    if (order.state !== 'unpaid') continue
    if (order.awaitingFunds) throw onItsWay()
    await closeCheckouts(ports, order)
    const cancelled = await store.order.changeOrder(order.id, ['unpaid'], { state: 'cancelled' })
    if (!cancelled) throw paidMeanwhile()
    await store.quote.setQuoteState(order.quoteId, 'superseded')
  }
  return null
}

/** A free order whose backup has not ended: a second click means the same one. */
async function isFreshlyFree({ store }: AppPorts, order: Order): Promise<boolean> {
  if (order.state !== 'paid' || order.netMinor > 0) return false
  const backup = await store.backup.backupOfOrder(order.id)
  return !backup || !isFinished(backup.state)
}

/** After this, none of the order's payment pages takes any money. */
async function closeCheckouts(ports: AppPorts, order: Order): Promise<void> {
  for (const checkout of await ports.store.order.checkoutsOf(order.id)) {
    if (checkout.state === 'open') await ports.payments?.expire(checkout.id)
  }
  const after = await applyPayment(ports, order.id)
  if (after?.awaitingFunds) throw onItsWay()
  if (after?.state !== 'unpaid') throw paidMeanwhile()
}

const paidMeanwhile = () =>
  refuse(
    'An earlier order of this organisation has just been paid. Nothing more was ordered.',
    'Look at the price again: what is paid for is not charged twice.',
    { reason: 'conflict' },
  )

const onItsWay = () =>
  refuse(
    'A payment for an earlier order of this organisation is on its way. Nothing more was ordered.',
    'Wait for the email that says it arrived, then choose again.',
    { reason: 'conflict' },
  )

const inDoubt = () =>
  refuse(
    'We have your money for an earlier order of this organisation and are checking that payment. ' +
      'Nothing more was ordered.',
    'You need not pay again: we write to you as soon as it is checked.',
    { reason: 'conflict' },
  )

const isSame = (quote: Quote, preview: PricedPreview, now: number): boolean =>
  quote.scanId === preview.scanId &&
  quote.files === preview.files &&
  quote.newFiles === preview.newFiles &&
  quote.newPdfs === (preview.filter.pdfs ? preview.newPdfs : 0) &&
  quote.netMinor === preview.price.net.minor &&
  quote.currency === preview.price.net.currency &&
  quote.priceList === preview.price.priceList &&
  quote.expiresAt > now &&
  canonical(quote.filter) === canonical(preview.filter)

import { refuse } from '../../core/errors.ts'
import { filterWords } from '../../core/filter-words.ts'
import { type Money, money } from '../../core/money.ts'
import { QUOTE_LIFE_MS } from '../../core/quote.ts'
import { termsVersionFor } from '../../core/terms.ts'
import type { Backup } from '../../ports/store/backup.ts'
import type { Connection, Organisation, Person } from '../../ports/store/connect.ts'
import type { Order } from '../../ports/store/order.ts'
import type { OrderStage, OrderView } from '../app.ts'
import type { AppPorts } from '../app-ports.ts'
import { ownOrder, ownScan } from '../ownership.ts'
import { previewOf } from '../quote/quote.ts'
import { startBackup } from '../start-backup.ts'
import { acceptQuote } from './accept.ts'
import { openCheckout } from './checkout.ts'
import { applyPayment, POLL_MS, paymentNews } from './payment.ts'

export function createOrder(ports: AppPorts): OrderStage {
  const { store, clock } = ports
  const current = termsVersionFor(ports.facts.keeping)

  const view = async (personId: string, orderId: string): Promise<OrderView> => {
    const { order, organisation } = await ownOrder(store, personId, orderId)
    return orderView(ports, order, organisation)
  }

  return {
    termsVersion: current,

    async buy(personId, scanId, filter, shownNetMinor, termsVersion, shownCurrency) {
      const { scan, organisation, connection } = await ownScan(store, personId, scanId)
      const preview = await previewOf(ports, scan, organisation, filter)
      needTerms(termsVersion, current)
      needConnected(connection)
      await store.quote.saveFilter(scanId, filter)
      const { price } = preview
      if (!price) {
        const backupId = await startBackup(ports, connection, scanId, filter, null)
        return { orderId: null, backupId }
      }
      needSamePrice(price.net, shownNetMinor, shownCurrency)
      const order = await acceptQuote(ports, { ...preview, price }, organisation, termsVersion)
      await store.audit({
        at: clock.now(),
        personId,
        what: 'ordered',
        subjectId: order.id,
        detail: `${preview.files} files, ${preview.newFiles} of them new, terms ${termsVersion}`,
      })
      if (order.netMinor > 0) return { orderId: order.id, backupId: null }
      await applyPayment(ports, order.id)
      const backup = await store.backup.backupOfOrder(order.id)
      return { orderId: order.id, backupId: backup?.id ?? null }
    },

    view,

    async pay(personId, orderId, details) {
      const { order, organisation } = await ownOrder(store, personId, orderId)
      return { url: await openCheckout(ports, order, organisation, details) }
    },

    async refresh(personId, orderId) {
      const { order } = await ownOrder(store, personId, orderId)
      await applyPayment(ports, order.id).catch((fault: unknown) =>
        lookLater(ports, order.id, fault),
      )
      return view(personId, orderId)
    },

    webhook: (rawBody, signature) => paymentNews(ports, rawBody, signature),
  }
}

/** Nothing that a buyer could help is wrong with an order that is paid: its job does what is left. */
async function lookLater(ports: AppPorts, orderId: string, fault: unknown): Promise<void> {
  const { store, clock, log } = ports
  if ((await store.order.order(orderId))?.state === 'unpaid') throw fault
  log.warn('a payment could not be looked at to its end', { order: orderId, error: String(fault) })
  await store.jobs.add('payment', orderId, clock.now() + POLL_MS)
}

/** A backup that nothing can be read for would be paid, and rest. */
function needConnected({ state }: Connection): void {
  if (state === 'active') return
  throw refuse(
    'This organisation is not connected to Xero, so nothing was ordered.',
    'Connect it again first, on Status.',
    { reason: 'conflict' },
  )
}

function needTerms(version: string, current: string): void {
  if (version === current) return
  throw version
    ? refuse('The terms have changed since the page was opened.', 'Read and accept them again.', {
        field: 'terms',
        reason: 'conflict',
      })
    : refuse('The terms are not accepted.', 'Read the terms and tick the box.', { field: 'terms' })
}

/** The same number in another currency is another price. */
function needSamePrice(net: Money, shown: number | null, currency = net.currency): void {
  if (shown === net.minor && currency === net.currency) return
  throw refuse(
    'The price on the page is not the price of this choice. Nothing was ordered.',
    'Look at the price again, then press Buy.',
    { reason: 'conflict' },
  )
}

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
  const checkouts = order.state === 'unpaid' ? await store.order.checkoutsOf(order.id) : []
  const expiresAt = quote?.expiresAt ?? order.createdAt + QUOTE_LIFE_MS
  const amount = (minor: number) => money(minor, order.currency)
  return {
    id: order.id,
    connectionId: order.connectionId,
    scanId: quote?.scanId ?? '',
    organisation: organisation.name,
    state: order.state,
    awaitingFunds: order.awaitingFunds,
    notArrived: !order.awaitingFunds && checkouts.some((one) => one.state === 'failed'),
    heldBecause: order.heldBecause,
    files: quote?.files ?? 0,
    documents: quote?.documents ?? 0,
    scope: quote ? filterWords(quote.filter) : '',
    net: amount(order.netMinor),
    tax: amount(order.taxMinor),
    total: amount(order.totalMinor),
    discount: amount(order.discountMinor),
    refunded: amount(order.refundedMinor),
    disputed: order.disputedAt !== null,
    addedLater: backup ? await addedLater(ports, backup) : 0,
    details: order.details,
    suggestedCountry: organisation.country,
    suggestedEmail: person?.email ?? '',
    expiresAt,
    expired: order.state === 'unpaid' && expiresAt <= clock.now(),
    invoiceUrl: order.invoiceUrl,
    backupId: backup?.id ?? null,
    backupState: backup?.state ?? null,
    connected: connection?.state === 'active',
  }
}

async function addedLater(ports: AppPorts, backup: Backup): Promise<number> {
  if (backup.exceptions === 0) return 0
  const exceptions = await ports.store.backup.exceptions(backup.id)
  return exceptions.filter((one) => one.cause === 'added').length
}

import { asLedgerkeepError, LedgerkeepError, refuse } from '../../core/errors.ts'
import { money } from '../../core/money.ts'
import { checkInvoiceDetails, hasUkVat, vatOn } from '../../core/order.ts'
import { canonical } from '../../core/quote.ts'
import type { Payments } from '../../ports/payments.ts'
import type { Organisation } from '../../ports/store/connect.ts'
import type { InvoiceDetails, Order } from '../../ports/store/order.ts'
import type { Quote } from '../../ports/store/quote.ts'
import type { AppPorts } from '../app-ports.ts'
import { type Attempt, checkoutRequest } from './checkout-request.ts'
import { applyPayment, POLL_MS } from './payment.ts'

/** After that a page of the same attempt would stay open for less than Stripe allows. */
const FRESH_MS = 25 * 60_000

/** Keeps the invoice details and gives the address of the payment page, an open one or a new one. */
export async function openCheckout(
  ports: AppPorts,
  order: Order,
  organisation: Organisation,
  form: InvoiceDetails,
): Promise<string> {
  const payments = needPayments(ports)
  const quote = await payableQuote(ports, order)
  const details = checkInvoiceDetails(form)
  const before = await currentPage(payments, order, details)
  if (before) return before
  await closeUnanswered(ports, payments, { order, quote, organisation, details })
  const { store, clock } = ports
  const attempt = await beginAttempt(ports, order, details)
  if (!attempt) {
    const now = await store.order.order(order.id)
    if (now) await payableQuote(ports, now)
    // A second click on the same form: both come to the same page.
    const same = now && canonical(now.details) === canonical(details)
    if (same) return openCheckout(ports, now, organisation, form)
    throw otherTab()
  }
  const request = checkoutRequest(ports, { quote, organisation, ...attempt })
  const checkout = await payments.open(request).catch(async (thrown: unknown) => {
    if (isAnswered(thrown)) {
      await store.order.changeAttempt(order.id, attempt.order.attempt, { attemptAt: null })
    }
    throw thrown
  })
  await store.order.addCheckout({
    id: checkout.sessionId,
    orderId: order.id,
    state: 'open',
    paymentIntentId: null,
    openedAt: clock.now(),
  })
  await store.jobs.add('payment', order.id, clock.now() + POLL_MS)
  const current = await store.order.changeAttempt(order.id, attempt.order.attempt, {
    checkoutId: checkout.sessionId,
    customerId: checkout.customerId,
  })
  if (!current) await closeOutdated(ports, payments, order.id, checkout.sessionId)
  if (!checkout.url) throw new LedgerkeepError('retry', 'Stripe gave no payment page.')
  return checkout.url
}

/** While the page was being opened the order was cancelled, paid, or went on to another page. */
async function closeOutdated(
  ports: AppPorts,
  payments: Payments,
  orderId: string,
  sessionId: string,
): Promise<never> {
  await payments.expire(sessionId)
  const now = await applyPayment(ports, orderId)
  if (now) await payableQuote(ports, now)
  throw otherTab()
}

const otherTab = () =>
  refuse(
    'This order was sent with other details in another tab.',
    'Pay on the page of that tab, or press the button again to pay with these details.',
    { reason: 'conflict' },
  )

function needPayments(ports: AppPorts): Payments {
  if (ports.payments) return ports.payments
  throw refuse(
    'Nothing is to be paid on this installation.',
    'Start the backup from the filters page.',
  )
}

async function payableQuote(ports: AppPorts, order: Order): Promise<Quote> {
  const quote = await ports.store.quote.quote(order.quoteId)
  if (!quote) throw new LedgerkeepError('bug', `Order ${order.id} has no quote.`)
  if (order.state !== 'unpaid') {
    throw refuse(
      `This order is ${order.state} already.`,
      'Open the Status page to see how it stands.',
      { reason: 'conflict' },
    )
  }
  if (order.awaitingFunds) {
    throw refuse(
      'A payment for this order is on its way.',
      'Wait for the email that says it arrived.',
      { reason: 'conflict' },
    )
  }
  if (quote.expiresAt <= ports.clock.now()) {
    throw refuse(
      'This quote has expired. Nothing was charged.',
      'Choose your filters again: the price is worked out anew.',
      { reason: 'gone' },
    )
  }
  return quote
}

/** The page opened before, when it is still open and for the same details; another one is closed first. */
async function currentPage(
  payments: Payments,
  order: Order,
  details: InvoiceDetails,
): Promise<string | null> {
  if (!order.checkoutId) return null
  const status = await payments.status(order.checkoutId)
  if (status.status === 'complete') {
    throw refuse(
      'This order has a finished payment already.',
      'Open the order to see how it stands.',
      { reason: 'conflict' },
    )
  }
  if (status.status === 'expired') return null
  if (status.url && canonical(order.details) === canonical(details)) return status.url
  await payments.expire(order.checkoutId)
  return null
}

interface Asked {
  readonly order: Order
  readonly quote: Quote
  readonly organisation: Organisation
  readonly details: InvoiceDetails
}

/**
 * Whether Stripe has said no, so that no page was opened: the next try must be another one, with other
 * details perhaps. Its own fault counts as well: Stripe repeats that answer for a day.
 */
function isAnswered(thrown: unknown): boolean {
  const { kind, reason } = asLedgerkeepError(thrown)
  return kind !== 'retry' || reason === 'gone'
}

/**
 * A try that Stripe never answered may have left a page open there. Before another is opened, for other
 * details or much later, the same words under the same key bring that page back, and it is closed.
 */
async function closeUnanswered(ports: AppPorts, payments: Payments, asked: Asked): Promise<void> {
  const { order, quote, organisation, details } = asked
  if (!isUnanswered(order) || !order.details || order.attemptAt === null) return
  if (isSame(ports, order, details)) return
  const attempt: Attempt = { order, details: order.details, attemptAt: order.attemptAt }
  const request = checkoutRequest(ports, { quote, organisation, ...attempt })
  const lost = await payments.open(request).catch((thrown: unknown) => {
    if (isAnswered(thrown)) return null
    throw thrown
  })
  if (lost) await payments.expire(lost.sessionId)
}

const isUnanswered = (order: Order): boolean =>
  order.checkoutId === null && order.attemptAt !== null

/** Whether the unanswered try can be repeated as it was. */
const isSame = ({ clock }: AppPorts, order: Order, details: InvoiceDetails): boolean =>
  isUnanswered(order) &&
  canonical(order.details) === canonical(details) &&
  clock.now() - (order.attemptAt ?? 0) < FRESH_MS

/**
 * Counted before Stripe is asked: a crash in between asks again with the same key and the same words,
 * and finds the same session. Null when another tab has begun one meanwhile.
 */
async function beginAttempt(
  ports: AppPorts,
  order: Order,
  details: InvoiceDetails,
): Promise<Attempt | null> {
  const same = isSame(ports, order, details)
  const attempt = same ? order.attempt : order.attempt + 1
  const attemptAt = same && order.attemptAt !== null ? order.attemptAt : ports.clock.now()
  const net = money(order.netMinor, order.currency)
  const tax = hasUkVat(details.country) ? vatOn(net, details.country) : money(0, net.currency)
  const change = {
    details,
    taxMinor: tax.minor,
    totalMinor: net.minor + tax.minor,
    checkoutId: null,
    attempt,
    attemptAt,
  }
  if (!(await ports.store.order.changeAttempt(order.id, order.attempt, change))) return null
  return { order: { ...order, ...change }, details, attemptAt }
}

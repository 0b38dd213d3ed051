import { LedgerkeepError, refuse } from '../core/errors.ts'
import { filterWords } from '../core/filter-words.ts'
import { money } from '../core/money.ts'
import { checkInvoiceDetails, hasUkVat, vatOn } from '../core/order.ts'
import { canonical } from '../core/quote.ts'
import type { Payments } from '../ports/payments.ts'
import type { Organisation } from '../ports/store/connect.ts'
import type { InvoiceDetails, Order } from '../ports/store/order.ts'
import type { Quote } from '../ports/store/quote.ts'
import type { AppPorts } from './app-ports.ts'

/** How long a payment page stays open; Stripe allows 30 minutes to 24 hours. */
const CHECKOUT_LIFE_MS = 60 * 60_000
/** The poller looks at an open payment this often. */
export const POLL_MS = 60_000

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
  const current = await currentPage(payments, order, details)
  if (current) return current
  const attempted = await beginAttempt(ports, order, details)
  const checkout = await payments.open({
    orderId: order.id,
    quoteId: quote.id,
    quoteHash: quote.hash,
    attempt: attempted.attempt,
    currency: quote.currency,
    netMinor: quote.netMinor,
    title: `Xero backup: ${organisation.name}`,
    description: describe(quote),
    email: details.email,
    customerName: details.name,
    ukVat: hasUkVat(details.country),
    expiresAt: attempted.attemptAt + CHECKOUT_LIFE_MS,
    successUrl: `${ports.facts.baseUrl}/orders/${order.id}`,
    cancelUrl: `${ports.facts.baseUrl}/orders/${order.id}?cancelled`,
  })
  await ports.store.order.changeOrder(order.id, ['unpaid'], { checkoutId: checkout.sessionId })
  await ports.store.jobs.add('payment', order.id, ports.clock.now() + POLL_MS)
  if (!checkout.url) throw new LedgerkeepError('retry', 'Stripe gave no payment page.')
  return checkout.url
}

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
      {
        reason: 'conflict',
      },
    )
  }
  if (order.awaitingFunds) {
    throw refuse(
      'A payment for this order is on its way.',
      'Wait for the email that says it arrived.',
      {
        reason: 'conflict',
      },
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
      {
        reason: 'conflict',
      },
    )
  }
  if (status.status === 'expired') return null
  if (status.url && canonical(order.details) === canonical(details)) return status.url
  await payments.expire(order.checkoutId)
  return null
}

/**
 * Counted before Stripe is asked: a crash in between asks again with the same key and the same words,
 * and finds the same session.
 */
async function beginAttempt(ports: AppPorts, order: Order, details: InvoiceDetails) {
  const unanswered = order.checkoutId === null && order.attemptAt !== null
  const same = unanswered && canonical(order.details) === canonical(details)
  const attempt = same ? order.attempt : order.attempt + 1
  const attemptAt = same && order.attemptAt !== null ? order.attemptAt : ports.clock.now()
  const net = money(order.netMinor, order.currency)
  const tax = vatOn(net, details.country)
  const changed = await ports.store.order.changeOrder(order.id, ['unpaid'], {
    details,
    taxMinor: tax.minor,
    totalMinor: net.minor + tax.minor,
    checkoutId: null,
    attempt,
    attemptAt,
  })
  if (!changed) {
    throw refuse('This order has changed meanwhile.', 'Open it again.', { reason: 'conflict' })
  }
  return { attempt, attemptAt }
}

const describe = (quote: Quote): string =>
  `${new Intl.NumberFormat('en-GB').format(quote.files)} attachments. ${filterWords(quote.filter)}`.slice(
    0,
    400,
  )

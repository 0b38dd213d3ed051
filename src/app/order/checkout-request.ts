import { filterWords } from '../../core/filter-words.ts'
import { hasUkVat } from '../../core/order.ts'
import { taxNote } from '../../core/order-vat.ts'
import type { CheckoutRequest, PayingCustomer, TaxAsked } from '../../ports/payments.ts'
import type { Organisation } from '../../ports/store/connect.ts'
import type { InvoiceDetails, Order } from '../../ports/store/order.ts'
import type { Quote } from '../../ports/store/quote.ts'
import type { AppPorts } from '../app-ports.ts'

/** How long a payment page stays open; Stripe allows 30 minutes to 24 hours. */
const CHECKOUT_LIFE_MS = 60 * 60_000

/** A try to open a payment page. */
export interface Attempt {
  readonly order: Order
  readonly details: InvoiceDetails
  readonly attemptAt: number
}

interface ToPay extends Attempt {
  readonly quote: Quote
  readonly organisation: Organisation
}

/** What Stripe is asked for: the same words for the same attempt, whenever it is asked. */
export function checkoutRequest(ports: AppPorts, to: ToPay): CheckoutRequest {
  const { order, quote, organisation, details, attemptAt } = to
  const page = `${ports.facts.baseUrl}/orders/${order.id}`
  return {
    orderId: order.id,
    quoteId: quote.id,
    quoteHash: quote.hash,
    attempt: order.attempt,
    currency: quote.currency,
    netMinor: quote.netMinor,
    title: `Xero backup: ${organisation.name}`,
    description: describe(quote),
    customer: customerOf(order, details),
    tax: taxAsked(ports, details.country),
    taxNote: ports.facts.vatMode === 'fixed' ? taxNote(details.country, details.vatNumber) : '',
    expiresAt: attemptAt + CHECKOUT_LIFE_MS,
    successUrl: `${page}?session_id={CHECKOUT_SESSION_ID}`,
    cancelUrl: `${page}?cancelled`,
  }
}

const customerOf = (order: Order, details: InvoiceDetails): PayingCustomer => ({
  id: order.customerId,
  name: details.name,
  email: details.email,
  line1: details.addressLine1,
  line2: details.addressLine2,
  city: details.city,
  postalCode: details.postalCode,
  country: details.country,
  vatNumber: details.vatNumber,
})

function taxAsked(ports: AppPorts, country: string): TaxAsked {
  if (ports.facts.vatMode === 'stripe_tax') return 'stripe'
  return hasUkVat(country) ? 'uk vat' : 'none'
}

function describe(quote: Quote): string {
  const before = quote.files - quote.newFiles
  const paid = before > 0 ? `, ${count(before)} of them paid for before` : ''
  return `${count(quote.files)} attachments${paid}. ${filterWords(quote.filter)}`.slice(0, 400)
}

const count = (number: number): string => new Intl.NumberFormat('en-GB').format(number)

import type Stripe from 'stripe'
import type { CheckoutRequest } from '../../ports/payments.ts'

/** Lengths that Stripe takes. */
const LONGEST_NAME = 250
const LONGEST_DESCRIPTION = 500
const LONGEST_CUSTOM_FIELD = 140

/** The idempotency key: another amount is another quote, so it can never meet this key again. */
export const sessionKey = (request: CheckoutRequest): string =>
  `cs:${request.orderId}:${request.quoteHash}:${request.attempt}`

/**
 * The session as Stripe is asked for it; depends on the request alone, because a repeated key must
 * bring the very same parameters. No data of persons or from Xero goes into the metadata.
 */
export function sessionParams(
  request: CheckoutRequest,
  taxRateId: string | null,
): Stripe.Checkout.SessionCreateParams {
  const metadata = metadataOf(request)
  return {
    mode: 'payment',
    ui_mode: 'hosted_page',
    locale: 'auto',
    line_items: [lineItem(request, taxRateId)],
    invoice_creation: { enabled: true, invoice_data: invoiceData(request, metadata) },
    // An invoice with a tax id needs a customer, which Checkout makes only when told so.
    customer_creation: 'always',
    customer_email: request.email,
    billing_address_collection: 'required',
    tax_id_collection: { enabled: true },
    // Otherwise the buyer could pay in another currency, and the amounts would not be the order's.
    adaptive_pricing: { enabled: false },
    allow_promotion_codes: true,
    client_reference_id: request.orderId,
    metadata,
    payment_intent_data: { metadata },
    expires_at: Math.floor(request.expiresAt / 1000),
    success_url: request.successUrl,
    cancel_url: request.cancelUrl,
  }
}

const metadataOf = (request: CheckoutRequest) => ({
  order_id: request.orderId,
  quote_id: request.quoteId,
  quote_hash: request.quoteHash,
  schema: '1',
})

function lineItem(
  request: CheckoutRequest,
  taxRateId: string | null,
): Stripe.Checkout.SessionCreateParams.LineItem {
  const description = cut(request.description, LONGEST_DESCRIPTION)
  return {
    quantity: 1,
    price_data: {
      currency: request.currency.toLowerCase(),
      unit_amount: request.netMinor,
      tax_behavior: 'exclusive',
      product_data: {
        name: cut(request.title, LONGEST_NAME),
        // Stripe refuses an empty text.
        ...(description ? { description } : {}),
      },
    },
    ...(taxRateId === null ? {} : { tax_rates: [taxRateId] }),
  }
}

function invoiceData(
  request: CheckoutRequest,
  metadata: Record<string, string>,
): Stripe.Checkout.SessionCreateParams.InvoiceCreation.InvoiceData {
  const customer = cut(request.customerName, LONGEST_CUSTOM_FIELD)
  return {
    description: cut(request.title, LONGEST_DESCRIPTION),
    custom_fields: [
      { name: 'Quote', value: request.quoteId },
      ...(customer ? [{ name: 'Customer', value: customer }] : []),
    ],
    metadata,
  }
}

/** One line of at most `length` characters, never half of a surrogate pair. */
function cut(text: string, length: number): string {
  const line = text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
  if (line.length <= length) return line
  return `${line.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

import type Stripe from 'stripe'
import type { CheckoutRequest } from '../../ports/payments.ts'
import { cut } from './one-line.ts'

/** Lengths that Stripe takes. */
const LONGEST_NAME = 250
const LONGEST_DESCRIPTION = 500
const LONGEST_CUSTOM_FIELD = 140

/** Stripe's code for services supplied electronically; only Stripe Tax asks for it. */
const TAX_CODE = 'txcd_10000000'

/** The idempotency key: another amount is another quote, so it can never meet this key again. */
export const sessionKey = (request: CheckoutRequest): string =>
  `cs:${request.orderId}:${request.quoteHash}:${request.attempt}`

/** Ids of what stands at Stripe already. */
export interface AtStripe {
  readonly customerId: string
  /** Of UK VAT; null where it does not apply. */
  readonly taxRateId: string | null
  readonly accountTaxIds: readonly string[]
}

/**
 * The session as Stripe is asked for it; depends on the request alone, because a repeated key must
 * bring the very same parameters. No data of persons or from Xero goes into the metadata.
 */
export function sessionParams(
  request: CheckoutRequest,
  at: AtStripe,
): Stripe.Checkout.SessionCreateParams {
  const metadata = metadataOf(request)
  return {
    mode: 'payment',
    ui_mode: 'hosted_page',
    locale: 'auto',
    line_items: [lineItem(request, at.taxRateId)],
    ...(request.tax === 'stripe' ? { automatic_tax: { enabled: true } } : {}),
    invoice_creation: { enabled: true, invoice_data: invoiceData(request, at, metadata) },
    customer: at.customerId,
    // What the buyer corrects on the page goes onto the customer, and so onto the invoice.
    customer_update: { address: 'auto', name: 'auto' },
    billing_address_collection: 'required',
    tax_id_collection: { enabled: true },
    // Otherwise the buyer could pay in another currency, and the amounts would not be the order's.
    adaptive_pricing: { enabled: false },
    allow_promotion_codes: true,
    client_reference_id: request.orderId,
    metadata,
    payment_intent_data: { metadata, description: cut(request.title, LONGEST_DESCRIPTION) },
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
        ...(request.tax === 'stripe' ? { tax_code: TAX_CODE } : {}),
      },
    },
    ...(taxRateId === null ? {} : { tax_rates: [taxRateId] }),
  }
}

function invoiceData(
  request: CheckoutRequest,
  { accountTaxIds }: AtStripe,
  metadata: Record<string, string>,
): Stripe.Checkout.SessionCreateParams.InvoiceCreation.InvoiceData {
  const customer = cut(request.customer.name, LONGEST_CUSTOM_FIELD)
  const vatNumber = cut(request.customer.vatNumber, LONGEST_CUSTOM_FIELD)
  const footer = cut(request.taxNote, LONGEST_DESCRIPTION)
  return {
    description: cut(request.title, LONGEST_DESCRIPTION),
    ...(footer ? { footer } : {}),
    ...(accountTaxIds.length > 0 ? { account_tax_ids: [...accountTaxIds] } : {}),
    custom_fields: [
      { name: 'Quote', value: request.quoteId },
      ...(customer ? [{ name: 'Customer', value: customer }] : []),
      ...(vatNumber ? [{ name: 'Customer VAT number', value: vatNumber }] : []),
    ],
    metadata,
  }
}

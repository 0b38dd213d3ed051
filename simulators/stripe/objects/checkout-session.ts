import type Stripe from 'stripe'
import { seconds } from '../clock.ts'
import { newId } from '../ids.ts'
import { storedMetadata } from '../metadata.ts'
import type { World } from '../world.ts'

type Params = Stripe.Checkout.SessionCreateParams
type Session = Stripe.Checkout.Session

const DEFAULT_LIFE_SECONDS = 24 * 3600

/** A new open session; amounts are filled in by `reprice`. */
export function makeCheckoutSession(world: World, params: Params, currency: string): Session {
  const id = newId('cs_test')
  const created = seconds(world.clock)
  return {
    id,
    object: 'checkout.session',
    created,
    expires_at: params.expires_at ?? created + DEFAULT_LIFE_SECONDS,
    status: 'open',
    url: `${world.publicUrl}/c/pay/${id}`,
    currency,
    ...amountsAndPayment(params),
    ...buyer(params),
    ...collection(params),
    ...presentation(params),
    ...unusedHere(),
  }
}

function amountsAndPayment(params: Params) {
  return {
    amount_subtotal: 0,
    amount_total: 0,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    discounts: [],
    automatic_tax: {
      enabled: params.automatic_tax?.enabled ?? false,
      liability: params.automatic_tax?.enabled ? { type: 'self' } : null,
      provider: params.automatic_tax?.enabled ? 'stripe' : null,
      status: params.automatic_tax?.enabled ? 'requires_location_inputs' : null,
    },
    invoice: null,
    invoice_creation: invoiceCreation(params),
    mode: 'payment',
    payment_intent: null,
    payment_method_options: { card: { request_three_d_secure: 'automatic' } },
    payment_method_types: ['card', 'bacs_debit'],
    payment_status: 'unpaid',
  } satisfies Partial<Session>
}

function invoiceCreation(params: Params): Session['invoice_creation'] {
  const data = params.invoice_creation?.invoice_data
  return {
    enabled: params.invoice_creation?.enabled ?? false,
    invoice_data: {
      account_tax_ids: data?.account_tax_ids || null,
      custom_fields: data?.custom_fields || null,
      description: data?.description ?? null,
      footer: data?.footer ?? null,
      issuer: data?.issuer ?? null,
      metadata: storedMetadata(data?.metadata),
      rendering_options: null,
    },
  }
}

function buyer(params: Params) {
  const email = params.customer_email ?? null
  return {
    client_reference_id: params.client_reference_id ?? null,
    collected_information: null,
    consent: params.consent_collection ? { promotions: null, terms_of_service: null } : null,
    customer: params.customer ?? null,
    customer_account: null,
    customer_creation:
      params.customer === undefined ? (params.customer_creation ?? 'if_required') : null,
    customer_details: email === null ? null : emptyDetails(email),
    customer_email: email,
    metadata: storedMetadata(params.metadata),
  } satisfies Partial<Session>
}

/** Before payment Stripe knows the e-mail address alone. */
export function emptyDetails(email: string): Stripe.Checkout.Session.CustomerDetails {
  return {
    address: null,
    business_name: null,
    email,
    individual_name: null,
    name: null,
    phone: null,
    tax_exempt: 'none',
    tax_ids: null,
  }
}

function collection(params: Params) {
  const terms = params.consent_collection
  return {
    adaptive_pricing: { enabled: params.adaptive_pricing?.enabled ?? true },
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    billing_address_collection: params.billing_address_collection ?? null,
    consent_collection: terms
      ? {
          payment_method_reuse_agreement: null,
          promotions: terms.promotions ?? null,
          terms_of_service: terms.terms_of_service ?? null,
        }
      : null,
    phone_number_collection: { enabled: params.phone_number_collection?.enabled ?? false },
    tax_id_collection: {
      enabled: params.tax_id_collection?.enabled ?? false,
      required: params.tax_id_collection?.required ?? 'never',
    },
  } satisfies Partial<Session>
}

function presentation(params: Params) {
  return {
    cancel_url: params.cancel_url ?? null,
    custom_fields: [],
    custom_text: {
      after_submit: params.custom_text?.after_submit || null,
      shipping_address: null,
      submit: params.custom_text?.submit || null,
      terms_of_service_acceptance: params.custom_text?.terms_of_service_acceptance || null,
    },
    locale: params.locale ?? null,
    origin_context: params.origin_context ?? null,
    submit_type: params.submit_type ?? null,
    success_url: params.success_url ?? null,
    ui_mode: 'hosted_page',
  } satisfies Partial<Session>
}

function unusedHere() {
  return {
    after_expiration: null,
    client_secret: null,
    currency_conversion: null,
    integration_identifier: null,
    livemode: false,
    managed_payments: { enabled: false },
    payment_link: null,
    payment_method_collection: 'always',
    payment_method_configuration_details: null,
    permissions: null,
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    subscription: null,
    wallet_options: null,
  } satisfies Partial<Session>
}

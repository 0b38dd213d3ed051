import type Stripe from 'stripe'
import { seconds } from '../clock.ts'
import { newId, randomText } from '../ids.ts'
import { storedMetadata } from '../metadata.ts'
import type { World } from '../world.ts'

export function makeCustomer(world: World, params: Stripe.CustomerCreateParams): Stripe.Customer {
  return {
    id: newId('cus'),
    object: 'customer',
    address: params.address ? fullAddress(params.address) : null,
    balance: 0,
    created: seconds(world.clock),
    currency: null,
    default_source: null,
    delinquent: false,
    description: params.description ?? null,
    discount: null,
    email: params.email ?? null,
    invoice_prefix: randomText(8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: storedMetadata(params.metadata),
    name: params.name ?? null,
    next_invoice_sequence: 1,
    phone: params.phone ?? null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  }
}

/** What is named replaces what was there; an address as a whole. */
export function changeCustomer(
  customer: Stripe.Customer,
  params: Stripe.CustomerUpdateParams,
): void {
  if (params.address) customer.address = fullAddress(params.address)
  if (params.name !== undefined) customer.name = params.name
  if (params.email !== undefined) customer.email = params.email
  if (params.phone !== undefined) customer.phone = params.phone
  if (params.description !== undefined) customer.description = params.description
}

/** Stripe shows every part of an address, absent ones as null. */
export function fullAddress(part: {
  readonly city?: string | null
  readonly country?: string | null
  readonly line1?: string | null
  readonly line2?: string | null
  readonly postal_code?: string | null
  readonly state?: string | null
}): Stripe.Address {
  return {
    city: part.city ?? null,
    country: part.country ?? null,
    line1: part.line1 ?? null,
    line2: part.line2 ?? null,
    postal_code: part.postal_code ?? null,
    state: part.state ?? null,
  }
}

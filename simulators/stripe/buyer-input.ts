import type Stripe from 'stripe'
import type { StoredSession } from './world.ts'

/** What the buyer typed on the hosted page. */
export interface BuyerInput {
  readonly email: string
  readonly name: string
  readonly line1: string
  readonly city: string
  readonly postalCode: string
  readonly country: string
  readonly taxId: string
  readonly promotionCode: string
  readonly method: string
  readonly terms: boolean
}

/** The payment methods offered, by their value in the page's form. */
export const METHODS: Readonly<Record<string, string>> = {
  card: 'Card ending 4242',
  card_foreign: 'Card ending 4242, issued in another country',
  card_declined: 'Card ending 0002, will be declined',
  debit_succeeds: 'Bank debit, arrives later',
  debit_fails: 'Bank debit, fails later',
}

export const COUNTRIES: Readonly<Record<string, string>> = {
  GB: 'United Kingdom',
  IM: 'Isle of Man',
  JE: 'Jersey',
  GG: 'Guernsey',
  IE: 'Ireland',
  DE: 'Germany',
  FR: 'France',
  US: 'United States',
  AU: 'Australia',
  NZ: 'New Zealand',
  CA: 'Canada',
}

export function readBuyerInput(form: URLSearchParams): BuyerInput {
  const get = (name: string): string => (form.get(name) ?? '').trim()
  return {
    email: get('email'),
    name: get('name'),
    line1: get('line1'),
    city: get('city'),
    postalCode: get('postal_code'),
    country: get('country').toUpperCase(),
    taxId: get('tax_id')
      .replaceAll(/[\s.-]/g, '')
      .toUpperCase(),
    promotionCode: get('promotion_code'),
    method: get('payment_method') || 'card',
    terms: form.get('terms') !== null,
  }
}

/** What is wrong with the input, in words for the buyer; empty when all is well. */
export function problemsWith(input: BuyerInput, stored: StoredSession): string[] {
  const { session } = stored
  const problems: string[] = []
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(input.email)) problems.push('Enter a valid email address.')
  if (input.name === '') problems.push('Enter a name.')
  if (COUNTRIES[input.country] === undefined) problems.push('Choose a country.')
  if (session.billing_address_collection === 'required') {
    if (input.line1 === '') problems.push('Enter the first line of the address.')
    if (input.postalCode === '') problems.push('Enter a postal code.')
  }
  if (METHODS[input.method] === undefined) problems.push('Choose a payment method.')
  if (input.taxId !== '' && taxIdOf(input) === null)
    problems.push('This tax ID is not valid for the country.')
  if (session.consent_collection?.terms_of_service === 'required' && !input.terms) {
    problems.push('Accept the terms of service.')
  }
  return problems
}

type TaxId = Stripe.Checkout.Session.CustomerDetails.TaxId

const TAX_IDS: Readonly<Record<string, readonly [TaxId['type'], RegExp]>> = {
  GB: ['gb_vat', /^(GB|XI)(\d{9}|\d{12})$/],
  IM: ['gb_vat', /^GB(\d{9}|\d{12})$/],
  IE: ['eu_vat', /^IE[0-9A-Z]{8,9}$/],
  DE: ['eu_vat', /^DE\d{9}$/],
  FR: ['eu_vat', /^FR[0-9A-Z]{2}\d{9}$/],
  US: ['us_ein', /^\d{9}$/],
  AU: ['au_abn', /^\d{11}$/],
  NZ: ['nz_gst', /^\d{8,9}$/],
  CA: ['ca_gst_hst', /^\d{9}RT\d{4}$/],
}

/** The buyer's tax ID with its type by country, or null when its form does not fit. */
export function taxIdOf(input: BuyerInput): TaxId | null {
  const known = TAX_IDS[input.country]
  if (known === undefined || !known[1].test(input.taxId)) return null
  return { type: known[0], value: input.taxId }
}

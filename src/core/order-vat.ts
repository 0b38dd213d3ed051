import { hasUkVat, UK_VAT_PERCENT } from './order.ts'

/**
 * How VAT is decided: by our own rule (20 % in the UK's VAT area, none elsewhere), or by Stripe Tax
 * with a registration in the United Kingdom, which comes to the same amounts.
 */
export type TaxMode = 'fixed' | 'stripe_tax'

/** What a quote says of VAT before an address is known; part of what its hash is taken of. */
export interface TaxDecision {
  readonly mode: TaxMode
  readonly percent: number
  /** Where the customer's books are kept, as Xero says; empty when it does not. */
  readonly organisationCountry: string
  /** Whether that country is inside the UK's VAT area; the billing address has the last word. */
  readonly expected: boolean
}

export const taxDecision = (mode: TaxMode, organisationCountry: string): TaxDecision => ({
  mode,
  percent: UK_VAT_PERCENT,
  organisationCountry,
  expected: hasUkVat(organisationCountry),
})

/** What tells where a customer belongs; ISO 3166 alpha-2, null where it is not known. */
export interface PlaceEvidence {
  readonly billing: string | null
  readonly organisation: string | null
  readonly card: string | null
  /** Whether UK VAT was charged. */
  readonly ukVat: boolean
}

/**
 * Why the VAT of a payment needs a person, in words; null when it stands: the billing address agrees
 * with what was charged, and so does one more of the three (HMRC asks for two that do not contradict).
 */
export function placeDoubt(evidence: PlaceEvidence): string | null {
  const { billing, organisation, card, ukVat } = evidence
  const charged = ukVat ? 'UK VAT was charged' : 'No UK VAT was charged'
  if (billing === null) return `${charged}, but the payment has no billing address.`
  if (hasUkVat(billing) !== ukVat) return `${charged}, but the billing address is in ${billing}.`
  const others = [organisation, card].filter((place) => place !== null && place !== '')
  if (others.some((place) => place !== null && hasUkVat(place) === ukVat)) return null
  const told = others.length === 0 ? 'nothing else says so' : `the rest says ${others.join(', ')}`
  return `The billing address is in ${billing}, but ${told}.`
}

/** Countries of the European Union: services to a business there are its own to declare. */
const EU = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(
  ' ',
)

/** What the invoice says about VAT, for a customer in that country. */
export function taxNote(country: string, vatNumber: string): string {
  if (hasUkVat(country)) return `UK VAT at ${UK_VAT_PERCENT} %.`
  if (!EU.includes(country)) return 'Outside the scope of UK VAT.'
  return vatNumber
    ? 'Outside the scope of UK VAT. Reverse charge: VAT is to be accounted for by the customer.'
    : 'Outside the scope of UK VAT. A business customer accounts for VAT by the reverse charge.'
}

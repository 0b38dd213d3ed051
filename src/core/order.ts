import { type LedgerkeepError, refuse } from './errors.ts'
import { type Money, money, shareHalfUp } from './money.ts'

/** UK VAT in per cent. */
export const UK_VAT_PERCENT = 20

/** Countries inside the UK's VAT area: the Isle of Man is, Jersey and Guernsey are not. */
const UK_VAT_AREA: readonly string[] = ['GB', 'IM']

export const hasUkVat = (country: string): boolean => UK_VAT_AREA.includes(country)

/** The VAT on a net amount for a customer in that country, half a penny rounded up. */
export const vatOn = (net: Money, country: string): Money =>
  money(hasUkVat(country) ? shareHalfUp(net.minor, UK_VAT_PERCENT, 100) : 0, net.currency)

/** What the customer typed; checked here, so that every door checks the same. */
export interface InvoiceForm {
  readonly name: string
  readonly addressLine1: string
  readonly addressLine2: string
  readonly city: string
  readonly postalCode: string
  readonly country: string
  readonly email: string
  readonly vatNumber: string
}

type Field = keyof InvoiceForm

const FIELDS: readonly Field[] = [
  ...(['name', 'addressLine1', 'addressLine2', 'city', 'postalCode'] as const),
  ...(['country', 'email', 'vatNumber'] as const),
]

/** Trims and checks invoice details; refuses the first field that is wrong, by name. */
export function checkInvoiceDetails(form: InvoiceForm): InvoiceForm {
  const [first] = invoiceFaults(form)
  if (first) throw first
  return Object.fromEntries(
    Object.entries(form).map(([field, value]) => [field, tidy(field, value)]),
  ) as unknown as InvoiceForm
}

/** All that is wrong with invoice details, a refusal for each such field, in the order of the form. */
export const invoiceFaults = (form: InvoiceForm): readonly LedgerkeepError[] =>
  FIELDS.map((field) => faultOf(field, tidy(field, form[field]))).filter((one) => one !== null)

function faultOf(field: Field, value: string): LedgerkeepError | null {
  const missing = (hint: string) => (value ? null : refuse('This is missing.', hint, { field }))
  if (value.length > 200) {
    return refuse('That is longer than 200 characters.', 'Shorten it.', { field })
  }
  switch (field) {
    case 'name':
      return missing('Enter the name for the invoice.')
    case 'addressLine1':
      return missing('Enter the first line of the address.')
    case 'city':
      return missing('Enter the town or city.')
    case 'country':
      if (/^[A-Z]{2}$/.test(value)) return null
      return refuse('The country is missing.', 'Choose the country of the address.', { field })
    case 'email':
      if (EMAIL.test(value)) return null
      return refuse('That is not an email address.', 'Enter it like ann@example.com.', { field })
    case 'vatNumber':
      if (!value || /^[A-Za-z0-9][A-Za-z0-9 .-]{3,19}$/.test(value)) return null
      return refuse('That is not a VAT number.', 'Enter it like GB123456789, or leave it empty.', {
        field,
      })
    default:
      return null
  }
}

const EMAIL = /^[^\s@<>"(),;:\\]+@[^\s@<>"(),;:\\]+\.[^\s@<>"(),;:\\]{2,}$/

function tidy(field: string, value: string): string {
  const trimmed = value.replaceAll(/\p{Cc}/gu, ' ').trim()
  return field === 'country' ? trimmed.toUpperCase() : trimmed
}

/** What a paid session must say; anything else is held for a person, never run. */
export interface Expected {
  readonly orderId: string
  readonly quoteHash: string
  readonly netMinor: number
  readonly currency: string
  readonly livemode: boolean
  readonly ukVat: boolean
}

export interface PaidFacts {
  readonly orderId: string | null
  readonly quoteHash: string | null
  readonly mode: string
  readonly livemode: boolean
  readonly currency: string
  readonly subtotalMinor: number
  readonly discountMinor: number
  readonly taxMinor: number
  readonly totalMinor: number
}

/** Why a payment does not match its order, in words; null when it does. */
export function mismatch(expected: Expected, paid: PaidFacts): string | null {
  if (paid.orderId !== expected.orderId) return 'The payment names another order.'
  if (paid.quoteHash !== expected.quoteHash) return 'The payment is for another quote.'
  if (paid.mode !== 'payment') return `The payment's mode is "${paid.mode}".`
  if (paid.livemode !== expected.livemode) return 'Test and live payments are mixed up.'
  if (paid.currency.toUpperCase() !== expected.currency)
    return `Paid in ${paid.currency.toUpperCase()}.`
  if (paid.subtotalMinor !== expected.netMinor) return 'The net amount is another than quoted.'
  const base = paid.subtotalMinor - paid.discountMinor
  if (paid.totalMinor !== base + paid.taxMinor) return 'The amounts paid do not add up.'
  const tax = expected.ukVat ? shareHalfUp(base, UK_VAT_PERCENT, 100) : 0
  if (paid.taxMinor !== tax) return 'The VAT is another than quoted.'
  return null
}

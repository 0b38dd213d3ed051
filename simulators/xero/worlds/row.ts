/** A number whose digits are chosen here: `1000.00` must not arrive as `1000`. */
export interface RawNumber {
  readonly rawJSON: string
}

export type Json =
  | string
  | number
  | boolean
  | null
  | RawNumber
  | readonly Json[]
  | { readonly [key: string]: Json | undefined }

/** One object as the API shows it. A field that is undefined is omitted, as Xero omits nulls. */
export type Row = { readonly [key: string]: Json | undefined }

const makeRaw = (JSON as unknown as { rawJSON(digits: string): RawNumber }).rawJSON

/** A JSON number of `places` decimals (at least one) from an integer count of that unit. */
export function decimal(units: number, places: number): RawNumber {
  const digits = String(Math.abs(units)).padStart(places + 1, '0')
  const cut = digits.length - places
  return makeRaw(`${units < 0 ? '-' : ''}${digits.slice(0, cut)}.${digits.slice(cut)}`)
}

const HUNDREDTHS = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'))

/** An amount from minor units: 54125 is written `541.25`. */
export function money(minor: number): RawNumber {
  const size = Math.abs(minor)
  const digits = `${Math.floor(size / 100)}.${HUNDREDTHS[size % 100]}`
  return makeRaw(minor < 0 ? `-${digits}` : digits)
}

/** A JSON number of exactly these digits. */
export function rawNumber(digits: string): RawNumber {
  return makeRaw(digits)
}

export function isRawNumber(value: unknown): value is RawNumber {
  return typeof value === 'object' && value !== null && 'rawJSON' in value
}

/** A number as exact decimal text, such as `1234.5600`; never a binary float on the way. */
export type Decimal = string

const LONG_NUMBER = /[:,[]\s*-?(?:\d[\d.]{15,}|\d[\d.]*[eE])/

/**
 * Parses a JSON answer of Xero so that no number loses a digit. Numbers of up to 15 digits survive
 * a double unchanged; a page that holds a longer one is parsed with each long number kept as text.
 */
export function parseExact(text: string): unknown {
  const plain = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  if (!LONG_NUMBER.test(plain)) return JSON.parse(plain)
  return (JSON.parse as ParseWithSource)(plain, (_key, value, context) =>
    typeof value === 'number' && String(value) !== context?.source
      ? plainDecimal(context?.source ?? String(value))
      : value,
  )
}

type Reviver = (key: string, value: unknown, context?: { readonly source?: string }) => unknown
type ParseWithSource = (text: string, reviver: Reviver) => unknown

/** The decimal text of a JSON leaf, or null when it is no number (as a number or as its text). */
export function decimalOf(value: unknown): Decimal | null {
  if (typeof value === 'number') return Number.isFinite(value) ? plainDecimal(String(value)) : null
  if (typeof value !== 'string') return null
  const text = value.trim()
  return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? plainDecimal(text) : null
}

/** Writes `1e-7` out as `0.0000001`; leaves a plain decimal as it is. */
function plainDecimal(text: string): Decimal {
  if (!text.includes('e') && !text.includes('E')) return text
  const match = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d+)$/.exec(text)
  if (!match) return text
  const [, sign = '', whole = '', fraction = '', exponentText = '0'] = match
  const exponent = Number(exponentText)
  if (Math.abs(exponent) > 400) return text
  const digits = whole + fraction
  const point = whole.length + exponent
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  if (point >= digits.length) return sign + digits + '0'.repeat(point - digits.length)
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
}

import { refuse } from './errors.ts'

/** An amount of ours: whole minor units (pence, cents) and an ISO 4217 code. */
export interface Money {
  readonly minor: number
  readonly currency: string
}

export const money = (minor: number, currency: string): Money => {
  if (!Number.isSafeInteger(minor)) {
    throw refuse(`${minor} is not a whole number of minor units.`, 'Give the amount in pence.')
  }
  return { minor, currency }
}

/** part/whole of an amount in minor units, rounded half up (away from zero), in integers only. */
export function shareHalfUp(minor: number, part: number, whole: number): number {
  const product = BigInt(minor) * BigInt(part)
  const sign = product < 0n ? -1n : 1n
  const size = product * sign
  const divisor = BigInt(whole)
  return Number(sign * ((size * 2n + divisor) / (divisor * 2n)))
}

/** part/whole of an amount in minor units, rounded down, in integers only. */
export const shareDown = (minor: number, part: number, whole: number): number =>
  Number((BigInt(minor) * BigInt(part)) / BigInt(whole))

/** For a reader: `£1,234.50` in the given locale. */
export function formatMoney(amount: Money, locale = 'en-GB'): string {
  const digits = fractionDigits(amount.currency)
  return new Intl.NumberFormat(locale, { style: 'currency', currency: amount.currency }).format(
    amount.minor / 10 ** digits,
  )
}

/** Minor-unit digits of a currency: 2 for GBP, 0 for JPY, 3 for KWD. */
export const fractionDigits = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits ?? 2

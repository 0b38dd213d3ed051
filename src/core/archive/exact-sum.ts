import type { Decimal } from '../decimal.ts'

/** Adds decimals without losing a digit. */
export interface ExactSum {
  add(value: Decimal): void
  /** With as many places as the finest value; null when nothing was added. */
  done(): Decimal | null
}

/** A text this short stands for less than 10,000,000,000, so that its ten-thousandths are exact. */
const SHORT = 11
const PLACES = 4
const UNITS = 10_000
const FULL = 2 ** 52

export function createSum(): ExactSum {
  // Most amounts are short: they are added as whole ten-thousandths, which are exact.
  let short = 0
  let total = 0n
  let places = PLACES
  let finest = -1
  const flush = (): void => {
    total += BigInt(short) * 10n ** BigInt(places - PLACES)
    short = 0
  }
  const addLong = (value: Decimal, fraction: number): void => {
    flush()
    if (fraction > places) {
      total *= 10n ** BigInt(fraction - places)
      places = fraction
    }
    total += BigInt(value.replace('.', '')) * 10n ** BigInt(places - fraction)
  }
  return {
    add(value) {
      const point = value.indexOf('.')
      const fraction = point < 0 ? 0 : value.length - point - 1
      if (fraction > finest) finest = fraction
      if (value.length > SHORT || fraction > PLACES) return addLong(value, fraction)
      short += Math.round(Number(value) * UNITS)
      if (short > FULL || short < -FULL) flush()
    },
    done() {
      if (finest < 0) return null
      flush()
      const units = total / 10n ** BigInt(places - finest)
      if (finest === 0) return String(units)
      const digits = String(units < 0n ? -units : units).padStart(finest + 1, '0')
      return `${units < 0n ? '-' : ''}${digits.slice(0, -finest)}.${digits.slice(-finest)}`
    },
  }
}

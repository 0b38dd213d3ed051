/** A rate as the arithmetic needs it. */
interface RateTerms {
  readonly percentage: number
  readonly inclusive: boolean
}

/** One line before discount and tax. Amounts are integer minor units. */
export interface LineTerms {
  readonly unitAmount: number
  readonly quantity: number
  readonly rates: readonly RateTerms[]
}

export interface LineAmounts {
  readonly subtotal: number
  readonly discount: number
  /** In the order of the line's rates. */
  readonly taxes: readonly { readonly amount: number; readonly taxable: number }[]
  readonly tax: number
  readonly total: number
}

/** What is taken off: a percentage, or an amount in minor units. */
export type Reduction = { readonly percentOff: number } | { readonly amountOff: number }

// Stripe takes percentages with up to four decimals; as whole numbers they multiply exactly.
const PERCENT_UNITS = 10_000n
const WHOLE = 100n * PERCENT_UNITS

function percentUnits(percentage: number): bigint {
  return BigInt(Math.round(percentage * Number(PERCENT_UNITS)))
}

/** Half a unit goes up. Both arguments are non-negative. */
function divideHalfUp(dividend: bigint, divisor: bigint): number {
  return Number((2n * dividend + divisor) / (2n * divisor))
}

function percentOf(amount: number, percentage: number): number {
  return divideHalfUp(BigInt(amount) * percentUnits(percentage), WHOLE)
}

/** Share `part` over `whole`, half up: used to give a discount or a refund its portion. */
export function portion(amount: number, part: number, whole: number): number {
  return whole === 0 ? 0 : divideHalfUp(BigInt(amount) * BigInt(part), BigInt(whole))
}

/** Prices all lines: the discount is shared in proportion, the last line takes the rounding rest. */
export function priceLines(lines: readonly LineTerms[], reduction?: Reduction): LineAmounts[] {
  const subtotals = lines.map((line) => line.unitAmount * line.quantity)
  const whole = subtotals.reduce((sum, each) => sum + each, 0)
  const off = discountOf(whole, reduction)
  let left = off
  return lines.map((line, index) => {
    const subtotal = subtotals[index] ?? 0
    const last = index === lines.length - 1
    const discount = last ? left : Math.min(left, portion(off, subtotal, whole))
    left -= discount
    return priceLine(line, subtotal, discount)
  })
}

function discountOf(whole: number, reduction?: Reduction): number {
  if (reduction === undefined) return 0
  if ('amountOff' in reduction) return Math.min(whole, reduction.amountOff)
  return percentOf(whole, reduction.percentOff)
}

function priceLine(line: LineTerms, subtotal: number, discount: number): LineAmounts {
  const base = subtotal - discount
  const inclusive = line.rates.filter((rate) => rate.inclusive)
  const inclusiveUnits = inclusive.reduce((sum, rate) => sum + percentUnits(rate.percentage), 0n)
  const net = divideHalfUp(BigInt(base) * WHOLE, WHOLE + inclusiveUnits)
  const taxes = line.rates.map((rate) => ({
    amount: rate.inclusive && inclusive.length === 1 ? base - net : percentOf(net, rate.percentage),
    taxable: net,
  }))
  const added = line.rates.reduce(
    (sum, rate, at) => sum + (rate.inclusive ? 0 : (taxes[at]?.amount ?? 0)),
    0,
  )
  const tax = taxes.reduce((sum, each) => sum + each.amount, 0)
  return { subtotal, discount, taxes, tax, total: base + added }
}

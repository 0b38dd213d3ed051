import { formatMoney, type Money, money, shareHalfUp } from './money.ts'
import { PRICE_LIST, type PriceList } from './price-list.ts'

export interface PriceLine {
  readonly text: string
  readonly amount: Money
}

export interface Price {
  readonly net: Money
  /** Why, line by line; the amounts add up to the net. */
  readonly lines: readonly PriceLine[]
  readonly priceList: string
}

/** How long a quote holds. */
export const QUOTE_LIFE_MS = 24 * 3_600_000

/** The net price of a backup of so many files: bands, never under the minimum, never over the cap. */
export function priceOf(files: number, list: PriceList = PRICE_LIST): Price {
  const lines: PriceLine[] = []
  let from = 0
  for (const band of list.bands) {
    const last = Math.min(files, band.upTo ?? files)
    if (last <= from) break
    const minor = shareHalfUp((last - from) * band.perFileHundredths, 1, 100)
    lines.push({
      text: `${count(last - from)} ${last - from === 1 ? 'file' : 'files'} at ${each(band.perFileHundredths, list)} each`,
      amount: money(minor, list.currency),
    })
    from = last
  }
  return bounded(lines, files, list)
}

function bounded(lines: PriceLine[], files: number, list: PriceList): Price {
  const sum = lines.reduce((total, line) => total + line.amount.minor, 0)
  const netMinor = Math.min(list.capMinor, Math.max(list.minimumMinor, sum))
  if (netMinor !== sum) {
    const text =
      netMinor > sum
        ? files === 0
          ? 'The workbook with all your accounting data'
          : 'Up to the minimum price'
        : `Never more than ${formatMoney(money(list.capMinor, list.currency))}`
    lines.push({ text, amount: money(netMinor - sum, list.currency) })
  }
  return { net: money(netMinor, list.currency), lines, priceList: list.version }
}

const count = (number: number): string => new Intl.NumberFormat('en-GB').format(number)

/** `1.5p` for pence, `€0.015` elsewhere. */
function each(hundredths: number, list: PriceList): string {
  if (list.currency === 'GBP') return `${hundredths / 100}p`
  return `${hundredths / 10_000} ${list.currency}`
}

/** One text for equal values whatever the order of their keys; what a quote's hash is taken of. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`
}

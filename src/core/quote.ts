import { formatMoney, fractionDigits, type Money, money, shareHalfUp } from './money.ts'
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

/** What costs Xero a call for each document, whether it was asked for or not. */
export interface ExtraCalls {
  /** PDFs of the chosen documents in the range. */
  readonly pdfs: number
  /** Chosen documents in the range that have a history. */
  readonly histories: number
  /** Calls that Xero allows a day, to tell what so many calls mean. */
  readonly callsPerDay: number
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
      text: `${count(last - from)} ${plural(last - from)} at ${each(band.perFileHundredths, list)} each`,
      amount: money(minor, list.currency),
    })
    from = last
  }
  return bounded(lines, files, list)
}

/** What a choice holds, and how much of it is charged. */
export interface Chosen {
  readonly files: number
  /** Those of them that were not paid for before. */
  readonly newFiles: number
  /** Whether the workbook of this very scan was paid for already. */
  readonly workbookPaid: boolean
}

/**
 * The net price of a choice: only what is new is charged, by the same bands. Where nothing is new, it
 * is free.
 */
export function priceOfChoice(chosen: Chosen, list: PriceList = PRICE_LIST): Price {
  const { files, newFiles, workbookPaid } = chosen
  const before = files - newFiles
  const nothing = money(0, list.currency)
  const known: PriceLine[] =
    before > 0
      ? [{ text: `${count(before)} ${plural(before)} paid for before`, amount: nothing }]
      : []
  const free = newFiles === 0 && (files > 0 || workbookPaid)
  if (!free) {
    const price = priceOf(newFiles, list)
    return { ...price, lines: [...known, ...price.lines] }
  }
  const lines = files > 0 ? known : [{ text: 'The workbook, paid for before', amount: nothing }]
  return { net: nothing, lines, priceList: list.version }
}

/** PDFs that Xero draws, and those of them that were not paid for before. */
export interface ChosenPdfs {
  readonly pdfs: number
  readonly newPdfs: number
}

/** The same with PDFs that Xero draws: priced like files, and shown on lines of their own. */
export function priceWithPdfs(
  chosen: Chosen,
  { pdfs, newPdfs }: ChosenPdfs,
  list: PriceList = PRICE_LIST,
): Price {
  const plain = priceOfChoice(chosen, list)
  if (pdfs === 0) return plain
  const { files, newFiles } = chosen
  const sum = { ...chosen, files: files + pdfs, newFiles: newFiles + newPdfs }
  const whole = priceOfChoice(sum, list)
  const lines = sum.newFiles === 0 && files === 0 ? [] : [...plain.lines]
  const before = pdfs - newPdfs
  if (before > 0) {
    const text = `${count(before)} ${pluralPdf(before)} paid for before`
    lines.push({ text, amount: money(0, list.currency) })
  }
  if (newPdfs > 0) {
    const text = `${count(newPdfs)} ${pluralPdf(newPdfs)} drawn by Xero`
    lines.push({ text, amount: money(whole.net.minor - plain.net.minor, list.currency) })
  }
  return { ...whole, lines }
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

const pluralPdf = (pdfs: number): string => (pdfs === 1 ? 'PDF' : 'PDFs')

const plural = (files: number): string => (files === 1 ? 'file' : 'files')

const count = (number: number): string => new Intl.NumberFormat('en-GB').format(number)

/** `1.5p` for pence, `0.015 EUR` and `2 JPY` elsewhere. */
function each(hundredths: number, list: PriceList): string {
  if (list.currency === 'GBP') return `${hundredths / 100}p`
  return `${hundredths / (100 * 10 ** fractionDigits(list.currency))} ${list.currency}`
}

/** One text for equal values whatever the order of their keys; what a quote's hash is taken of. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`
}

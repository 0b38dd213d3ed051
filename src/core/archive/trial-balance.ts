import { type Decimal, decimalOf } from '../decimal.ts'
import { createSum } from './exact-sum.ts'
import { reportRows } from './report-rows.ts'
import { textCell } from './rows.ts'
import type { Cell, Row } from './sheet.ts'

/** The resource whose reports these are, and the sheet that shows them whole. */
export const TRIAL_BALANCE = 'TrialBalance'
const SHEET = 'Trial balance'

/** Where a report's row has its line's kind, name and first value; see `REPORT_COLUMNS`. */
const [KIND, NAME, VALUES] = [2, 3, 4]

interface Line {
  readonly kind: string
  readonly name: string
  /** Only of the header: what the amounts below are. */
  readonly titles: readonly string[]
  readonly values: readonly (Decimal | null)[]
}

/**
 * The trial balances as Xero reports them, for the summary: the total of each column beside the sum of
 * its lines, whether debit and credit agree, and of the latest one the balance of each account.
 */
export function trialBalanceRows(reports: readonly unknown[], currency: string): readonly Row[] {
  const all = reports.map((report) => ({ title: titleOf(report), lines: linesOf(report) }))
  return [
    ...all.flatMap(({ title, lines }) => totalRows(title, lines, currency)),
    ...accountRows(all.at(-1)?.lines ?? [], currency),
  ]
}

/** The last of the titles tells the day: `As at 31 March 2026`. */
function titleOf(report: unknown): string {
  const titles = (report as { ReportTitles?: unknown } | null)?.ReportTitles
  return Array.isArray(titles) ? String(titles.at(-1) ?? '') : ''
}

const linesOf = (report: unknown): readonly Line[] =>
  reportRows(report).map((row) => ({
    kind: words(row[KIND]),
    name: words(row[NAME]),
    titles: row.slice(VALUES).map(words),
    values: row.slice(VALUES).map((cell) => (cell && 'value' in cell ? amount(cell) : null)),
  }))

const words = (cell: Cell | undefined): string => (cell?.kind === 'text' ? cell.text : '')
const amount = (cell: Extract<Cell, { value: unknown }>): Decimal | null => decimalOf(cell.value)

function totalRows(title: string, lines: readonly Line[], currency: string): readonly Row[] {
  const header = headerOf(lines)
  const total = lines.findLast((line) => line.kind === 'SummaryRow')
  const accounts = lines.filter((line) => line.kind === 'Row')
  return header.flatMap((column, nth) => {
    const told = total?.values[nth] ?? null
    if (total === undefined || told === null) return []
    const ours = sumOf(accounts.map(({ values }) => values[nth] ?? null))
    const other = /credit/i.test(column) ? debitOf(header, column) : -1
    const opposite = other < 0 ? null : (total.values[other] ?? null)
    const notes = [
      isSame(told, ours) ? '' : "Xero's total is not the sum of its lines.",
      opposite === null || isSame(told, opposite) ? '' : 'Debit and credit do not agree.',
    ]
    const measure = `${column}, ${title}`
    return [row(measure, currency, told, ours, notes.filter(Boolean).join(' '))]
  })
}

/** `YTD Debit` and the other columns of amounts. */
const headerOf = (lines: readonly Line[]): readonly string[] =>
  lines.find(({ kind }) => kind === 'Header')?.titles.filter(Boolean) ?? []

const debitOf = (header: readonly string[], credit: string): number =>
  header.indexOf(credit.replace('Credit', 'Debit'))

/** Debit less credit of each account, for the year to date. */
function accountRows(lines: readonly Line[], currency: string): readonly Row[] {
  const header = headerOf(lines)
  const [debit, credit] = [header.indexOf('YTD Debit'), header.indexOf('YTD Credit')]
  if (debit < 0 || credit < 0) return []
  return lines
    .filter((line) => line.kind === 'Row')
    .map(({ name, values }) => {
      const owed = values[credit] ?? null
      const balance = sumOf([values[debit] ?? null, owed === null ? null : negated(owed)])
      return row(`Balance of ${name}`, currency, balance, null, '')
    })
}

const negated = (value: Decimal): Decimal => (value.startsWith('-') ? value.slice(1) : `-${value}`)

function sumOf(values: readonly (Decimal | null)[]): Decimal {
  const sum = createSum()
  for (const value of values) if (value !== null) sum.add(value)
  return sum.done() ?? '0'
}

/** `1.50` and `1.5` are the same. */
const isSame = (one: Decimal, other: Decimal): boolean =>
  /^-?0*(\.0*)?$/.test(sumOf([one, negated(other)]))

const row = (
  measure: string,
  currency: string,
  inXero: Decimal,
  here: Decimal | null,
  note: string,
): Row => [
  textCell(SHEET),
  textCell(measure),
  textCell(currency),
  { kind: 'decimal', value: inXero },
  here === null ? null : { kind: 'decimal', value: here },
  textCell(note),
]

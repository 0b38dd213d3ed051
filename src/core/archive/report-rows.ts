import { decimalOf } from '../decimal.ts'
import { textCell } from './rows.ts'
import type { Cell, Row, SheetColumn } from './sheet.ts'

/** A budget shows twelve months and their sum; no report of Xero that is asked for is wider. */
const VALUES = 16

const text = (title: string): SheetColumn => ({ title, kind: 'text' })

/**
 * A sheet of reports: each line of each report in turn, with the report's titles and its section
 * before it, so that the sheet can be filtered, and what the columns mean in lines of kind `Header`.
 */
export const REPORT_COLUMNS: readonly SheetColumn[] = [
  text('Report'),
  text('Section'),
  text('Line'),
  text('Name'),
  ...Array.from({ length: VALUES }, (_, nth) => text(`Value ${nth + 1}`)),
]

type Part = Readonly<Record<string, unknown>>

/** One report of Xero's answer as rows. Never throws: an odd line is shown as far as it can be read. */
export function reportRows(report: unknown): readonly Row[] {
  if (!isPart(report)) return []
  const titles = list(report['ReportTitles']).map(words).filter(Boolean)
  const title = titles.length > 0 ? titles.join(', ') : words(report['ReportName'])
  return partsOf(report).flatMap((part) => partRows(part, title, ''))
}

function partRows(part: Part, title: string, section: string): readonly Row[] {
  const kind = words(part['RowType'])
  const under = words(part['Title']) || section
  const cells = list(part['Cells']).map((cell) => (isPart(cell) ? words(cell['Value']) : ''))
  const line = lineRow([title, under, kind], cells)
  const own = cells.length > 0 ? [BOLD.has(kind) ? line.map(bold) : line] : []
  return [...own, ...partsOf(part).flatMap((inner) => partRows(inner, title, under))]
}

/** What tells several reports in one sheet apart at a glance. */
const BOLD: ReadonlySet<string> = new Set(['Header', 'SummaryRow'])

const bold = (cell: Cell): Cell => (cell?.kind === 'text' ? { ...cell, bold: true } : cell)

/** The first cell is a name even where it looks like a number: an account is called 200, not amounts to it. */
function lineRow(start: readonly string[], [name = '', ...values]: readonly string[]): Row {
  const shown = values.slice(0, VALUES - 1).map(valueCell)
  const rest = values.slice(VALUES - 1)
  return [...start.map(textCell), textCell(name), ...shown, lastCell(rest)]
}

const lastCell = (rest: readonly string[]): Cell =>
  rest.length === 1 ? valueCell(rest[0] ?? '') : textCell(rest.join(' | '))

/** Xero writes amounts as texts of two decimals, percentages with their sign. */
function valueCell(value: string): Cell {
  const number = /^-?\d{1,13}(\.\d{1,4})?$/.test(value) ? decimalOf(value) : null
  return number === null ? textCell(value) : { kind: 'money', value: number }
}

const isPart = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const partsOf = (part: Part): readonly Part[] => list(part['Rows']).filter(isPart)

const words = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : (decimalOf(value) ?? '')

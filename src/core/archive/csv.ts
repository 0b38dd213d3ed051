import type { Cell, Row, SheetColumn } from './sheet.ts'

/**
 * A row as RFC 4180 has it, its line end included. Texts stand there exactly as they are, also those
 * that a spreadsheet would take for a formula: a copy that is changed is no copy.
 */
export function csvRow(row: Row): string {
  let line = ''
  for (let nth = 0; nth < row.length; nth++) {
    if (nth > 0) line += ','
    const cell = row[nth]
    if (cell) line += field(cellText(cell))
  }
  return `${line}\r\n`
}

export const csvHeader = (columns: readonly SheetColumn[]): string =>
  `${columns.map(({ title }) => field(title)).join(',')}\r\n`

const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/

const field = (text: string): string =>
  NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text

/** Days and instants as ISO 8601, numbers with a point, truth as `true` and `false`. */
function cellText(cell: NonNullable<Cell>): string {
  switch (cell.kind) {
    case 'text':
      return cell.text
    case 'money':
    case 'decimal':
      return cell.value
    case 'count':
    case 'boolean':
      return String(cell.value)
    case 'day':
      return cell.day
    case 'instant':
      return new Date(cell.at).toISOString()
  }
}

import { recordFacts, rowsAt } from '../catalogue/index.ts'
import type { Column, ColumnKind, Lines, Resource } from '../catalogue/resource.ts'
import { type Day, xeroDay, xeroInstant } from '../day.ts'
import { type Decimal, decimalOf } from '../decimal.ts'
import type { Cell, Link, Row } from './sheet.ts'
import { readAt } from './value-reader.ts'

/** What is known of a record's kept files. */
export interface RecordFiles {
  readonly count: number
  /** Path in the archive of the first. */
  readonly first: string
  /** Where the first of several stands in the list of files. */
  readonly listed?: Link
}

/** A record as a row of its resource's sheet; the files' column only where the resource has files. */
export function recordRow(resource: Resource, record: unknown, files: RecordFiles | null): Row {
  const cells = cellsOf(record, resource.columns)
  if (resource.files) cells.push(filesCell(files))
  return cells
}

/** The rows that a record adds to one of its sheets of lines. */
export function lineRows(resource: Resource, lines: Lines, record: unknown): readonly Row[] {
  const inner = rowsAt(record, lines)
  if (inner.length === 0) return []
  const start = [
    textCell(recordNumber(resource, record)),
    textCell(recordFacts(resource, record).id),
  ]
  return inner.map((line) => [...start, ...cellsOf(line, lines.columns)])
}

/** How people call a record: its own number, or else the first column of the sheet named so. */
function recordNumber(resource: Resource, record: unknown): string {
  const { number } = recordFacts(resource, record)
  if (number !== '') return number
  const path = resource.columns.find((column) => /(Number|Name|Code)$/.test(column.path))?.path
  return path === undefined ? '' : plainText(readAt(record, path))
}

const filesCell = (files: RecordFiles | null): Cell =>
  files === null
    ? { kind: 'count', value: 0 }
    : { kind: 'count', value: files.count, link: files.listed ?? { file: files.first } }

function cellsOf(record: unknown, columns: readonly Column[]): Cell[] {
  const cells: Cell[] = []
  for (let nth = 0; nth < columns.length; nth++) {
    const column = columns[nth]
    if (column) cells.push(cellAt(record, column))
  }
  return cells
}

function cellAt(record: unknown, { path, kind }: Column): Cell {
  const value = readAt(record, path)
  if (typeof value === 'string' && kind === 'text') return textCell(value)
  const told = kind === 'date' && isEmpty(value) ? readAt(record, `${path}String`) : value
  return isEmpty(told) ? null : (typedCell(kind, told) ?? textCell(plainText(told)))
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === ''

/** Null where the value is not what the column holds: it then stands there as text. */
function typedCell(kind: ColumnKind, value: unknown): Cell {
  switch (kind) {
    case 'text':
      return null
    case 'money':
    case 'decimal':
      return shortNumber(kind, value) ?? numberCell(kind, decimalOf(value))
    case 'date': {
      const day = dayOfText(value)
      // Years beyond 9999 come with a sign in front: no day of four digits.
      return day === null || day < '0' ? null : { kind: 'day', day }
    }
    case 'instant': {
      const at = xeroInstant(value)
      return at === null || Math.abs(at) > 8.64e15 ? null : { kind: 'instant', at }
    }
    case 'boolean':
      return booleanCell(value)
  }
}

/** Books repeat their days; a calendar is slow to ask. */
const days = new Map<unknown, Day | null>()
const DAYS_KEPT = 20_000

function dayOfText(value: unknown): Day | null {
  const known = days.get(value)
  if (known !== undefined) return known
  if (days.size >= DAYS_KEPT) days.clear()
  const day = xeroDay(value)
  if (typeof value === 'string') days.set(value, day)
  return day
}

/** Spreadsheets keep 15 digits: a longer number stays whole as text only. */
const KEPT_DIGITS = 15

/** Nearly every number: of few digits and without an exponent. Null for any other value. */
function shortNumber(kind: 'money' | 'decimal', value: unknown): Cell {
  if (typeof value !== 'number') return null
  const size = Math.abs(value)
  if (!(size < 1e15 && (size >= 1e-6 || size === 0))) return null
  const text = String(value)
  return text.length > KEPT_DIGITS ? null : { kind, value: text }
}

function numberCell(kind: 'money' | 'decimal', value: Decimal | null): Cell {
  if (value === null || /[eE]/.test(value)) return null
  return significantDigits(value) > KEPT_DIGITS ? null : { kind, value }
}

function significantDigits(value: Decimal): number {
  if (value.length <= KEPT_DIGITS) return value.length
  const digits = value.replace('-', '')
  const told = digits.includes('.')
    ? digits.replace(/0+$/, '').replace('.', '')
    : digits.replace(/0+$/, '')
  return told.replace(/^0+/, '').length
}

function booleanCell(value: unknown): Cell {
  if (typeof value === 'boolean') return { kind: 'boolean', value }
  if (typeof value !== 'string' || !/^(true|false)$/i.test(value)) return null
  return { kind: 'boolean', value: value.toLowerCase() === 'true' }
}

export const textCell = (text: string): Cell => (text === '' ? null : { kind: 'text', text })

/** Any value as text: nothing that Xero told may vanish because it came in a form not foreseen. */
function plainText(value: unknown): string {
  if (typeof value === 'string') return value
  if (isEmpty(value)) return ''
  return decimalOf(value) ?? JSON.stringify(value)
}

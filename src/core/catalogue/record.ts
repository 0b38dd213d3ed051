import { type Day, xeroDay, xeroInstant } from '../day.ts'
import type { Lines, Resource } from './resource.ts'

/** What Ledgerkeep has to know of a record; texts are empty and the rest null where Xero tells nothing. */
export interface RecordFacts {
  readonly id: string
  /** The day of the organisation that filters and folders go by. */
  readonly day: Day | null
  /** What people call it: an invoice number, or its reference where there is none. */
  readonly number: string
  readonly contact: string
  /** False for a resource without files; null when only asking for the files can tell. */
  readonly hasFiles: boolean | null
  /** UTC ms. */
  readonly updatedAt: number | null
}

/** Reads the facts of one parsed record. Never throws: an odd record still has to be kept. */
export function recordFacts(resource: Resource, record: unknown): RecordFacts {
  const { files } = resource
  const number = textAt(record, files?.number)
  return {
    id: textAt(record, resource.id),
    day: files?.date === undefined ? null : dayAt(record, files.date),
    number: number === '' ? textAt(record, files?.otherNumber) : number,
    contact: textAt(record, files?.contact),
    hasFiles: files === undefined ? false : hasFiles(record, files.flag),
    updatedAt:
      xeroInstant(valueAt(record, 'UpdatedDateUTC')) ??
      xeroInstant(valueAt(record, 'UpdatedDateUTCString')) ??
      // As the Files API spells it.
      xeroInstant(valueAt(record, 'UpdatedDateUtc')),
  }
}

/**
 * The records of an answer: of the list that its envelope holds or that it is itself; or the answer,
 * where it is the one record.
 */
export function recordsIn(resource: Pick<Resource, 'list'>, answer: unknown): readonly unknown[] {
  if (Array.isArray(answer)) return answer
  if (!isRow(answer)) return []
  if (resource.list === '') return [answer]
  const list = answer[resource.list]
  // The settings of payroll are one record where others have a list.
  if (isRow(list)) return [list]
  return Array.isArray(list) ? list : []
}

/** The value at `Contact.Name` or `Tracking.0.Option`; undefined where the path leads nowhere. */
export function valueAt(record: unknown, path: string): unknown {
  let value = record
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Readonly<Record<string, unknown>>)[name]
  }
  return value
}

/**
 * The rows that a record adds to one of its sheets of lines. Where the path crosses a list, as in
 * `BudgetLines.BudgetBalances`, each inner row also shows the fields of the row around it; a single record
 * on the way, as in `PayTemplate.EarningsLines`, is one such row.
 */
export function rowsAt(record: unknown, lines: Pick<Lines, 'path'>): readonly LineRow[] {
  let rows: readonly LineRow[] = isRow(record) ? [record] : []
  const names = lines.path.split('.')
  for (const [depth, name] of names.entries()) {
    rows = rows.flatMap((outer) => {
      const value = valueAt(outer, name)
      const inner = isRow(value) && depth < names.length - 1 ? [value] : rowsOf(value)
      return depth === 0 ? inner : inner.map((row) => ({ ...outer, ...row }))
    })
  }
  return rows
}

export type LineRow = Readonly<Record<string, unknown>>

const isRow = (value: unknown): value is LineRow =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const rowsOf = (value: unknown): readonly LineRow[] =>
  Array.isArray(value) ? value.filter(isRow) : []

function textAt(record: unknown, path: string | undefined): string {
  if (path === undefined) return ''
  const value = valueAt(record, path)
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? value.trim() : ''
}

/** Some lists tell a date twice: `Date` as Xero's number of ms, `DateString` as ISO text. */
const dayAt = (record: unknown, path: string): Day | null =>
  xeroDay(valueAt(record, path)) ?? xeroDay(valueAt(record, `${path}String`))

function hasFiles(record: unknown, flag: boolean): boolean | null {
  const listed = valueAt(record, 'Attachments')
  if (Array.isArray(listed) && listed.length > 0) return true
  const told = flag ? valueAt(record, 'HasAttachments') : null
  if (typeof told === 'boolean') return told
  const text = typeof told === 'string' ? told.trim().toLowerCase() : ''
  if (text === 'true') return true
  return text === 'false' ? false : null
}

import type { Row } from '../worlds/row.ts'
import type { Books } from '../worlds/world.ts'
import { guid } from './newer-apis.ts'

/** One list of a payroll. */
export interface PayrollTable {
  readonly area: 'employees' | 'payruns' | 'payslip' | 'settings' | 'timesheets'
  /** The property of the answer that holds it. */
  readonly list: string
  readonly id: string
  /** The answer holds one record in place of a list. */
  readonly single?: boolean
  /** All rows; of one pay run where the list is asked for by it. */
  readonly rows: (books: Books, payRun: string | null) => readonly Row[]
  /** What the single record holds beyond its row in the list. */
  readonly whole?: (books: Books, row: Row) => Row
}

/** People on the payroll: more than a page of them, so that its end is met. */
export const EMPLOYEES = 103
export const PAY_RUNS = 2

export const key = (books: Books, kind: string, nth: number): string =>
  guid(books, 'payroll', kind, nth)

export const times = <T>(count: number, make: (nth: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, nth) => make(nth))

export const nameOf = (nth: number) => ({ first: `Robin ${nth + 1}`, last: 'Fairweather' })

/** Rows of the page asked for, a hundred of them. */
export function pageRows(rows: readonly Row[], query: URLSearchParams): readonly Row[] {
  const page = Math.max(1, Number.parseInt(query.get('page') ?? '1', 10) || 1)
  return rows.slice((page - 1) * 100, page * 100)
}

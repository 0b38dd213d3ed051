import { resourceNamed } from '../../src/core/catalogue/index.ts'
import type { Column, ColumnKind } from '../../src/core/catalogue/resource.ts'

/** Xero sends invoices in pages of at most so many. */
export const PAGE = 1_000

/** The first columns of the sheet of invoices: texts, amounts, dates and truths. */
export const columnsOf = (count: number): readonly Column[] =>
  resourceNamed('Invoices').columns.slice(0, count)

/** A page of invoices as Xero lists them, with just the fields that the columns show. */
export const pageText = (from: number, count: number, columns: number): string =>
  JSON.stringify({
    Invoices: Array.from({ length: count }, (_, nth) => record(from + nth, columnsOf(columns))),
  })

function record(nth: number, columns: readonly Column[]): Record<string, unknown> {
  const one: Record<string, unknown> = {}
  for (const { path, kind } of columns) {
    const [outer = '', inner] = path.split('.')
    const value = valueAt(kind, path, nth)
    one[outer] = inner === undefined ? value : { [inner]: value }
  }
  return one
}

function valueAt(kind: ColumnKind, path: string, nth: number): unknown {
  switch (kind) {
    case 'money':
      return ((nth * 37) % 1_000_000) / 100
    case 'decimal':
      return 1.5
    case 'date':
    case 'instant':
      return `/Date(${Date.UTC(2020, 0, 1) + (nth % 2_000) * 86_400_000}+0000)/`
    case 'boolean':
      return nth % 2 === 0
    case 'text':
      return path === 'CurrencyCode' ? 'GBP' : `${path} ${nth} & more`
  }
}

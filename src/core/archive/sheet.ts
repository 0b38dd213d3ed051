import type { ColumnKind, Lines, Resource } from '../catalogue/resource.ts'
import type { Day } from '../day.ts'
import type { Decimal } from '../decimal.ts'

/** Where a click leads: a file of the archive, by its path, or another sheet, at the top or at a row. */
export type Link = { readonly file: string } | { readonly sheet: string; readonly line?: number }

/** What one cell shows; null where it is empty. A text is always a text, never a formula. */
export type Cell =
  | null
  | { readonly kind: 'text'; readonly text: string; readonly link?: Link; readonly bold?: boolean }
  /** Exact, and of no more digits than a spreadsheet keeps. */
  | { readonly kind: 'money' | 'decimal'; readonly value: Decimal }
  | { readonly kind: 'count'; readonly value: number; readonly link?: Link }
  | { readonly kind: 'day'; readonly day: Day }
  /** UTC ms. */
  | { readonly kind: 'instant'; readonly at: number }
  | { readonly kind: 'boolean'; readonly value: boolean }

export type Row = readonly Cell[]

export interface SheetColumn {
  readonly title: string
  readonly kind: ColumnKind | 'count'
}

/** What a sheet's rows are made from. */
export type SheetContent =
  | { readonly of: 'records'; readonly resource: Resource }
  | { readonly of: 'lines'; readonly resource: Resource; readonly lines: Lines }
  | { readonly of: 'report'; readonly resource: Resource }
  | { readonly of: 'history'; readonly resource: Resource }
  | { readonly of: 'attachments' }
  | { readonly of: 'exceptions' }
  | { readonly of: 'summary' }

/** A sheet of the workbook before its rows are known. */
export interface SheetPlan {
  readonly title: string
  readonly columns: readonly SheetColumn[]
  /** Told in the first row below the header: why the resource could not be had. */
  readonly note: string | null
  readonly content: SheetContent
}

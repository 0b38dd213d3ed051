import { FILE_TYPES, fileTypeTitle } from './catalogue/index.ts'
import { type Day, dayWords } from './day.ts'
import type { Filter } from './filter.ts'

/** The filter in words, for orders, the workbook and letters. */
export function filterWords(filter: Filter): string {
  if (filter.types.length === 0) return 'The workbook alone, with no files'
  const types =
    filter.types.length === FILE_TYPES.length
      ? 'All types'
      : filter.types.map(fileTypeTitle).join(', ')
  return `${types}; ${range(filter.from, filter.to)}${extras(filter)}`
}

function extras({ pdfs, history }: Filter): string {
  return [pdfs ? '; with PDFs from Xero' : '', history ? '; with history and notes' : ''].join('')
}

function range(from: Day | null, to: Day | null): string {
  if (from && to) return `${dayWords(from)} to ${dayWords(to)}`
  if (from) return `from ${dayWords(from)}`
  if (to) return `up to ${dayWords(to)}`
  return 'all dates'
}

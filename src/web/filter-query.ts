import type { Filter } from '../core/filter.ts'
import type { Form } from './form.ts'

/** The filter as typed: kept as it is when it makes no sense, so that the form can show it again. */
export interface TypedFilter {
  readonly types: readonly string[]
  readonly from: string
  readonly to: string
  readonly pdfs: boolean
  readonly history: boolean
}

/** Marks a query that carries a filter: without it, an address without types would mean "no types". */
const MARK = 'chosen'

export const typedFilter = (form: Form): TypedFilter => ({
  types: form.all('types'),
  from: form.text('from'),
  to: form.text('to'),
  pdfs: form.text('pdfs') !== '',
  history: form.text('history') !== '',
})

export const carriesFilter = (form: Form): boolean => form.text(MARK) !== ''

export const asTyped = (filter: Filter): TypedFilter => ({
  types: filter.types,
  from: filter.from ?? '',
  to: filter.to ?? '',
  pdfs: filter.pdfs ?? false,
  history: filter.history ?? false,
})

/** The query of a link that shows the page with another filter. */
export function filterQuery(typed: TypedFilter): string {
  const query = new URLSearchParams([[MARK, '1'], ...typed.types.map((type) => ['types', type])])
  if (typed.from) query.set('from', typed.from)
  if (typed.to) query.set('to', typed.to)
  if (typed.pdfs) query.set('pdfs', '1')
  if (typed.history) query.set('history', '1')
  return `?${query}`
}

/** A stretch of days with a name, offered as a link. */
export interface Preset {
  readonly text: string
  readonly from: string
  readonly to: string
}

export const yearPreset = (year: string): Preset => ({
  text: year,
  from: `${year}-01-01`,
  to: `${year}-12-31`,
})

const LAST_DAYS = ['03-31', '06-30', '09-30', '12-31'] as const

/** This year and the two before, then the last four quarters, newest first. */
export function presets(now: number): readonly Preset[] {
  const date = new Date(now)
  const year = date.getUTCFullYear()
  const quarter = Math.floor(date.getUTCMonth() / 3)
  const years = [year, year - 1, year - 2].map((one) => yearPreset(String(one)))
  const quarters = [0, 1, 2, 3].map((back) => quarterPreset(year * 4 + quarter - back))
  return [...years, ...quarters]
}

/** A quarter by its number since the year 0. */
function quarterPreset(number: number): Preset {
  const year = Math.floor(number / 4)
  const index = number % 4
  const first = String(index * 3 + 1).padStart(2, '0')
  return {
    text: `Q${index + 1} ${year}`,
    from: `${year}-${first}-01`,
    to: `${year}-${LAST_DAYS[index] ?? '12-31'}`,
  }
}

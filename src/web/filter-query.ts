import { EVERYTHING, type Filter } from '../core/filter.ts'
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
  types: offeredOrAll(form),
  from: form.text('from'),
  to: form.text('to'),
  pdfs: form.text('pdfs') !== '',
  history: form.text('history') !== '',
})

/**
 * Only types that have documents are offered. Whoever ticks all of them means all types there are: so it
 * is called, and so it stays when a type gets its first document.
 */
function offeredOrAll(form: Form): readonly string[] {
  const types = form.all('types')
  const offered = form.text('offered').split(' ').filter(Boolean)
  const all = offered.length > 0 && offered.every((one) => types.includes(one))
  return all ? EVERYTHING.types : types
}

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

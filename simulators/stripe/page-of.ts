import { missing } from './api-error.ts'
import { type ListOf, listOf } from './objects/list.ts'

/** A number of seconds, or a range of them. */
export type Range =
  | number
  | { readonly gt?: number; readonly gte?: number; readonly lt?: number; readonly lte?: number }

export interface Paging {
  readonly limit?: number
  readonly starting_after?: string
  readonly ending_before?: string
}

const DEFAULT_LIMIT = 10

/** Newest first, cut to a page, as every list of the API answers. `items` come in order of creation. */
export function pageOf<T extends { readonly id: string }>(
  items: Iterable<T>,
  paging: Paging,
  url: string,
): ListOf<T> {
  const newest = [...items].reverse()
  const limit = paging.limit ?? DEFAULT_LIMIT
  if (paging.ending_before !== undefined) {
    const before = newest.slice(0, indexOf(newest, paging.ending_before, 'ending_before'))
    return listOf(before.slice(-limit), url, before.length > limit)
  }
  const start =
    paging.starting_after === undefined
      ? 0
      : indexOf(newest, paging.starting_after, 'starting_after') + 1
  return listOf(newest.slice(start, start + limit), url, newest.length > start + limit)
}

function indexOf(items: readonly { readonly id: string }[], id: string, param: string): number {
  const at = items.findIndex((item) => item.id === id)
  if (at < 0) throw missing('object', id, param, 400)
  return at
}

/** True when the instant (seconds) lies in the range, or no range was given. */
export function inRange(instant: number, range: Range | undefined): boolean {
  if (range === undefined) return true
  if (typeof range === 'number') return instant === range
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = range
  return instant > gt && instant >= gte && instant < lt && instant <= lte
}

/** True when no filter was given, or the reference is the wanted one. */
export function fits(
  reference: string | { readonly id: string } | null | undefined,
  wanted: string | undefined,
): boolean {
  if (wanted === undefined) return true
  return (typeof reference === 'string' ? reference : reference?.id) === wanted
}

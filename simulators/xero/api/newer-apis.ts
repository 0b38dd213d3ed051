import { createHash } from 'node:crypto'
import type { Row } from '../worlds/row.ts'
import type { Books } from '../worlds/world.ts'

/** A page as the newer APIs wrap it: the block first, in camel case, the rows as `items`. */
export function pageOf(
  rows: readonly Row[],
  query: URLSearchParams,
  standard: number,
  most: number,
): Row {
  const number = (name: string, otherwise: number): number =>
    Math.max(1, Number.parseInt(query.get(name) ?? '', 10) || otherwise)
  const page = number('page', 1)
  const pageSize = Math.min(most, number('pageSize', standard))
  return {
    pagination: {
      page,
      pageSize,
      pageCount: Math.ceil(rows.length / pageSize),
      itemCount: rows.length,
    },
    items: rows.slice((page - 1) * pageSize, page * pageSize),
  }
}

/** An id that depends on nothing but these. */
export function guid(books: Books, kind: string, group: string, index: number): string {
  const hash = createHash('sha256')
    .update([books.tenantId, kind, group, index].join(' '))
    .digest('hex')
  return [8, 4, 4, 4, 12]
    .reduce<{ at: number; parts: string[] }>(
      ({ at, parts }, length) => ({
        at: at + length,
        parts: [...parts, hash.slice(at, at + length)],
      }),
      { at: 0, parts: [] },
    )
    .parts.join('-')
}

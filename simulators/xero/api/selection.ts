import type { Json, Row } from '../worlds/row.ts'
import type { Books } from '../worlds/world.ts'
import type { ResourceSpec } from './resources.ts'
import { type Condition, parseWhere, plain, QueryProblem } from './where.ts'

/** Rows of a resource by position: all of them, or those that a query leaves, in its order. */
export interface Selection {
  readonly size: number
  at(position: number): number
}

const SUMMARY = { detail: 'summary', unitdp: 2 } as const
const KEPT = 16

const memory = new WeakMap<Books, Map<string, Int32Array>>()

/**
 * What a list query selects. Going through a large resource takes a moment, so the last few answers
 * are kept: the pages of one query are one selection.
 */
export function select(
  books: Books,
  spec: ResourceSpec,
  query: URLSearchParams,
  since: number | undefined,
): Selection {
  const size = books.size(spec.name)
  const order = query.get('order')
  const conditions = conditionsOf(books, spec, query, since)
  if (conditions.length === 0 && (order === null || !spec.where))
    return { size, at: (position) => position }
  const key = [
    spec.name,
    since,
    ...[...query].filter(([name]) => !PAGE_WORDS.has(name)).flat(),
  ].join('\n')
  const known = kept(books).get(key)
  const chosen = known ?? sort(books, spec, order, filter(books, spec, conditions))
  remember(kept(books), key, chosen)
  return { size: chosen.length, at: (position) => chosen[position] ?? 0 }
}

const PAGE_WORDS = new Set(['page', 'pageSize', 'unitdp', 'offset'])

function kept(books: Books): Map<string, Int32Array> {
  const known = memory.get(books)
  if (known !== undefined) return known
  const made = new Map<string, Int32Array>()
  memory.set(books, made)
  return made
}

function remember(map: Map<string, Int32Array>, key: string, chosen: Int32Array): void {
  map.delete(key)
  map.set(key, chosen)
  const [oldest] = map.keys()
  if (map.size > KEPT && oldest !== undefined) map.delete(oldest)
}

function filter(books: Books, spec: ResourceSpec, conditions: readonly Condition[]): Int32Array {
  const chosen: number[] = []
  for (let index = 0; index < books.size(spec.name); index += 1) {
    const row = books.row(spec.name, index, SUMMARY)
    if (conditions.every((condition) => condition(row))) chosen.push(index)
  }
  return Int32Array.from(chosen)
}

function sort(
  books: Books,
  spec: ResourceSpec,
  order: string | null,
  chosen: Int32Array,
): Int32Array {
  if (order === null) return chosen
  const [field = '', direction = 'ASC'] = order.trim().split(/\s+/)
  if (!fieldsOf(books, spec).has(field.split('.')[0] ?? '')) throw unknownField(spec, field)
  const value = (index: number) =>
    plain(
      field
        .split('.')
        .reduce<Json | undefined>(
          (at, name) => (at !== null && typeof at === 'object' ? (at as Row)[name] : undefined),
          books.row(spec.name, index, SUMMARY),
        ),
    )
  const keyed = [...chosen].map((index) => ({ index, key: value(index) }))
  const sign = direction.toUpperCase().startsWith('DESC') ? -1 : 1
  keyed.sort((a, b) => {
    const [x, y] = [a.key ?? '', b.key ?? '']
    return (x < y ? -sign : x > y ? sign : 0) || a.index - b.index
  })
  return Int32Array.from(keyed, (one) => one.index)
}

function unknownField(spec: ResourceSpec, field: string): QueryProblem {
  return new QueryProblem(`No property or field '${field}' exists in type '${spec.singular}'`)
}

/** The fields that a where may name: those of the first rows, and the optional ones. */
function fieldsOf(books: Books, spec: ResourceSpec): ReadonlySet<string> {
  const fields = new Set([
    spec.idField,
    'Reference',
    'Contact',
    'Date',
    'DueDate',
    'Status',
    'CurrencyCode',
  ])
  for (let index = 0; index < Math.min(40, books.size(spec.name)); index += 1) {
    for (const field of Object.keys(books.row(spec.name, index, SUMMARY))) fields.add(field)
  }
  return fields
}

function conditionsOf(
  books: Books,
  spec: ResourceSpec,
  query: URLSearchParams,
  since: number | undefined,
): Condition[] {
  const conditions: Condition[] = []
  const where = query.get('where')
  if (where !== null && where.trim() !== '' && spec.where) {
    conditions.push(parseWhere(where, spec.singular, fieldsOf(books, spec)))
  }
  if (since !== undefined && spec.modifiedSince) {
    conditions.push((row) => Number(plain(row.UpdatedDateUTC ?? row.CreatedDateUTC)) >= since)
  }
  for (const [name, field] of listParameters(spec)) {
    const wanted = (query.get(name) ?? '')
      .split(',')
      .map((word) => word.trim().toLowerCase())
      .filter((word) => word !== '')
    if (wanted.length > 0)
      conditions.push((row) => wanted.includes(String(field(row)).toLowerCase()))
  }
  conditions.push(...dayConditions(spec, query), ...hiddenConditions(spec, query))
  return conditions
}

type Reader = (row: Row) => Json | undefined

function listParameters(spec: ResourceSpec): readonly (readonly [string, Reader])[] {
  const contactId: Reader = (row) => (row.Contact as Row | undefined)?.ContactID
  switch (spec.name) {
    case 'Invoices':
      return [
        ['IDs', (row) => row.InvoiceID],
        ['InvoiceNumbers', (row) => row.InvoiceNumber],
        ['ContactIDs', contactId],
        ['Statuses', (row) => row.Status],
      ]
    case 'Contacts':
      return [['IDs', (row) => row.ContactID]]
    case 'Budgets':
      return [['IDs', (row) => row.BudgetID]]
    case 'PurchaseOrders':
      return [['Status', (row) => row.Status]]
    case 'Quotes':
      return [
        ['Status', (row) => row.Status],
        ['ContactID', contactId],
        ['QuoteNumber', (row) => row.QuoteNumber],
      ]
    case 'LinkedTransactions':
      return [
        ['ContactID', (row) => row.ContactID],
        ['Status', (row) => row.Status],
        ['SourceTransactionID', (row) => row.SourceTransactionID],
      ]
    default:
      return []
  }
}

function dayConditions(spec: ResourceSpec, query: URLSearchParams): Condition[] {
  if (spec.name !== 'Quotes' && spec.name !== 'PurchaseOrders') return []
  const conditions: Condition[] = []
  for (const [name, field, later] of [
    ['DateFrom', 'Date', true],
    ['DateTo', 'Date', false],
    ['ExpiryDateFrom', 'ExpiryDate', true],
    ['ExpiryDateTo', 'ExpiryDate', false],
  ] as const) {
    const at = Date.parse(query.get(name) ?? '')
    if (Number.isNaN(at)) continue
    conditions.push((row) =>
      later ? Number(plain(row[field])) >= at : Number(plain(row[field])) <= at,
    )
  }
  return conditions
}

/** Archived and deleted rows show only when asked for, in the resources that have the parameter. */
function hiddenConditions(spec: ResourceSpec, query: URLSearchParams): Condition[] {
  const archived = query.get('includeArchived')?.toLowerCase() === 'true'
  const deleted = query.get('includeDeleted')?.toLowerCase() === 'true'
  if (spec.name === 'Contacts' && !archived) return [(row) => row.ContactStatus !== 'ARCHIVED']
  if (spec.name === 'TrackingCategories' && !archived) return [(row) => row.Status !== 'ARCHIVED']
  if (spec.name === 'BankTransfers' && !deleted) return [(row) => row.Status !== 'DELETED']
  return []
}

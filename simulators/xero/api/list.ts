import type { Reply, Request } from '../reply.ts'
import type { Row } from '../worlds/row.ts'
import type { Books, Shape } from '../worlds/world.ts'
import { badRequest, type Envelope, envelope, quotesEnvelope } from './envelope.ts'
import type { ResourceSpec } from './resources.ts'
import { type Selection, select } from './selection.ts'
import type { ListShifts } from './shifts.ts'
import { QueryProblem } from './where.ts'

const DEFAULT_PAGE = 100
const MOST_ROWS = 100_000
/** Fewer than the 100 that Xero allows, because a short page must not be taken for the last. */
const JOURNALS_PAGE = 97

export interface ListSwitches {
  /** False plays a Xero that refuses to filter by HasAttachments. */
  readonly whereHasAttachments: boolean
  readonly shifts: ListShifts
  /** The most records of a page, whatever is asked for. */
  readonly largestPage: number
}

/** A list of a resource: with lines and a pagination block when paged, bare summaries when not. */
export function list(
  books: Books,
  spec: ResourceSpec,
  request: Request,
  wrapping: Envelope,
  switches: ListSwitches,
): Reply {
  const { query } = request
  if (!switches.whereHasAttachments && /HasAttachments/i.test(query.get('where') ?? '')) {
    return badRequest('QueryParseException', 'HasAttachments cannot be used in a where clause')
  }
  try {
    const since = modifiedSince(request.headers['if-modified-since'])
    return answer(
      books,
      spec,
      query,
      wrapping,
      switches.largestPage,
      switches.shifts.apply(spec.name, select(books, spec, query, since)),
    )
  } catch (problem) {
    if (problem instanceof QueryProblem) return badRequest('QueryParseException', problem.message)
    throw problem
  }
}

function answer(
  books: Books,
  spec: ResourceSpec,
  query: URLSearchParams,
  wrapping: Envelope,
  largestPage: number,
  chosen: Selection,
): Reply {
  const unitdp = query.get('unitdp') === '4' ? 4 : 2
  const rows = (from: number, count: number, detail: Shape['detail']) =>
    cut(books, spec, chosen, from, count, { detail, unitdp })
  const page = Math.max(1, positive(query.get('page')) ?? 1)
  const plainPage = Math.min(DEFAULT_PAGE, largestPage)
  if (spec.name === 'Quotes')
    return quotesEnvelope(wrapping, rows((page - 1) * plainPage, plainPage, 'lines'))
  if (spec.paging === 'page-only')
    return envelope(wrapping, spec.name, rows((page - 1) * plainPage, plainPage, 'lines'))
  if (spec.paging === 'offset') return journals(books, query, wrapping)
  const summaryOnly = query.get('summaryOnly')?.toLowerCase() === 'true'
  const asked = query.has('page') || query.has('pageSize')
  const forced =
    spec.paging === 'enforced' || (spec.name === 'Invoices' && query.has('Statuses')) || summaryOnly
  if (spec.paging === 'none' || !(asked || forced)) {
    if (chosen.size > MOST_ROWS) return tooMany()
    return envelope(wrapping, pluralOf(spec), rows(0, chosen.size, 'summary'))
  }
  const pageSize = Math.min(
    largestPage,
    Math.max(1, positive(query.get('pageSize')) ?? DEFAULT_PAGE),
  )
  const pagination = {
    page,
    pageSize,
    pageCount: Math.ceil(chosen.size / pageSize),
    itemCount: chosen.size,
  }
  const found = rows((page - 1) * pageSize, pageSize, summaryOnly ? 'summary' : 'lines')
  return envelope(
    wrapping,
    spec.name,
    summaryOnly ? found.map(withoutDetails) : found,
    asked || forced ? pagination : undefined,
  )
}

function cut(
  books: Books,
  spec: ResourceSpec,
  chosen: Selection,
  from: number,
  count: number,
  shape: Shape,
): Row[] {
  const rows: Row[] = []
  const end = Math.min(chosen.size, from + count)
  for (let position = from; position < end; position += 1) {
    rows.push(books.row(spec.name, chosen.at(position), shape))
  }
  return rows
}

/** `summaryOnly` leaves out what an attachment scan would need. */
function withoutDetails(row: Row): Row {
  const { Payments: _payments, HasAttachments: _has, LineItems: _lines, ...rest } = row
  return rest
}

/** `offset` is the last journal number seen; pages are shorter than 100 long before the end. */
function journals(books: Books, query: URLSearchParams, wrapping: Envelope): Reply {
  const offset = positive(query.get('offset')) ?? 0
  const row = (index: number) => books.row('Journals', index, { detail: 'lines', unitdp: 2 })
  let [low, high] = [0, books.size('Journals')]
  while (low < high) {
    const middle = (low + high) >> 1
    if (Number(row(middle).JournalNumber) > offset) high = middle
    else low = middle + 1
  }
  const count = Math.min(JOURNALS_PAGE, books.size('Journals') - low)
  return envelope(
    wrapping,
    'Journals',
    Array.from({ length: count }, (_, at) => row(low + at)),
  )
}

function tooMany(): Reply {
  return badRequest(
    'ValidationException',
    'The request returned more than 100000 records: use paging',
  )
}

/** The list of organisations is the only one whose name in the answer differs from the path. */
export function pluralOf(spec: ResourceSpec): string {
  return spec.name === 'Organisation' ? 'Organisations' : spec.name
}

function positive(words: string | null): number | undefined {
  const value = Number.parseInt(words ?? '', 10)
  return Number.isNaN(value) ? undefined : value
}

/** `yyyy-MM-ddTHH:mm:ss` is UTC; the usual HTTP date is understood too. */
function modifiedSince(header: string | undefined): number | undefined {
  if (header === undefined) return undefined
  const at = Date.parse(/^\d{4}-\d\d-\d\dT[\d:.]+$/.test(header) ? `${header}Z` : header)
  return Number.isNaN(at) ? undefined : at
}

import { fileTypeOf, type RecordFacts, recordFacts, recordsIn, valueAt } from './catalogue/index.ts'
import type { FileTypeKey, Resource } from './catalogue/resource.ts'
import { decimalOf, parseExact } from './decimal.ts'

/** Xero's largest page; lists without a page size come in hundreds. */
const PAGE_SIZE = 1000

/** What one answer of a list holds. */
export interface ListPage {
  readonly records: readonly unknown[]
  /** Items of the whole list, where the pagination block tells. */
  readonly itemCount: number | null
  readonly pageCount: number | null
  /** False for an answer that holds no list at all, which must not be taken for an empty one. */
  readonly listed: boolean
}

/** Reads a list answer; tolerates a bare array and missing parts. */
export function readListPage(resource: Resource, body: Uint8Array): ListPage {
  const envelope = parseExact(new TextDecoder().decode(body))
  const named = (envelope ?? {}) as Readonly<Record<string, unknown>>
  const block = (named['pagination'] ?? {}) as Readonly<Record<string, unknown>>
  // The Files API counts beside its items.
  const itemCount = wholeNumber(block['itemCount']) ?? wholeNumber(named['TotalCount'])
  return {
    records: recordsIn(resource, envelope),
    itemCount,
    pageCount: wholeNumber(block['pageCount']),
    listed: holdsList(resource, envelope, itemCount ?? 0),
  }
}

/** Where Xero counts nothing, `null` in place of the list is an empty one. */
function holdsList({ list }: Resource, envelope: unknown, itemCount: number): boolean {
  if (Array.isArray(envelope)) return true
  if (typeof envelope !== 'object' || envelope === null) return false
  if (list === '') return true
  const told = (envelope as Readonly<Record<string, unknown>>)[list]
  return told === null ? itemCount === 0 : typeof told === 'object'
}

const wholeNumber = (value: unknown): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null

/** Where a page of the largest size does not come, it is asked for in so many pieces. */
export const PIECES = 10

/** The query of a piece of a page; `piece` from 0. */
export function pieceQuery(
  resource: Resource,
  page: number,
  piece: number,
  query: Readonly<Record<string, string>> = resource.query,
): Readonly<Record<string, string>> {
  const size = pageSizeOf(resource) / PIECES
  return { ...query, page: String((page - 1) * PIECES + piece + 1), pageSize: String(size) }
}

/** The largest page of the Files API. */
const FILES_PAGE = 100

const PAYROLL_PAGE = 100

/** Assets come by 200 at most, projects by 500. */
const pageSizeOf = ({ api }: Resource): number =>
  api === 'assets' ? 200 : api === 'projects' ? 500 : PAGE_SIZE

/** The query of a page: `page` from 1, or for Journals the number of the last journal seen. */
export function pageQuery(
  resource: Resource,
  page: number,
  query: Readonly<Record<string, string>> = resource.query,
): Readonly<Record<string, string>> {
  switch (resource.paging) {
    case 'none':
      return query
    case 'pages':
      return { ...query, page: String(page), pageSize: String(pageSizeOf(resource)) }
    case 'files':
      return { ...query, page: String(page), pagesize: String(FILES_PAGE) }
    case 'payroll':
    case 'short pages':
      return { ...query, page: String(page) }
    case 'offset':
      return { ...query, offset: String(page - 1) }
  }
}

/**
 * The page after this one, or null after the last. A short page is no end where Xero does not
 * count for us: only an empty one is (Journals come in pages of any length).
 */
export function nextPage(resource: Resource, page: number, found: ListPage): number | null {
  if (resource.paging === 'none' || found.records.length === 0) return null
  if (resource.paging === 'offset') return lastJournal(found.records, page) + 1
  const { paging } = resource
  if ((paging === 'pages' || paging === 'payroll') && found.pageCount !== null) {
    return page < found.pageCount ? page + 1 : null
  }
  if (resource.paging === 'files' && found.itemCount !== null) {
    return page * FILES_PAGE < found.itemCount ? page + 1 : null
  }
  // A page past the end may be refused here.
  if (paging === 'payroll' && found.records.length < PAYROLL_PAGE) return null
  return page + 1
}

/** The last page of a list of files; 1 where Xero does not count them. */
export const lastPageOf = ({ itemCount }: ListPage): number =>
  Math.max(1, Math.ceil((itemCount ?? 0) / FILES_PAGE))

function lastJournal(records: readonly unknown[], page: number): number {
  const numbers = records.map((record) =>
    Number((record as { JournalNumber?: unknown }).JournalNumber),
  )
  return Math.max(page, ...numbers.filter(Number.isSafeInteger))
}

export interface FoundDocument extends RecordFacts {
  readonly type: FileTypeKey
  /** Bytes of its files together, where the list itself tells them. */
  readonly bytes?: number
}

/** The records of a page that files can hang on. */
export function documentsOf(resource: Resource, found: ListPage): readonly FoundDocument[] {
  if (!resource.files || resource.files.themselves) return []
  return found.records.flatMap((record) => {
    const facts = recordFacts(resource, record)
    const type = fileTypeOf(resource, record)
    if (!facts.id || !type) return []
    const bytes = listedBytes(valueAt(record, 'Attachments'))
    return [{ ...facts, type, ...(bytes !== null && { bytes }) }]
  })
}

/** Records that may have files, and have no id to ask for them by. */
export const withoutId = (resource: Resource, found: ListPage): number =>
  resource.files
    ? found.records.filter((record) => {
        if (record === null) return false
        const facts = recordFacts(resource, record)
        return facts.id === '' && facts.hasFiles !== false
      }).length
    : 0

/** Some lists hold the files of each record, with their lengths. */
function listedBytes(files: unknown): number | null {
  if (!Array.isArray(files) || files.length === 0) return null
  const lengths = files.map((file) =>
    Number(decimalOf(valueAt(file, 'ContentLength')) ?? Number.NaN),
  )
  const bytes = lengths.reduce((sum, length) => sum + length, 0)
  return Number.isSafeInteger(bytes) ? bytes : null
}

/** Files per id out of the count's answer, which may tell numbers as text; absent means unknown. */
export function readCounts(body: Uint8Array): ReadonlyMap<string, number> {
  const answer = parseExact(new TextDecoder().decode(body))
  if (typeof answer !== 'object' || answer === null) return new Map()
  const pairs = Object.entries(answer).map(
    ([id, value]) => [id.toLowerCase(), Number(decimalOf(value) ?? Number.NaN)] as const,
  )
  return new Map(pairs.filter(([, files]) => Number.isSafeInteger(files) && files >= 0))
}

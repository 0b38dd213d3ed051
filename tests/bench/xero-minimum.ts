import { plain } from '../../simulators/xero/api/where.ts'
import type { Row } from '../../simulators/xero/worlds/row.ts'
import type { Books } from '../../simulators/xero/worlds/world.ts'
import { booksFacts } from '../../src/app/reading/books.ts'
import { resourceNamed } from '../../src/core/catalogue/index.ts'
import type { Resource } from '../../src/core/catalogue/resource.ts'
import { callsOf } from '../../src/core/scan-calls.ts'
import type { Bench } from '../support/installation.ts'

/** The fewest calls that a backup of everything can take, and of what they consist. */
export interface Minimum {
  readonly calls: number
  readonly formula: string
}

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** Files of the library that one answer lists. */
const LIBRARY_PAGE = 100

/**
 * Every question asked once, and nothing asked that need not be: worked out from the books and the
 * catalogue, never from the calls that were made.
 * @param scanId a scan that is done, for the lists that the permissions allow
 */
export async function leastCalls(bench: Bench, books: Books, scanId: string): Promise<Minimum> {
  const { ports } = bench.installation
  const scan = await ports.store.scan.scan(scanId)
  if (!scan) throw new Error(`There is no scan ${scanId}.`)
  const facts = await booksFacts(ports, scan)
  const asked = { fixed: 0, pages: 0, reports: 0, aged: 0 }
  for (const row of await ports.store.scan.resources(scanId)) {
    const resource = resourceNamed(row.resource)
    const by = resource.follows?.by
    if (row.state === 'exception' || by === 'library' || by === 'request') continue
    if (by === 'balances') asked.aged += owing(books, resource)
    else if (by) asked.reports += (await callsOf(resource, facts)).length
    else if (resource.paging === 'none') asked.fixed += 1
    else asked.pages += pagesOf(resource, books.size(resource.name))
  }
  const { parents, library } = countFiles(books)
  const parts: readonly (readonly [number, string])[] = [
    [asked.fixed, 'lists without pages'],
    [asked.pages, 'pages'],
    [asked.reports, 'reports and records by themselves'],
    [asked.aged, 'reports by contact'],
    [Math.ceil(library / LIBRARY_PAGE), 'pages of the library'],
    [parents, 'lists of attachments'],
    [library, 'lists of what a library file hangs on'],
    [books.fileCount, 'files'],
  ]
  const calls = parts.reduce((sum, [count]) => sum + count, 0)
  const formula = `${parts.map(([count, what]) => `${count} ${what}`).join(' + ')} = ${calls}`
  return { calls, formula }
}

/** How many records have files, and how many files hang on nothing. */
function countFiles(books: Books): { readonly parents: number; readonly library: number } {
  const parents = new Set<string>()
  let library = 0
  for (let number = 0; number < books.fileCount; number += 1) {
    const { parent } = books.fileAt(number)
    if (parent) parents.add(parent.id)
    else library += 1
  }
  return { parents: parents.size, library }
}

function pagesOf(resource: Resource, records: number): number {
  const size = resource.paging === 'pages' ? 1_000 : 100
  return Math.max(1, Math.ceil(records / size))
}

/** Contacts with something outstanding on that side, as the books hold them. */
function owing(books: Books, { follows }: Resource): number {
  const side = follows?.by === 'balances' ? follows.of : ''
  let count = 0
  for (let index = 0; index < books.size('Contacts'); index += 1) {
    const row = books.row('Contacts', index, { detail: 'summary', unitdp: 2 })
    const balance = (row.Balances as Row | undefined)?.[side] as Row | undefined
    if (Number(plain(balance?.Outstanding ?? 0)) !== 0) count += 1
  }
  return count
}

/**
 * The least time of so many calls, ms: 60 a minute, and so many a day from its reset to the next.
 * @param untilReset ms from the first call to the end of the organisation's day
 */
export function leastTime(calls: number, dayLimit: number, untilReset: number): number {
  const today = Math.min(dayLimit, Math.floor(untilReset / MINUTE_MS) * 60)
  if (calls <= today) return (calls / 60) * MINUTE_MS
  const later = calls - today
  const wholeDays = Math.ceil(later / dayLimit) - 1
  const rest = later - wholeDays * dayLimit
  return untilReset + wholeDays * DAY_MS + (rest / 60) * MINUTE_MS
}

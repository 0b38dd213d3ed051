import { truth } from '../../simulators/xero/control.ts'
import type { Books } from '../../simulators/xero/worlds/world.ts'
import { RESOURCES } from '../../src/core/catalogue/index.ts'

/** The fewest calls that a backup of everything can take, and of what they consist. */
export interface Minimum {
  /** Lists without pages, and other calls that are there once for any organisation. */
  readonly fixed: number
  readonly pages: number
  readonly lists: number
  readonly files: number
  readonly calls: number
  readonly formula: string
}

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/**
 * @param asked the calls that were made for data, by what they asked for: a resource that is not paged,
 *   or that follows from another one (a report for each year, say), counts with its own calls
 */
export function leastCalls(books: Books, asked: ReadonlyMap<string, number>): Minimum {
  let fixed = 0
  let pages = 0
  for (const [name, made] of asked) {
    const resource = RESOURCES.find((one) => one.path === name && !one.follows)
    const size = resource?.paging === 'pages' ? 1000 : resource?.paging === 'none' ? 0 : 100
    if (size === 0 || !resource) fixed += made
    else pages += Math.min(made, Math.max(1, Math.ceil(books.size(name) / size)))
  }
  const all = [...truth(books)]
  const lists = new Set(all.map((line) => line.recordId || line.attachmentId)).size
  const files = all.length
  const calls = fixed + pages + lists + files
  const formula = `${fixed} fixed lists and reports + ${pages} pages + ${lists} documents with files + ${files} files = ${calls}`
  return { fixed, pages, lists, files, calls, formula }
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

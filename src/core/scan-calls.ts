import type { Resource } from './catalogue/resource.ts'
import type { Day } from './day.ts'
import { financialYears, type Period, twoYears, type YearEnd } from './scan-periods.ts'

/** What a resource's calls follow from; the same for the whole of a scan, so that the calls are too. */
export interface BooksFacts {
  readonly yearEnd: YearEnd
  readonly oldest: Day | null
  /** Two letters; empty where Xero does not tell. */
  readonly country: string
  /** The day the scan began. */
  readonly today: Day
  /** The ids that another resource's lists told, in their order. */
  readonly ids: (resource: string) => Promise<readonly string[]>
  /** The contacts with something outstanding there. */
  readonly owing: (of: 'AccountsReceivable' | 'AccountsPayable') => Promise<readonly string[]>
}

/** One call, or the first page of one. */
export interface PlannedCall {
  readonly path: readonly string[]
  readonly query: Readonly<Record<string, string>>
}

/** Every call of a resource: one for a list, and for what follows from other lists any number. */
export async function callsOf(
  resource: Resource,
  facts: BooksFacts,
): Promise<readonly PlannedCall[]> {
  const { follows, query, countries } = resource
  const elsewhere = facts.country !== '' && !countries?.includes(facts.country)
  if (countries && elsewhere) return []
  const call = (id: string, period: Period | null): PlannedCall => ({
    path: resource.path.split('/').map((part) => (part === '{id}' ? id : part)),
    query: filled(query, id, period),
  })
  if (!follows) return [call('', null)]
  const years = financialYears(facts.yearEnd, facts.oldest, facts.today)
  switch (follows.by) {
    case 'years':
      return years.map((year) => call('', year))
    case 'records': {
      const ids = await facts.ids(follows.of)
      const periods = follows.inYears ? twoYears(years) : [null]
      return ids.flatMap((id) => periods.map((period) => call(id, period)))
    }
    case 'balances': {
      const ids = await facts.owing(follows.of)
      return ids.map((id) => call(id, years.at(-1) ?? null))
    }
    case 'library':
    case 'request':
      return []
    case 'values':
      return follows.queries.map((one) => ({ ...call('', null), query: { ...query, ...one } }))
  }
}

const filled = (query: Readonly<Record<string, string>>, id: string, period: Period | null) =>
  Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      value
        .replace('{id}', id)
        .replace('{from}', period?.from ?? '')
        .replace('{to}', period?.to ?? ''),
    ]),
  )

/** What the scan leaves to the backup, or to a step of its own. */
export const isReadLater = ({ follows }: Resource): boolean =>
  follows?.by === 'library' || follows?.by === 'balances' || follows?.by === 'request'

/** Pages of a call that follows from another list are numbered on from its number times this. */
export const PAGES_A_CALL = 10_000

/** Which call, from 0, and which page of it, from 1, a stored page's number means. */
export function placeOf(resource: Resource, page: number): { call: number; page: number } {
  if (!resource.follows) return { call: 0, page }
  return { call: Math.floor(page / PAGES_A_CALL), page: page % PAGES_A_CALL }
}

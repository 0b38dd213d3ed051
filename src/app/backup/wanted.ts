import { RESOURCES } from '../../core/catalogue/index.ts'
import type { Resource } from '../../core/catalogue/resource.ts'
import { callsOf, type PlannedCall } from '../../core/scan-calls.ts'
import type { Backup } from '../../ports/store/backup.ts'
import type { AppPorts } from '../app-ports.ts'
import { booksFacts } from '../reading/books.ts'
import { placeReports } from '../reading/contact-reports.ts'

/** One answer that is wanted. */
export interface Wanted {
  readonly resource: string
  /** Where Xero may refuse one and give the others: a report, or the history of one list's documents. */
  readonly group: string
  /** What the answer is about: its place among the stored pages. */
  readonly page: number
  readonly recordId: string
  readonly number: string
  /** The stored answer's name below the resource's folder. */
  readonly name: string
  readonly call: PlannedCall
}

/** The group of a history, by the list of its document. */
export const historyOf = (resource: string): string => `History ${resource}`
export const isAged = (resource: Resource): boolean => resource.follows?.by === 'balances'

/** The aged reports that are not stored yet. */
export async function agedWanted(ports: AppPorts, backup: Backup): Promise<readonly Wanted[]> {
  const { store } = ports
  const scan = await store.scan.scan(backup.scanId)
  const rows = await store.scan.resources(backup.scanId)
  const open = rows.filter(({ state }) => state === 'pending' || state === 'fetching')
  const resources = RESOURCES.filter(
    (one) => isAged(one) && open.some((row) => row.resource === one.name),
  )
  if (!scan || resources.length === 0) return []
  const facts = await booksFacts(ports, scan)
  const wanted = await Promise.all(
    resources.map(async (resource) => {
      const stored = await store.scan.pages(scan.id, resource.name)
      const group = { resource: resource.name, group: resource.name, number: '' }
      return placeReports(stored, await callsOf(resource, facts)).map(
        ({ contactId: recordId, ...place }): Wanted => ({ ...group, ...place, recordId }),
      )
    }),
  )
  return wanted.flat()
}

/** Those without an exception of this backup: what was refused for good is not asked for again. */
export async function notGivenUp(
  { store }: AppPorts,
  backup: Backup,
  wanted: readonly Wanted[],
): Promise<readonly Wanted[]> {
  if (wanted.length === 0) return []
  const exceptions = await store.backup.exceptions(backup.id)
  const known = new Set(exceptions.map((one) => `${one.resource} ${one.recordId}`))
  return wanted.filter((one) => !known.has(`${one.resource} ${one.recordId}`))
}

import { recordFacts } from '../../core/catalogue/index.ts'
import type { ScanResource } from '../../ports/store/scan.ts'
import { storedPages } from './books.ts'
import type { Reading } from './page.ts'

/** So often a list is read again from its beginning. */
const MOST_ROUNDS = 3

/**
 * Xero's pages shift while they are read: a record that is edited moves to the end, and another takes
 * its place on a page that was read already. So the records of a list of several pages are counted when it
 * has ended, and where there are fewer than Xero tells, the list is read again. Where Xero tells none, it
 * is read until two readings agree. How often, and what the reading before gave, stands in the row: a
 * reading may take longer than a slice.
 */
export async function compared(reading: Reading, at: ScanResource): Promise<ScanResource> {
  const { resource } = reading
  const known = await distinctRecords(reading, at.scanId)
  const counted = resource.paging === 'pages'
  const whole = counted ? known >= (at.recordsTold ?? 0) : known === at.sizeBefore
  const end: ScanResource = { ...at, nextPage: 1, records: known }
  if (whole) return { ...end, state: at.reason === null ? 'done' : 'exception' }
  const rounds = (at.rounds ?? 0) + 1
  if (rounds <= MOST_ROUNDS && at.reason === null)
    return { ...at, nextPage: 1, records: 0, rounds, sizeBefore: known }
  const short = counted
    ? `Xero counts ${at.recordsTold} records and lists ${known} of them, however often it is asked.`
    : 'Xero lists other records each time it is asked.'
  return { ...end, state: 'exception', reason: [at.reason, short].filter(Boolean).join(' ') }
}

/** By their ids; those without one count each. */
async function distinctRecords(reading: Reading, scanId: string): Promise<number> {
  const { ports, resource } = reading
  const ids = new Set<string>()
  let nameless = 0
  for await (const records of storedPages(ports, scanId, resource.name)) {
    for (const record of records) {
      const { id } = recordFacts(resource, record)
      if (id) ids.add(id)
      else nameless += 1
    }
  }
  return ids.size + nameless
}

import type { PlannedCall } from '../../core/scan-calls.ts'
import type { RawPage } from '../../ports/store/scan.ts'

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A report by contact that is to be stored: as which page, and under which name. */
export interface ReportPlace {
  readonly call: PlannedCall
  readonly contactId: string
  readonly page: number
  readonly name: string
}

const contactOf = ({ query }: PlannedCall): string => query['contactId'] ?? ''

/**
 * Stored reports by the ids of their contacts. The name of an answer tells whose it is: the place of a
 * contact among those that owe moves whenever the list of contacts is read again.
 */
export function reportsByContact(
  pages: readonly RawPage[],
  calls: readonly PlannedCall[],
): ReadonlyMap<string, RawPage> {
  return new Map(
    pages.map((page) => {
      const name = /([^/]*?)(-r\d+)?(-again\d*)?\.json$/.exec(page.storageKey)?.[1] ?? ''
      // Named by its place, where Xero's id is no id.
      const call = ID.test(name) ? undefined : calls[page.page - 1]
      return [call ? keyOf(contactOf(call)) : keyOf(name), page]
    }),
  )
}

/** The reports that are not stored yet, in places that no other one has. */
export function placeReports(
  pages: readonly RawPage[],
  calls: readonly PlannedCall[],
): readonly ReportPlace[] {
  const known = reportsByContact(pages, calls)
  const taken = new Set(pages.map((page) => page.page))
  let behind = Math.max(calls.length, ...taken)
  return calls.flatMap((call, nth) => {
    const contactId = contactOf(call)
    if (known.has(keyOf(contactId))) return []
    if (taken.has(nth + 1)) behind += 1
    const page = taken.has(nth + 1) ? behind : nth + 1
    const name = ID.test(contactId) ? keyOf(contactId) : String(page).padStart(7, '0')
    return [{ call, contactId, page, name }]
  })
}

const keyOf = (contactId: string): string => contactId.toLowerCase()

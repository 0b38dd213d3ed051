import { type TruthLine, truth } from '../../simulators/xero/control.ts'
import type { Books } from '../../simulators/xero/worlds/world.ts'
import type { Bench } from './installation.ts'

/** A file that hangs on a record, with the facts of the record that filters go by. */
export interface TrueFile extends TruthLine {
  /** As Xero shows it: `ACCPAY`; empty where the record has none. */
  readonly recordType: string
  /** Year-month-day; null where the record has no date. */
  readonly day: string | null
}

/** The books of the organisation of that name, the first by default. */
export function booksOf({ xero }: Pick<Bench, 'xero'>, name = ''): Books {
  const found = xero.world.organisations.find((one) => one.name.includes(name))
  if (!found) throw new Error(`The world has no organisation ${name}.`)
  return found
}

/** Everything that a backup of everything has to hold: attached files, and those of the library alone. */
export const allFiles = (books: Books): readonly TruthLine[] => [...truth(books)]

/** Every attached file of the books; those that are only in the library hang on nothing. */
export const attachedFiles = (books: Books): readonly TrueFile[] =>
  [...truth(books)]
    .filter((line) => line.resource !== 'Library')
    .map((line) => ({ ...line, ...recordFacts(books, line.recordId) }))

function recordFacts(books: Books, recordId: string): Pick<TrueFile, 'recordType' | 'day'> {
  const place = books.objectOf(recordId)
  if (!place) throw new Error(`No record ${recordId} carries files.`)
  const row = books.row(place.resource, place.index, { detail: 'summary', unitdp: 2 })
  const schedule = row.Schedule as { readonly StartDate?: unknown } | undefined
  const date = String(row.Date ?? schedule?.StartDate ?? '')
  const ticks = /\/Date\((-?\d+)/.exec(date)?.[1]
  const told = /\d{4}-\d{2}-\d{2}/.exec(date)?.[0]
  return {
    recordType: typeof row.Type === 'string' ? row.Type : '',
    day: ticks ? new Date(Number(ticks)).toISOString().slice(0, 10) : (told ?? null),
  }
}

/** Hashes as a sorted list: equal lists are equal multisets. */
export const hashes = (files: readonly { readonly sha256: string }[]): readonly string[] =>
  files.map((file) => file.sha256).sort()

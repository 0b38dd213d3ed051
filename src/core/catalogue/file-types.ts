import { LedgerkeepError } from '../errors.ts'
import { valueAt } from './record.ts'
import type { FileType, FileTypeKey, Resource } from './resource.ts'
import { RESOURCES } from './resources.ts'

/** The order people see; a record, so that the compiler misses a key that is left out. */
const PLACE: Readonly<Record<FileTypeKey, number>> = {
  'sales-invoices': 0,
  bills: 1,
  'sales-credit-notes': 2,
  'bill-credit-notes': 3,
  'spend-money': 4,
  'receive-money': 5,
  'bank-transfers': 6,
  'manual-journals': 7,
  'purchase-orders': 8,
  quotes: 9,
  'repeating-invoices': 10,
  receipts: 11,
  contacts: 12,
  accounts: 13,
  library: 14,
}

/** A type of several resources, such as money spent as a prepayment, stands here once. */
export const FILE_TYPES: readonly FileType[] = [
  ...new Map(
    RESOURCES.flatMap((resource) => resource.files?.types ?? []).map((type) => [type.key, type]),
  ).values(),
].toSorted((one, other) => PLACE[one.key] - PLACE[other.key])

/** The types whose documents Xero draws as PDFs. */
export const PDF_TYPES: readonly FileTypeKey[] = FILE_TYPES.filter((type) => type.pdf).map(
  (type) => type.key,
)

/** The resources whose documents have a history. */
export const HISTORY_RESOURCES: readonly string[] = RESOURCES.filter(
  (resource) => resource.files?.history,
).map((resource) => resource.name)

export const isFileTypeKey = (text: string): text is FileTypeKey => Object.hasOwn(PLACE, text)

/** As people read it: `sales-invoices` -> `Sales invoices`. */
export function fileTypeTitle(key: FileTypeKey): string {
  const type = FILE_TYPES.find((one) => one.key === key)
  if (!type) throw new LedgerkeepError('bug', `No resource of the catalogue has the type ${key}.`)
  return type.title
}

/**
 * Under which type the files of a record go; null only for a resource that has no files. A record
 * whose `Type` is missing or unheard of goes under the type without a condition, or else the
 * first: a file in the wrong folder can be found, one that has no folder is lost.
 */
export function fileTypeOf(resource: Resource, record: unknown): FileTypeKey | null {
  if (!resource.files) return null
  const { types } = resource.files
  const type =
    types.find((one) => matches(one, record)) ?? types.findLast((one) => !one.when) ?? types[0]
  return type?.key ?? null
}

function matches({ when }: FileType, record: unknown): boolean {
  if (!when) return false
  const value = valueAt(record, when.field)
  if (typeof value !== 'string') return false
  const told = value.trim().toUpperCase()
  return when.values.some((start) => told.startsWith(start))
}

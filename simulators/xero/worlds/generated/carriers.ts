import type { Kind } from '../ids.ts'
import type { Row } from '../row.ts'
import type { StoredFile } from '../world.ts'

/** The resources that carry files, in the order in which their files are numbered. */
export const CARRIERS = [
  'Invoices',
  'BankTransactions',
  'CreditNotes',
  'ManualJournals',
  'PurchaseOrders',
  'Quotes',
  'BankTransfers',
  'RepeatingInvoices',
  'Contacts',
  'Accounts',
] as const satisfies readonly Kind[]

export type Carrier = (typeof CARRIERS)[number]

/** Which record has which files. */
export interface RecordFiles {
  has(resource: Carrier, index: number): boolean
  count(resource: Carrier, index: number): number
  of(resource: Carrier, index: number): readonly StoredFile[]
  one(resource: Carrier, index: number, position: number): StoredFile | undefined
  /** The files as a single record embeds them. */
  embedded(resource: Carrier, index: number): Row[]
  /** All attached files, and file number n of them. */
  readonly total: number
  at(number: number): StoredFile
}

import { recordFacts, resourceNamed, valueAt } from './catalogue/index.ts'
import { decimalOf } from './decimal.ts'
import type { FoundDocument } from './scan.ts'

/** A folder of the library, as the Files API tells it. */
export interface LibraryFolder {
  readonly id: string
  readonly name: string
  readonly files: number
}

/** So many files are looked at one by one, where attached and other files lie in one folder. */
export const MOST_LOOKED_AT = 50

export const foldersIn = (records: readonly unknown[]): readonly LibraryFolder[] =>
  records.flatMap((record) => {
    const id = textAt(record, 'Id')
    const files = Number(valueAt(record, 'FileCount') ?? 0)
    return id
      ? [{ id, name: textAt(record, 'Name'), files: Number.isFinite(files) ? files : 0 }]
      : []
  })

/** The lists whose records have lists of attachments, by what `ObjectType` names; it is met in either case. */
const LIST_OF_TYPE: Readonly<Record<string, string>> = {
  purchaseorder: 'PurchaseOrders',
  transfer: 'BankTransfers',
  salesquote: 'Quotes',
  accrecrepeating: 'RepeatingInvoices',
  accpayrepeating: 'RepeatingInvoices',
}
/** The same by `ObjectGroup`, where the type alone does not tell. */
const LIST_OF_GROUP: Readonly<Record<string, string>> = {
  Account: 'Accounts',
  BankTransaction: 'BankTransactions',
  Contact: 'Contacts',
  CreditNote: 'CreditNotes',
  Invoice: 'Invoices',
  ManualJournal: 'ManualJournals',
  Overpayment: 'Overpayments',
  Prepayment: 'Prepayments',
  Quote: 'Quotes',
  Receipt: 'Receipts',
}

/** Lists of a scan that were read whole, by name: files that hang on their records come with them. */
export const listsRead = (
  rows: readonly { readonly resource: string; readonly state: string }[],
): ReadonlySet<string> =>
  new Set(rows.filter(({ state }) => state === 'done').map(({ resource }) => resource))

/** Whether one of a file's links leads to a record, of a list that was read, whose attachments are fetched. */
export const hangsOnRecord = (links: readonly unknown[], read: ReadonlySet<string>): boolean =>
  links.some((link) => {
    const type = textAt(link, 'ObjectType').toLowerCase()
    const list = LIST_OF_TYPE[type] ?? LIST_OF_GROUP[textAt(link, 'ObjectGroup')]
    return list !== undefined && read.has(list)
  })

/** The ids of the first and the last file of a folder, of its first page and its last. */
export function endsOf(first: readonly unknown[], last: readonly unknown[]): readonly string[] {
  const ends = [first.at(0), last.at(-1) ?? first.at(-1)].filter((file) => file !== undefined)
  return [...new Set(ends.map(fileId))]
}

export const fileId = (file: unknown): string => textAt(file, 'Id')
export const folderOf = (file: unknown): string => textAt(file, 'FolderId')

/** Each file once, however often a page was read; those without an id cannot be fetched. */
export function libraryDocuments(
  files: readonly unknown[],
  folders: readonly LibraryFolder[],
): readonly FoundDocument[] {
  const names = new Map(folders.map((folder) => [folder.id, folder.name]))
  const resource = resourceNamed('Files')
  const found = files.map((file) => ({
    ...recordFacts(resource, file),
    contact: names.get(folderOf(file)) ?? '',
    type: 'library' as const,
    ...sizeOf(file),
  }))
  return [...new Map(found.filter(({ id }) => id !== '').map((one) => [one.id, one])).values()]
}

/** How many of the files have no id, so that they cannot be fetched. */
export const withoutFileId = (files: readonly unknown[]): number =>
  files.filter((file) => fileId(file) === '').length

function sizeOf(file: unknown): { readonly bytes?: number } {
  const bytes = Number(decimalOf(valueAt(file, 'Size')) ?? Number.NaN)
  return Number.isSafeInteger(bytes) && bytes >= 0 ? { bytes } : {}
}

function textAt(record: unknown, path: string): string {
  const value = valueAt(record, path)
  return typeof value === 'string' ? value : ''
}

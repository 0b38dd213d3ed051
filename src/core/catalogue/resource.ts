/** How a list is paged by Xero. */
export type Paging =
  /** one answer holds everything */
  | 'none'
  /** `page` and `pageSize`, with a pagination block that tells the item count */
  | 'pages'
  /** `page` of 100 without a pagination block: ends with an empty page */
  | 'short pages'
  /** Journals: `offset` is the last JournalNumber seen: ends with an empty page */
  | 'offset'

/** What a column holds, and so how the workbook types the cell. */
export type ColumnKind =
  | 'text'
  /** exact decimal amount in the record's currency */
  | 'money'
  /** exact decimal that is no amount: a quantity, a rate, a unit price with four places */
  | 'decimal'
  /** calendar day */
  | 'date'
  /** instant, UTC */
  | 'instant'
  | 'boolean'

export interface Column {
  readonly title: string
  /** Where the value stands in the record, dots between names: `Contact.Name`. */
  readonly path: string
  readonly kind: ColumnKind
}

/** A list inside each record that gets a sheet of its own: the lines of an invoice. */
export interface Lines {
  /** The sheet's title: `Invoice lines`. */
  readonly title: string
  /** Where the list stands in the record: `LineItems`. */
  readonly path: string
  readonly columns: readonly Column[]
}

/** What a person filters by and sees as a folder: `Sales invoices` and `Bills` are one Xero list. */
export interface FileType {
  /** Stable, for URLs and the database: `bills`. */
  readonly key: FileTypeKey
  /** As people read it, and the folder's name in the archive: `Bills`. */
  readonly title: string
  /** Which records of the resource it is: those whose `field` starts with one of `values`. */
  readonly when?: { readonly field: string; readonly values: readonly string[] }
}

export type FileTypeKey =
  | 'sales-invoices'
  | 'bills'
  | 'sales-credit-notes'
  | 'bill-credit-notes'
  | 'spend-money'
  | 'receive-money'
  | 'bank-transfers'
  | 'manual-journals'
  | 'purchase-orders'
  | 'quotes'
  | 'repeating-invoices'
  | 'receipts'
  | 'contacts'
  | 'accounts'

/** One kind of thing that Xero's Accounting API lists. Everything the stages do with it is data here. */
export interface Resource {
  /** As the API names it: `BankTransactions`. Also the name in the database and of stored pages. */
  readonly name: string
  /** The sheet's title and the word people read: `Bank transactions`. */
  readonly title: string
  /** The path below the Accounting API's base. */
  readonly path: string
  /** The envelope's property that holds the list. */
  readonly list: string
  /** The record's id property. */
  readonly id: string
  readonly paging: Paging
  /** Sent with every list call: `unitdp=4`, `includeArchived=true`. */
  readonly query: Readonly<Record<string, string>>
  /** The granular OAuth scope that allows the list. */
  readonly scope: string
  /** Older broad scope that allows it as well. */
  readonly broadScope?: string
  /** Tried only when a scope that allows it was granted (no granular scope exists, or premium). */
  readonly onlyWhenGranted?: boolean
  readonly columns: readonly Column[]
  readonly lines: readonly Lines[]
  /** Present when files can hang on its records. */
  readonly files?: {
    /** The endpoint below which attachments are listed; BankTransactions for overpayments. */
    readonly endpoint: string
    /** Whether list rows tell `HasAttachments`; Quotes do not. */
    readonly flag: boolean
    readonly types: readonly FileType[]
    /** The day the filter and the folders go by; absent for contacts and accounts. */
    readonly date?: string
    /** What people call the record: `InvoiceNumber`. */
    readonly number?: string
    /** Tried when `number` is empty: `Reference`. */
    readonly otherNumber?: string
    /** Whose it is: `Contact.Name`. */
    readonly contact?: string
  }
}

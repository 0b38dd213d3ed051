/** How a list is paged by Xero. */
export type Paging =
  /** one answer holds everything */
  | 'none'
  /** `page` and `pageSize`, with a pagination block that tells the item count */
  | 'pages'
  /** `page` of 100 without a pagination block: ends with an empty page */
  | 'short pages'
  /** Files API: `page` and `pagesize` of at most 100, with the count of all items */
  | 'files'
  /** Payroll: `page` of 100; the page past the end may be refused */
  | 'payroll'
  /** Journals: `offset` is the last JournalNumber seen: ends with an empty page */
  | 'offset'

/** Which of Xero's APIs lists it; each has an address of its own. */
export type Api = 'accounting' | 'files' | 'assets' | 'projects' | 'payroll 1.0' | 'payroll 2.0'

/**
 * A resource that is no list but calls which follow from what other lists told. In its path `{id}`
 * stands for a record's id; in its query `{from}` and `{to}` for the days of a period.
 */
export type Follows =
  /** A call for each financial year that the books span, and one for the year so far. */
  | { readonly by: 'years' }
  /** A call for each record of another resource; with `inYears`, one for each two years of it. */
  | { readonly by: 'records'; readonly of: string; readonly inYears?: boolean }
  /** Read when all files of records are counted, because only then the others can be told apart. */
  | { readonly by: 'library' }
  /** Read by the backup: a call for each contact that owes something, or is owed. */
  | { readonly by: 'balances'; readonly of: 'AccountsReceivable' | 'AccountsPayable' }
  /** Read by the backup where it was asked for: a call for each document. */
  | { readonly by: 'request' }
  /** A call for each of these queries. */
  | { readonly by: 'values'; readonly queries: readonly Readonly<Record<string, string>>[] }

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

/**
 * Where the currency of a record's amounts stands; in the column `Currency` where this is left out. Where
 * there is none either, Xero does not tell it, and nothing is added up.
 */
export type CurrencyOf =
  /** They are all in the organisation's base currency. */
  | 'base'
  | {
      /** Titles of columns, of which one is filled. */
      readonly columns: readonly string[]
      /** Titles of amounts that are in another currency, which Xero does not tell. */
      readonly not: readonly string[]
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
  /** Whether Xero draws a PDF of them. */
  readonly pdf?: boolean
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
  | 'library'

/** One kind of thing that Xero lists. Everything the stages do with it is data here. */
export interface Resource {
  /** The Accounting API where it is left out. */
  readonly api?: Api
  /** As the API names it: `BankTransactions`. Also the name in the database and of stored pages. */
  readonly name: string
  /** The sheet's title and the word people read: `Bank transactions`. */
  readonly title: string
  /** The path below the API's base. */
  readonly path: string
  /** The envelope's property that holds the list; empty where the answer is the one record. */
  readonly list: string
  readonly follows?: Follows
  /** A report: rows of cells under titles instead of records. */
  readonly report?: boolean
  /** Its records are those of another resource again, with more inside: only its lines are shown. */
  readonly linesOnly?: boolean
  /** The record's id property. */
  readonly id: string
  readonly paging: Paging
  /** Sent with every list call: `unitdp=4`, `includeArchived=true`. */
  readonly query: Readonly<Record<string, string>>
  /** The granular OAuth scope that allows the list. */
  readonly scope: string
  /** Older broad scope that allows it as well. */
  readonly broadScope?: string
  /** Tried only when a scope that allows it was asked for or granted (premium, or a part few use). */
  readonly onlyWhenGranted?: boolean
  /** Tried only in organisations of these countries; everywhere where it is left out. */
  readonly countries?: readonly string[]
  readonly columns: readonly Column[]
  readonly currency?: CurrencyOf
  readonly lines: readonly Lines[]
  /** Present when files can hang on its records. */
  readonly files?: {
    /** Its records are files themselves, those of the library. */
    readonly themselves?: boolean
    /** The endpoint below which attachments are listed; BankTransactions for overpayments. */
    readonly endpoint: string
    /** Whether Xero keeps a history of its records. */
    readonly history?: boolean
    /** A resource that lists the same records: one that is there has its files there. */
    readonly otherwise?: string
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

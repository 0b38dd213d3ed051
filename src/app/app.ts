import type { Readable } from 'node:stream'
import type { FileTypeKey } from '../core/catalogue/resource.ts'
import type { Filter } from '../core/filter.ts'
import type { ArchiveState, BackupState, ConnectionState, ScanState } from '../core/flow.ts'
import type { Money } from '../core/money.ts'
import type { ExtraCalls } from '../core/quote.ts'
import type { Person } from '../ports/store/connect.ts'
import type { OrderStage, OrderView } from './app-order.ts'
import type { OperatorStage } from './operator-views.ts'

export type { OrderStage, OrderView } from './app-order.ts'

/**
 * What the web pages, the terminal and the worker may ask for: one part per stage. Whoever asks
 * comes first as `personId`; what is not theirs is "not found", exactly as if it did not exist.
 */
export interface App {
  readonly connect: ConnectStage
  readonly scan: ScanStage
  readonly quote: QuoteStage
  readonly order: OrderStage
  readonly backup: BackupStage
  readonly download: DownloadStage
  readonly status: Status
  readonly operator: OperatorStage
}

export interface ConnectStage {
  /** Starts a login. `browser` is a secret of this browser's cookie: only it can finish. */
  begin(browser: string, returnTo: string): Promise<{ readonly url: string }>
  /** Finishes it with the callback's full URL. Refuses a foreign, repeated or expired callback. */
  finish(callbackUrl: string, browser: string): Promise<SignedIn>
  /** Whose session cookie it is; null when unknown or expired. */
  person(session: string): Promise<Person | null>
  signOut(session: string): Promise<void>
  /** Takes the access back at Xero. A backup that runs is paused and goes on after reconnecting. */
  disconnect(personId: string, connectionId: string): Promise<void>
}

export interface SignedIn {
  /** The secret for the session cookie. */
  readonly session: string
  readonly person: Person
  readonly returnTo: string
  /** Names of the organisations connected just now. */
  readonly connected: readonly string[]
}

export interface ScanStage {
  /** Starts a scan (or returns the one under way) and gives its id. */
  start(personId: string, connectionId: string): Promise<string>
}

export interface ScanView {
  readonly id: string
  readonly state: ScanState
  readonly createdAt: number
  readonly finishedAt: number | null
  readonly waitingUntil: number | null
  readonly failure: string | null
  readonly exact: boolean
  readonly calls: number
  /** Lists read and to be read; then documents whose files were counted. */
  readonly listsDone: number
  readonly listsTotal: number
  readonly records: number
  readonly documents: number
  readonly documentsCounted: number
  readonly files: number
  /** Lists that could not be read, in words. */
  readonly exceptions: readonly { readonly title: string; readonly reason: string }[]
}

export interface QuoteStage {
  /** The filter a person chose last for this scan, or everything. */
  filterOf(personId: string, scanId: string): Promise<Filter>
  /** Counts, price and duration of a filter, worked out now; stores nothing. */
  preview(personId: string, scanId: string, filter: Filter): Promise<QuotePreview>
  /** Keeps the filter for the next visit (*Update Filters*). */
  keepFilter(personId: string, scanId: string, filter: Filter): Promise<void>
}

export interface QuotePreview extends ExtraCalls {
  readonly scanId: string
  readonly connectionId: string
  readonly organisation: string
  readonly filter: Filter
  /** Every type that has documents, whether chosen or not; counts are those of the date range. */
  readonly types: readonly {
    readonly type: FileTypeKey
    readonly title: string
    readonly documents: number
    readonly files: number
    readonly chosen: boolean
  }[]
  readonly years: readonly { readonly year: string | null; readonly files: number }[]
  readonly documents: number
  readonly files: number
  /** Those of the files that were not paid for before: they alone are charged. */
  readonly newFiles: number
  readonly exact: boolean
  /** Null where nothing is to be paid (a self-hosted installation). */
  readonly price: {
    readonly net: Money
    /** What 20 % UK VAT would add. */
    readonly ukVat: Money
    readonly lines: readonly { readonly text: string; readonly amount: Money }[]
    /** Version of the price list. */
    readonly priceList: string
  } | null
  /** Calls of Xero the backup will take, and when it would be done if it started now. */
  readonly calls: number
  readonly endAt: number
}

export interface BackupStage {
  view(personId: string, backupId: string): Promise<BackupView>
  /** Stops for good; what was kept stays until deleted. */
  cancel(personId: string, backupId: string): Promise<void>
  /** *Retry what failed*: fetches the files and lists that became exceptions, and packs a new version. */
  retry(personId: string, backupId: string): Promise<void>
}

export interface BackupView {
  readonly id: string
  readonly connectionId: string
  readonly organisation: string
  readonly orderId: string | null
  readonly state: BackupState
  readonly reason: string | null
  readonly waitingUntil: number | null
  readonly documentsTotal: number
  readonly documentsDone: number
  readonly filesTotal: number
  readonly filesDone: number
  readonly bytesDone: number
  readonly exceptions: number
  readonly types: readonly {
    readonly title: string
    readonly files: number
    readonly done: number
  }[]
  readonly scope: string
  /** Null when finished or when it cannot be told (paused). */
  readonly estimatedEndAt: number | null
  readonly createdAt: number
  readonly finishedAt: number | null
  readonly archive: {
    readonly state: ArchiveState
    readonly fileName: string
    readonly bytes: number
  } | null
}

export interface DownloadStage {
  /** The archive of a finished backup, or a part of it, ready to be read from any offset. */
  open(personId: string, backupId: string, part?: PartWanted): Promise<OpenDownload>
  /** How many bytes each part has when the archive is cut into parts of at most `size` bytes. */
  parts(personId: string, backupId: string, size: number): Promise<readonly number[]>
}

export interface PartWanted {
  /** From 1. */
  readonly number: number
  /** Bytes that a part has at most. */
  readonly size: number
}

export interface OpenDownload {
  readonly fileName: string
  readonly bytes: number
  /** Strong ETag, without quotes. */
  readonly etag: string
  /** The bytes from `start` to `end`, both included. A damaged stored file breaks the stream off. */
  read(start: number, end: number): Readable
  /** The same in blocks, which costs a server less than a stream does; `return` closes it. */
  blocks(start: number, end: number): AsyncGenerator<Uint8Array>
}

export interface Status {
  /** Every organisation of the person, the one connected last first. */
  organisations(personId: string): Promise<readonly OrganisationView[]>
}

export interface OrganisationView {
  readonly connectionId: string
  readonly name: string
  readonly state: ConnectionState
  readonly connectedAt: number
  /** The latest scan. */
  readonly scan: ScanView | null
  /** An order that waits for payment or for a person. */
  readonly order: OrderView | null
  /** Newest first. */
  readonly backups: readonly BackupView[]
}

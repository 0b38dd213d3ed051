import type { Readable } from 'node:stream'
import type { FileTypeKey } from '../core/catalogue/resource.ts'
import type { Filter } from '../core/filter.ts'
import type { ConnectionState, ScanState, WaitKind } from '../core/flow.ts'
import type { Money } from '../core/money.ts'
import type { PriceList } from '../core/price-list.ts'
import type { ExtraCalls } from '../core/quote.ts'
import type { YearEnd } from '../core/scan-periods.ts'
import type { Person } from '../ports/store/connect.ts'
import type { BackupStage, BackupView } from './app-backup.ts'
import type { AccountStage, DeletionReceipt, DisconnectChoice, DisconnectView } from './app-life.ts'
import type { OrderStage, OrderView } from './app-order.ts'
import type { OperatorStage } from './operator-views.ts'

export type { BackupStage, BackupView, RetryObstacle } from './app-backup.ts'
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
  readonly account: AccountStage
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
  /** What disconnecting would mean now, choice by choice. */
  disconnectView(personId: string, connectionId: string): Promise<DisconnectView>
  /**
   * Takes the access back at Xero; *keep* when nothing is chosen: a backup that runs is paused and goes on
   * after reconnecting. The other choices give the receipt of a deletion, which goes on in the background.
   * A disconnected organisation can still be deleted. Where Xero does not answer (`retry`), nothing has changed.
   */
  disconnect(
    personId: string,
    connectionId: string,
    choice?: DisconnectChoice,
  ): Promise<DeletionReceipt | null>
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
  readonly state: Exclude<ScanState, 'deleted'>
  readonly createdAt: number
  readonly finishedAt: number | null
  readonly waitingUntil: number | null
  readonly failure: string | null
  /** What an unfinished scan waits for, in words; null while it works. */
  readonly waitingFor: string | null
  readonly waitsFor: WaitKind | null
  readonly exact: boolean
  readonly calls: number
  /** Lists read and to be read; then documents whose files were counted. */
  readonly listsDone: number
  readonly listsTotal: number
  readonly records: number
  readonly documents: number
  readonly documentsCounted: number
  readonly files: number
  /** Those of the documents that have any. */
  readonly documentsWithFiles: number
  /** Lists that could not be read, in words. */
  readonly exceptions: readonly { readonly title: string; readonly reason: string }[]
}

export interface QuoteStage {
  /** What a backup costs here; the calculator uses it with `priceOf`. */
  readonly priceList: PriceList
  /** The filter a person chose last for this scan, or everything. */
  filterOf(personId: string, scanId: string): Promise<Filter>
  /** Counts, price and duration of a filter, worked out now; stores nothing. */
  preview(personId: string, scanId: string, filter: Filter): Promise<QuotePreview>
  /** Keeps the filter for the next visit (*Update Filters*). */
  keepFilter(personId: string, scanId: string, filter: Filter): Promise<void>
}

/** Documents with files of one type in one month. */
export interface MonthView {
  readonly type: FileTypeKey
  /** `2026-03`; null for records without a day. */
  readonly month: string | null
  readonly documents: number
  readonly files: number
  /** False when the number of files is an estimate. */
  readonly exact: boolean
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
  /** When the financial year of the books ends. */
  readonly yearEnd: YearEnd
  readonly years: readonly { readonly year: string | null; readonly files: number }[]
  /** Every type in every month, whatever is chosen: what a chart by month is drawn from. */
  readonly months: readonly MonthView[]
  /** Those of the chosen files whose size Xero told free of charge, and their bytes together. */
  readonly sized: { readonly files: number; readonly bytes: number }
  readonly documents: number
  readonly files: number
  /** Those of the files that were not paid for before: they alone are charged. */
  readonly newFiles: number
  /** Those of the PDFs that were not paid for before, whether they are asked for or not. */
  readonly newPdfs: number
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
  /** What the PDFs cost more, net, whether they are asked for or not; null where nothing is paid. */
  readonly pdfsNet: Money | null
  /** Calls of Xero the backup will take, and when it would be done if it started now. */
  readonly calls: number
  readonly endAt: number
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
  /**
   * The same in blocks, which costs a server less than a stream does. Each is good until the next one is
   * asked for: its memory is then used again. `return` closes it.
   */
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
  /** When it is disconnected if nobody comes by again; null where that never happens. */
  readonly idleEndAt: number | null
  /** The latest scan. */
  readonly scan: ScanView | null
  /** An order that waits for payment or for a person. */
  readonly order: OrderView | null
  /** Newest first. */
  readonly backups: readonly BackupView[]
}

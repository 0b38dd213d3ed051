import type { FileTypeKey } from '../../core/catalogue/resource.ts'
import type { Day } from '../../core/day.ts'
import type { Filter } from '../../core/filter.ts'
import type { ScanState, WaitKind } from '../../core/flow.ts'

export interface Scan {
  readonly id: string
  readonly connectionId: string
  readonly state: ScanState
  readonly createdAt: number
  readonly startedAt: number | null
  readonly finishedAt: number | null
  /** Xero's limit it waits for, and until when; null while it works. */
  readonly waitingUntil: number | null
  /** Words: why it failed, or what it waits for. */
  readonly failure: string | null
  /** What it waits for; null where it waits for nothing that has a name. */
  readonly waitsFor: WaitKind | null
  /** Whether the numbers of files are exact, or estimated because Xero would not count. */
  readonly exact: boolean
  /** Calls made to Xero so far. */
  readonly calls: number
  /** The most ids that Xero took in one call to count files; absent before the first. */
  readonly countTaken?: number
  /** The least that it refused for their number; absent for none. */
  readonly countRefused?: number
  /** Records that Xero would not count when others of their kind were; absent for none. */
  readonly countGivenUp?: number
}

export type ScanResourceState = 'pending' | 'fetching' | 'done' | 'exception'

/** How far a scan is with one resource. */
export interface ScanResource {
  readonly scanId: string
  readonly resource: string
  /** Place in the catalogue. */
  readonly position: number
  readonly state: ScanResourceState
  /** The page to be fetched next, from 1; for Journals the offset. */
  readonly nextPage: number
  readonly records: number
  /** What Xero's pagination block tells; null where it tells none. */
  readonly recordsTold: number | null
  readonly reason: string | null
  /** How often it was begun anew; absent for never. */
  readonly rounds?: number
  /** Records that the reading before gave; absent in the first one. */
  readonly sizeBefore?: number
  /** Its pages are asked for in pieces, because one of them did not come whole. */
  readonly inPieces?: boolean
  /** How often it was opened again after its scan had ended; absent for never. */
  readonly readings?: number
}

/** One stored list answer. */
export interface RawPage {
  readonly scanId: string
  readonly resource: string
  readonly page: number
  readonly storageKey: string
  readonly records: number
  readonly bytes: number
  readonly sha256: string
}

/** A record that files can hang on. */
export interface ScanDocument {
  readonly scanId: string
  /** Order of discovery, from 0, unique in the scan. */
  readonly seq: number
  readonly resource: string
  readonly recordId: string
  readonly type: FileTypeKey
  readonly day: Day | null
  readonly number: string
  readonly contact: string
  /** HasAttachments as the list told; null where lists do not tell. */
  readonly flagged: boolean | null
  /** When Xero says it was last changed, UTC ms; null where it does not tell. */
  readonly updatedAt: number | null
  /** Number of files; null until counted. */
  readonly files: number | null
  /** Bytes of its files together, where a list told them free of charge; absent otherwise. */
  readonly bytes?: number
  /** True when Xero did not tell the number of files, so that it is a guess. */
  readonly guessed?: boolean
}

/** A progress checkpoint: one page stored and all that came of it, in one transaction. */
export interface ScanStep {
  readonly scanId: string
  readonly page: RawPage | null
  readonly documents: readonly ScanDocument[]
  readonly resource: ScanResource
  readonly calls: number
  /** The resource is begun anew: its stored answers of before are dropped. */
  readonly anew?: boolean
  /** Numbers of stored pages, from and to, in whose place this one comes. */
  readonly instead?: readonly (readonly [from: number, to: number])[]
}

export interface TypeCount {
  readonly type: FileTypeKey
  /** Records of the type that have at least one file (in the filter's range). */
  readonly documents: number
  readonly files: number
}

/** One type in one month. */
export interface MonthCount extends TypeCount {
  /** `2025-03`, or null for records without a day. */
  readonly month: string | null
  /** False when Xero did not tell the number of files of all of them. */
  readonly exact: boolean
  /** Those of the files of which Xero's lists told the size, and their bytes together. */
  readonly sizedFiles: number
  readonly bytes: number
}

/** How many files a document has. */
export interface FileCount {
  readonly seq: number
  readonly files: number
  readonly guessed?: boolean
}

export interface ScanStore {
  /** False when the connection has an unfinished scan already: it has one at a time. */
  addScan(scan: Scan, resources: readonly ScanResource[]): Promise<boolean>
  scan(id: string): Promise<Scan | null>
  latestScan(connectionId: string): Promise<Scan | null>
  /** A failure that is set without `waitsFor` has none. */
  updateScan(
    id: string,
    change: Partial<Omit<Scan, 'id' | 'connectionId' | 'createdAt'>>,
  ): Promise<void>
  resources(scanId: string): Promise<readonly ScanResource[]>
  /**
   * Records a fetched page. The same page again (after a crash) replaces it and its documents'
   * rows are not doubled: documents are unique by scan, resource and record id.
   */
  step(step: ScanStep): Promise<void>
  /**
   * Opens the library of a scan that is done, to be listed to its last file. False when the connection has
   * another unfinished scan.
   */
  listLibrary(scanId: string): Promise<boolean>
  pages(scanId: string, resource: string): Promise<readonly RawPage[]>
  /** Takes out the documents of `resource` that are also documents of `of`, by their record ids. */
  dropRepeated(scanId: string, resource: string, of: string): Promise<void>
  /** The day of the oldest dated document; null when there is none. */
  oldestDay(scanId: string): Promise<Day | null>
  /** The contacts of documents of these types that Xero says were changed at `at` (UTC ms) or later. */
  contactsSince(
    scanId: string,
    types: readonly FileTypeKey[],
    at: number,
  ): Promise<readonly string[]>
  /** Documents not counted yet, by seq, at most `limit`. */
  uncounted(scanId: string, limit: number): Promise<readonly ScanDocument[]>
  /** Sets the number of files of each, and adds `calls` to the scan's. */
  count(scanId: string, counts: readonly FileCount[], calls: number): Promise<void>
  documentCount(scanId: string): Promise<{ readonly all: number; readonly counted: number }>
  /** Per type, everything in the date range (types of the filter are not applied). */
  countsByType(scanId: string, range: Pick<Filter, 'from' | 'to'>): Promise<readonly TypeCount[]>
  /** Per type, all documents of the range, with files or without, of these resources. */
  documentsByType(
    scanId: string,
    range: Pick<Filter, 'from' | 'to'>,
    resources: readonly string[],
  ): Promise<readonly { readonly type: FileTypeKey; readonly documents: number }[]>
  /**
   * Documents of the filter and of these resources for which `resource` has no page of the document's seq
   * yet, by seq, at most `limit`; without those that `backupId` has an exception of that resource for.
   */
  unread(
    scanId: string,
    resource: string,
    filter: Filter,
    resources: readonly string[],
    limit: number,
    backupId?: string,
  ): Promise<readonly ScanDocument[]>
  /** How many documents `unread` would give without a limit. */
  unreadCount(
    scanId: string,
    resource: string,
    filter: Filter,
    resources: readonly string[],
    backupId?: string,
  ): Promise<number>
  /** Documents with files per type and month, everything; the newest month first, no day last. */
  countsByMonth(scanId: string): Promise<readonly MonthCount[]>
  /** Whether Xero told how many files the record has: false for a guess, and for an unknown record. */
  isCounted(scanId: string, resource: string, recordId: string): Promise<boolean>
  /** Whether the number of files of any record that seems to have some is a guess. */
  hasGuesses(scanId: string): Promise<boolean>
  /** The record's seq; null for an unknown one. */
  seqOf(scanId: string, resource: string, recordId: string): Promise<number | null>
}

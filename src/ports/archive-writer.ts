import type { Stored } from './storage.ts'

/** Everything a workbook is made from: stored objects only, so that it can be made in a thread. */
export interface WorkbookOrder {
  /** Where the finished workbook is stored. */
  readonly key: string
  /** The prefix below which each sheet is stored as CSV as well, ending in `/`; null for none. */
  readonly tables: string | null
  readonly organisation: string
  readonly currency: string
  /** The filter in words, for the contents sheet. */
  readonly scope: string
  /** UTC ms. */
  readonly madeAt: number
  /** In the catalogue's order: the storage keys of each resource's raw pages, in page order. */
  readonly resources: readonly {
    readonly name: string
    readonly pages: readonly string[]
    /** How many records Xero says there are; null where it does not say. */
    readonly told: number | null
    /** Why it could not be had, when it could not. */
    readonly exception: string | null
  }[]
  /** JSON lines of ManifestFile. */
  readonly manifestKey: string
  /** JSON lines of ManifestException. */
  readonly exceptionsKey: string
}

/** A sheet as CSV; one for a sheet that had to be split. */
export interface MadeTable extends Stored {
  readonly title: string
  readonly key: string
}

export interface MadeWorkbook extends Stored {
  readonly tables: readonly MadeTable[]
}

/** Writes the workbook of a backup and its tables, off the main thread and in flat memory. */
export interface ArchiveWriter {
  workbook(order: WorkbookOrder, signal?: AbortSignal): Promise<MadeWorkbook>
}

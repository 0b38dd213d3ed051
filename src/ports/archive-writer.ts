import type { Stored } from './storage.ts'

/** Everything a workbook is made from: stored objects only, so that it can be made in a thread. */
export interface WorkbookOrder {
  /** Where the finished workbook is stored. */
  readonly key: string
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
    /** Why it could not be had, when it could not. */
    readonly exception: string | null
  }[]
  /** JSON lines of ManifestFile. */
  readonly manifestKey: string
  /** JSON lines of ManifestException. */
  readonly exceptionsKey: string
}

/** Writes the workbook of a backup, off the main thread and in flat memory. */
export interface ArchiveWriter {
  workbook(order: WorkbookOrder, signal?: AbortSignal): Promise<Stored>
}

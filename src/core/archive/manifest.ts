import type { FileTypeKey } from '../catalogue/resource.ts'
import type { Day } from '../day.ts'

/** One file of the archive as the manifest tells it; a line of JSON each in the stored manifest. */
export interface ManifestFile {
  /** Place in the archive's order, from 0. */
  readonly seq: number
  /** Path in the archive, `/` between names. */
  readonly path: string
  readonly type: FileTypeKey
  readonly resource: string
  readonly recordId: string
  readonly day: Day | null
  readonly number: string
  readonly contact: string
  readonly attachmentId: string
  /** As Xero gave it, unchanged. */
  readonly originalName: string
  readonly mime: string
  /** Length that Xero's list told; null when it told none. */
  readonly listedBytes: number | null
  readonly bytes: number
  readonly sha256: string
  readonly crc32: number
  readonly storageKey: string
}

/** Something wanted and not obtained; a line of JSON each. */
export interface ManifestException {
  readonly resource: string
  readonly recordId: string
  readonly number: string
  readonly attachmentId: string
  readonly name: string
  readonly reason: string
  /** What the reader can do. */
  readonly advice: string
}

/** A line of a stored manifest. Line separators inside names are escaped: readers split lines at them. */
export const manifestLine = (row: ManifestFile | ManifestException): string =>
  `${JSON.stringify(row).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}\n`

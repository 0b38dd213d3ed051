import type { LedgerkeepError } from '../../core/errors.ts'
import type { KeptFile } from '../../ports/store/backup.ts'

/** What one slice of a backup has done, and has found out about what keeps failing. */
export interface Course {
  /** Set aside until the slice has done everything else: by attachment or record id. */
  readonly aside: Map<string, LedgerkeepError>
  /** Whether a list that still fails is given up: it has failed in slice after slice. */
  readonly lastTry: boolean
  /** Resources whose lists of files Xero does not permit, and how often it said so in a row. */
  readonly closed: Map<string, { readonly times: number; readonly error: LedgerkeepError }>
  /** Calls made and not yet added to the backup's. */
  calls: number
}

/** One attachment may hang on two documents. */
export const fileKey = (file: Pick<KeptFile, 'documentSeq' | 'attachmentId'>): string =>
  `${file.documentSeq} ${file.attachmentId}`

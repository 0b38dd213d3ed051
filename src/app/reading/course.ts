import type { LedgerkeepError } from '../../core/errors.ts'

/** What one slice of a scan has done, and has found out about what keeps failing. */
export interface ScanCourse {
  /** Lists set aside until the slice has done everything else, with their faults. */
  readonly aside: Map<string, LedgerkeepError>
  /** Whether what still fails is given up: it has failed in slice after slice. */
  readonly lastTry: boolean
  /** Whether something was given up: what comes after it begins anew, with all its tries. */
  gaveUp: boolean
  /** Answers that came right and were stored. */
  done: number
}

/** What fails in so many slices in a row, in which nothing else was left to do, is given up. */
export const SCAN_ATTEMPTS = 5

import type { WaitKind } from './flow.ts'

/**
 * The one error of Ledgerkeep. Its `kind` decides what happens next, in one table each for the
 * worker, the page and the exit code, so that nobody has to read a message to know what to do.
 *
 * - retry: a passing fault (a dropped connection, a 503): the same thing again, a little later
 * - wait: a limit is reached: again at `until`, not earlier
 * - reauthorise: a person has to connect Xero again; progress is kept
 * - skip: this one thing can't be had (gone, not permitted); it becomes an exception, the rest goes on
 * - refuse: the request was wrong: says what to do instead; nothing has changed
 * - bug: we are wrong; stops the job and tells the operator
 */
export type ErrorKind = 'retry' | 'wait' | 'reauthorise' | 'skip' | 'refuse' | 'bug'

/** Why a request was refused: the page turns this into a status code. */
export type RefuseReason =
  | 'invalid'
  | 'not found'
  | 'not signed in'
  | 'forbidden'
  | 'conflict'
  | 'gone'

export interface ErrorDetails {
  /** What the reader can do now, one sentence. */
  readonly hint?: string | undefined
  /** Earliest instant (UTC ms) of another try; for `wait` and `retry`. */
  readonly until?: number | undefined
  readonly reason?: RefuseReason | undefined
  /** The form field that was wrong, by its name. */
  readonly field?: string | undefined
  /** What the work waits for that meets this; for `wait`, `retry` and `reauthorise`. */
  readonly waitsFor?: WaitKind | undefined
  readonly cause?: unknown
}

export class LedgerkeepError extends Error {
  readonly kind: ErrorKind
  readonly hint: string | undefined
  readonly until: number | undefined
  readonly reason: RefuseReason
  readonly field: string | undefined
  /** Null: for nothing that has a name. */
  readonly waitsFor: WaitKind | null

  constructor(kind: ErrorKind, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'LedgerkeepError'
    this.kind = kind
    this.hint = details.hint
    this.until = details.until
    this.reason = details.reason ?? 'invalid'
    this.field = details.field
    this.waitsFor = details.waitsFor ?? null
  }
}

/** A refusal: the input was wrong, nothing has changed, and `hint` says what to do. */
export const refuse = (
  message: string,
  hint: string,
  details: ErrorDetails = {},
): LedgerkeepError => new LedgerkeepError('refuse', message, { ...details, hint })

/** An answer of Xero's that is of no use: worth another try, and a wait for it is one for Xero. */
export const badAnswer = (message: string, details: ErrorDetails = {}): LedgerkeepError =>
  new LedgerkeepError('retry', message, { ...details, waitsFor: 'xero' })

/** What is not there and what belongs to somebody else look the same, on purpose. */
export const notFound = (what: string): LedgerkeepError =>
  refuse(`There is no such ${what}.`, 'Open it from the Status page.', { reason: 'not found' })

/** Any thrown value as a LedgerkeepError; what we did not foresee is a bug of ours. */
export function asLedgerkeepError(error: unknown): LedgerkeepError {
  if (error instanceof LedgerkeepError) return error
  const message = error instanceof Error ? error.message : String(error)
  return new LedgerkeepError('bug', message, { cause: error })
}

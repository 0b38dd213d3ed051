import { type ErrorKind, LedgerkeepError } from '../../core/errors.ts'
import type { MadeWorkbook } from '../../ports/archive-writer.ts'

/** What the thread sends back, once. */
export type ThreadAnswer = { readonly made: MadeWorkbook } | { readonly error: PlainError }

/** An error as data: between threads an error loses its class and its kind. */
export interface PlainError {
  readonly kind: ErrorKind
  readonly message: string
  readonly hint: string | undefined
  readonly until: number | undefined
  readonly stack: string | undefined
}

export const toPlainError = (error: LedgerkeepError): PlainError => ({
  kind: error.kind,
  message: error.message,
  hint: error.hint,
  until: error.until,
  stack: error.cause instanceof Error ? error.cause.stack : error.stack,
})

export const fromPlainError = ({
  kind,
  message,
  hint,
  until,
  stack,
}: PlainError): LedgerkeepError => new LedgerkeepError(kind, message, { hint, until, cause: stack })

import { asLedgerkeepError, type ErrorKind, type LedgerkeepError } from '../core/errors.ts'

/** What the terminal's exit code tells. */
export const EXIT = {
  complete: 0,
  failed: 1,
  refused: 2,
  exceptions: 3,
  reconnect: 4,
  interrupted: 130,
} as const

/** The table of exit codes, for `--help`. */
export const EXIT_HELP = `
Exit codes:
  0    complete
  1    failed; what was kept so far stays in the data folder
  2    a wrong option, setting or input; nothing was done
  3    complete, with exceptions: something wanted could not be had (see the sheet "Exceptions")
  4    Xero has to be connected again; run the same command again to go on
  130  interrupted; run the same command again to go on (a demonstration keeps nothing without --data)`

const BY_KIND: Readonly<Record<ErrorKind, number>> = {
  refuse: EXIT.refused,
  reauthorise: EXIT.reconnect,
  retry: EXIT.failed,
  wait: EXIT.failed,
  skip: EXIT.failed,
  bug: EXIT.failed,
}

export const exitCodeOf = (error: unknown): number => BY_KIND[asLedgerkeepError(error).kind]

/** An error as the terminal shows it: what happened, then what to do. */
export function errorText(error: unknown): string {
  const known: LedgerkeepError = asLedgerkeepError(error)
  return `ledgerkeep: ${known.message}${known.hint ? `\n  ${known.hint}` : ''}`
}

import { LedgerkeepError } from '../../core/errors.ts'

/**
 * Classes and codes of SQLSTATE that pass by themselves: connection lost (08), server shutting down or
 * starting (57P), too many connections and out of room (53), serialisation and deadlock (40).
 */
const PASSING_STATES = /^(08|40|53|57P)/
/** What sockets say when the server is not there; ENOENT for one that listens on a file. */
const PASSING_SOCKETS = /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|ENOENT)/
/** pg's own complaints come without a code. */
const PASSING_MESSAGES = /connection (terminated|timeout)|timeout exceeded when trying to connect/i

/** Throws a passing fault as one that is worth another try, and anything else as it is. */
export function asPassing(error: unknown): never {
  if (!isPassing(error)) throw error
  const message = error instanceof Error && error.message ? error.message : 'no answer'
  throw new LedgerkeepError('retry', `The database can't be used now: ${message}.`, {
    hint: 'Check that the database server is up and its address is right.',
    cause: error,
  })
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  if (PASSING_STATES.test(code) || PASSING_SOCKETS.test(code)) return true
  return PASSING_MESSAGES.test(error.message)
}

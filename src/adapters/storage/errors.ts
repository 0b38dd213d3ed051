import { LedgerkeepError } from '../../core/errors.ts'

const FULL: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT'])
const CLOSED: ReadonlySet<unknown> = new Set(['EACCES', 'EPERM', 'EROFS'])

/** What the system said about a stored object, as what to do about it. Our own errors pass unchanged. */
export function storageError(error: unknown, what: string): LedgerkeepError {
  if (error instanceof LedgerkeepError) return error
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const message = error instanceof Error ? error.message : String(error)
  if (FULL.has(code)) {
    return new LedgerkeepError('wait', 'The disk is full', {
      hint: 'Free space on the disk of the data folder; the backup then goes on by itself.',
      waitsFor: 'disk',
      cause: error,
    })
  }
  if (CLOSED.has(code)) {
    return new LedgerkeepError('bug', `The storage does not allow ${what}: ${message}`, {
      hint: 'Let the user that runs Ledgerkeep read and write the data folder.',
      cause: error,
    })
  }
  return new LedgerkeepError('retry', `The storage failed at ${what}: ${message}`, { cause: error })
}

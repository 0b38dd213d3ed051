import { setTimeout as pause } from 'node:timers/promises'
import { LedgerkeepError } from '../../core/errors.ts'

const SQLITE_BUSY = 5
const SQLITE_FULL = 13
const PAUSE_MS = 10
const ATTEMPTS = 2_000

/**
 * Runs `work` again while another connection holds the file's write lock, for half a minute or so. The waiting is
 * done here and not by SQLite, whose own wait would stop the event loop and with it, maybe, the very
 * transaction of this process that holds the lock.
 */
export async function untilFree<Result>(work: () => Result): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return work()
    } catch (error) {
      const code = primaryCode(error)
      if (code !== SQLITE_BUSY) throw code === SQLITE_FULL ? diskFull(error) : error
      if (attempt === ATTEMPTS) throw stillBusy(error)
    }
    await pause(PAUSE_MS)
  }
}

/** SQLite's result code without the extension in the upper bits; null for any other error. */
function primaryCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null
  return typeof error.errcode === 'number' ? error.errcode & 0xff : null
}

const stillBusy = (cause: unknown): LedgerkeepError =>
  new LedgerkeepError('retry', 'Another process keeps the database file locked.', {
    hint: 'Stop the other program that has the file open.',
    cause,
  })

const diskFull = (cause: unknown): LedgerkeepError =>
  new LedgerkeepError('retry', 'There is no room left for the database file.', {
    hint: 'Free some space on the disk.',
    waitsFor: 'disk',
    cause,
  })

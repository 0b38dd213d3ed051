import { asLedgerkeepError } from '../../core/errors.ts'
import type { Backup } from '../../ports/store/backup.ts'
import type { AppPorts } from '../app-ports.ts'
import { doneLetter, failedLetter } from '../backup/letters.ts'
import { exceptionCount } from '../exceptions.ts'
import { tellFailed } from '../operator-post.ts'
import { FINISHED, failedUntil, MORE, type SliceEnd, waitUntil } from '../slice.ts'
import { buildArchive } from './build.ts'
import { fetchAgain, isFileWanted } from './damage.ts'
import { damagedFiles } from './inspect.ts'
import { lostPages } from './pages.ts'

const ATTEMPTS = 5
const PAUSE_MS = 60_000
const MOST_PAUSE_MS = 3_600_000

/** Packs a backup whose files are all settled. Starts from the beginning when it was interrupted. */
export async function archiveSlice(
  ports: AppPorts,
  backupId: string,
  attempts: number,
  signal: AbortSignal,
): Promise<SliceEnd> {
  const { store, clock } = ports
  const backup = await store.backup.backup(backupId)
  if (backup?.state !== 'packaging') return FINISHED
  try {
    if (await isFileWanted(ports, backup)) return FINISHED
    const damaged = await damagedFiles(ports, backup.id, signal)
    if (damaged.length > 0 && (await fetchAgain(ports, backup, damaged))) return FINISHED
    const lost = await lostPages(ports, backup, signal)
    const archive = await buildArchive(ports, backup, signal, lost)
    const packed = await store.backup.backup(backupId)
    if (packed?.state !== 'packaging') return FINISHED
    const exceptions = await exceptionCount(ports, packed)
    // The letter first: after a crash in between it is queued again, which queues nothing.
    await doneLetter(ports, packed, archive, exceptions)
    await store.backup.changeBackup(backupId, ['packaging'], {
      state: exceptions > 0 ? 'complete with exceptions' : 'complete',
      finishedAt: clock.now(),
    })
    return FINISHED
  } catch (error) {
    if (signal.aborted) return MORE
    return afterFault(ports, backup, attempts, error)
  }
}

async function afterFault(
  ports: AppPorts,
  backup: Backup,
  attempts: number,
  error: unknown,
): Promise<SliceEnd> {
  const known = asLedgerkeepError(error)
  ports.log.error('packing failed', { backup: backup.id, attempts, message: known.message })
  if (known.kind === 'wait') return waitUntil(known.until ?? ports.clock.now() + PAUSE_MS)
  // A disk or a line that is away comes back: what was fetched is worth any wait.
  if (known.kind === 'retry') {
    const pause = Math.min(MOST_PAUSE_MS, PAUSE_MS * 2 ** attempts)
    return failedUntil(Math.max(known.until ?? 0, ports.clock.now() + pause))
  }
  if (attempts + 1 < ATTEMPTS) return failedUntil(ports.clock.now() + PAUSE_MS * 2 ** attempts)
  const failed = await ports.store.backup.changeBackup(backup.id, ['packaging'], {
    state: 'failed',
    reason: `The archive could not be packed. ${known.message}`,
    finishedAt: ports.clock.now(),
  })
  if (failed) await failedLetter(ports, backup, known.message)
  if (failed) await tellFailed(ports, backup, known.message)
  return FINISHED
}

import { resourceNamed } from '../../core/catalogue/index.ts'
import type { Scan } from '../../ports/store/scan.ts'
import type { AppPorts } from '../app-ports.ts'
import { FEW_GUESSES, guessWhile } from './guess.ts'
import { isOpen } from './reading.ts'

/** What a list that was opened by a retry says when its scan came to no end. */
const NOT_AGAIN = 'It could not be read again.'

/** Whether the scan was done before, so that it only reads again what a backup of it lacks. */
export async function isReadAgain({ store }: AppPorts, scan: Scan): Promise<boolean> {
  const backups = await store.backup.backupsOf(scan.connectionId)
  return backups.some((one) => one.scanId === scan.id)
}

/**
 * Ends a scan that could not read its lists again: it is as done as it was before, those that are still open
 * are exceptions, which a retry tries once more, and files that nobody has counted are guessed.
 */
export async function endReadingAgain(
  ports: AppPorts,
  scan: Scan,
  failure: string | null,
): Promise<void> {
  const { store, clock } = ports
  for (const row of await store.scan.resources(scan.id)) {
    if (!isOpen(row) || resourceNamed(row.resource).follows?.by === 'balances') continue
    const reason = [NOT_AGAIN, failure].filter(Boolean).join(' ')
    const resource = { ...row, state: 'exception', reason } as const
    await store.scan.step({ scanId: scan.id, page: null, documents: [], resource, calls: 0 })
  }
  const guesses = await guessWhile(ports, scan.id)
  await store.scan.updateScan(scan.id, {
    ...(guesses > FEW_GUESSES && { exact: false }),
    ...{ state: 'done', finishedAt: clock.now(), failure: null, waitingUntil: null },
  })
}

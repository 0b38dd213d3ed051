import { changesOf } from '../../core/backup.ts'
import type { Backup } from '../../ports/store/backup.ts'
import type { AppPorts } from '../app-ports.ts'

/** Documents looked at in one go. */
const BATCH = 200

/**
 * Writes down the files of earlier backups whose documents have no files in Xero any more, or are gone
 * themselves. No call is needed for it, and what was kept of them stays.
 */
export async function noteVanished(ports: AppPorts, backup: Backup): Promise<void> {
  const { store } = ports
  for (;;) {
    const gone = await store.backup.gone(backup, BATCH)
    for (const { files, ...document } of gone) {
      const about = { backupId: backup.id, ...document }
      const changes = changesOf(files, []).map((change) => ({ ...about, ...change }))
      await store.backup.remember(backup, { ...document, expected: 0 }, [], changes)
    }
    if (gone.length < BATCH) return
  }
}

import { FILE_ATTEMPTS } from '../../core/backup.ts'
import type { Backup, KeptFile } from '../../ports/store/backup.ts'
import type { AppPorts } from '../app-ports.ts'

/**
 * True when a file is still to be fetched, and the backup goes back to work: packing was interrupted
 * between finding it damaged and doing so.
 */
export async function isFileWanted(
  ports: Pick<AppPorts, 'store' | 'clock'>,
  backup: Backup,
): Promise<boolean> {
  if ((await ports.store.backup.wantedFiles(backup.id, 1)).length === 0) return false
  await backToWork(ports, backup)
  return true
}

/**
 * Stored files turned out to be damaged. True when they are fetched again, and the backup goes back to
 * work; false when each has become an exception and packing can go on.
 */
export async function fetchAgain(
  ports: Pick<AppPorts, 'store' | 'clock' | 'log'>,
  backup: Backup,
  damaged: readonly KeptFile[],
): Promise<boolean> {
  const { store, log } = ports
  log.error('stored files are damaged', { backup: backup.id, files: damaged.length })
  const connection = await store.connect.connection(backup.connectionId)
  const connected = connection?.state === 'active'
  await store.backup.lost(damaged)
  const hopeless = damaged.filter((file) => !connected || file.attempts + 1 >= FILE_ATTEMPTS)
  for (const file of hopeless) await giveUp(ports, file, connected)
  if (hopeless.length === damaged.length) return false
  await backToWork(ports, backup)
  return true
}

async function backToWork(
  { store, clock }: Pick<AppPorts, 'store' | 'clock'>,
  backup: Backup,
): Promise<void> {
  await store.backup.changeBackup(backup.id, ['packaging'], { state: 'running' })
  await store.jobs.add('backup', backup.id, clock.now())
}

const giveUp = (
  ports: Pick<AppPorts, 'store'>,
  file: KeptFile,
  connected: boolean,
): Promise<void> =>
  ports.store.backup.except(
    {
      backupId: file.backupId,
      resource: file.resource,
      recordId: file.recordId,
      number: file.number,
      attachmentId: file.attachmentId,
      name: file.name,
      reason: connected
        ? `Its stored copy was damaged ${FILE_ATTEMPTS} times.`
        : 'Its stored copy is damaged, and Xero is not connected.',
      advice: connected
        ? 'Check the disk, then retry what failed.'
        : 'Connect Xero again, then retry what failed.',
    },
    file,
    null,
  )

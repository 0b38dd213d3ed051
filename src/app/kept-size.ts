import type { Backup } from '../ports/store/backup.ts'
import type { AppPorts } from './app-ports.ts'

/** The bytes of a backup, the same on every page: those of its archive, and of its files before there is one. */
export async function keptSize(
  { store }: Pick<AppPorts, 'store'>,
  { id, bytesDone }: Pick<Backup, 'id' | 'bytesDone'>,
): Promise<number> {
  const archive = await store.archive.archiveOfBackup(id)
  return archive?.state === 'ready' ? archive.bytes : bytesDone
}

/** Of several together. */
export async function keptSizes(
  ports: Pick<AppPorts, 'store'>,
  backups: readonly Backup[],
): Promise<number> {
  const sizes = await Promise.all(backups.map((one) => keptSize(ports, one)))
  return sizes.reduce((sum, one) => sum + one, 0)
}

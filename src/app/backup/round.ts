import type { Backup } from '../../ports/store/backup.ts'
import type { AppPorts } from '../app-ports.ts'

/**
 * The ports of one slice. A retry that was cancelled and begun anew wants the same things again: what a call
 * of the earlier one fails to get, whose answer comes late, is no exception of the later one. The archive that
 * is to come tells them apart.
 */
export async function portsOfRound(ports: AppPorts, { id }: Backup): Promise<AppPorts> {
  const { store } = ports
  const archiveNow = async () => (await store.archive.newestArchive(id))?.id
  const begun = await archiveNow()
  const except: AppPorts['store']['backup']['except'] = async (...told) => {
    if ((await archiveNow()) === begun) await store.backup.except(...told)
  }
  return { ...ports, store: { ...store, backup: { ...store.backup, except } } }
}

import { folderOfFiles } from '../../core/backup-calls.ts'
import type { Deletion } from '../../ports/store/erasing.ts'
import type { AppPorts } from '../app-ports.ts'

/** Documents whose files are deleted before it is written down. */
const DOCUMENTS = 200

/** Everything of a backup: files that no other backup needs, archives, rows. */
export async function eraseBackup(
  ports: AppPorts,
  deletion: Deletion,
  backupId: string,
  signal: AbortSignal,
): Promise<void> {
  const { erasing } = ports.store
  for (;;) {
    signal.throwIfAborted()
    const some = await erasing.filesOf(backupId, DOCUMENTS)
    if (!some) break
    const kept = some.files.filter((one) => one.storageKey !== null)
    let bytes = 0
    for (const key of await erasing.release(backupId, kept)) bytes += await drop(ports, key)
    await erasing.dropDocuments(deletion.id, backupId, some.lastSeq, { files: kept.length, bytes })
  }
  for (const id of await erasing.archivesOf(backupId)) {
    await dropFolder(ports, deletion.id, `archives/${id}/`, signal)
  }
  while (await erasing.dropOfBackup(deletion.id, backupId)) signal.throwIfAborted()
  await eraseLeftBehind(ports, deletion, backupId, signal)
}

/**
 * Bytes that came and were not kept as a file: of another length than told, or before a crash. What
 * another backup has taken over stays.
 */
async function eraseLeftBehind(
  ports: AppPorts,
  deletion: Deletion,
  backupId: string,
  signal: AbortSignal,
): Promise<void> {
  const { store, storage } = ports
  const backup = await store.backup.backup(backupId)
  if (!backup) return
  let bytes = 0
  for await (const storageKey of storage.list(folderOfFiles(backup))) {
    signal.throwIfAborted()
    const file = { attachmentId: '', storageKey, bytes: null }
    for (const key of await store.erasing.release(backupId, [file])) bytes += await drop(ports, key)
  }
  if (bytes > 0) await store.erasing.count(deletion.id, { bytes })
}

/** The stored answers of a scan, and all that was read from them. */
export async function eraseScan(
  ports: AppPorts,
  deletionId: string,
  scanId: string,
  signal: AbortSignal,
): Promise<void> {
  await dropFolder(ports, deletionId, `scans/${scanId}/`, signal)
  while (await ports.store.erasing.dropOfScan(deletionId, scanId)) signal.throwIfAborted()
}

async function dropFolder(
  ports: AppPorts,
  deletionId: string,
  prefix: string,
  signal: AbortSignal,
): Promise<void> {
  let bytes = 0
  for await (const key of ports.storage.list(prefix)) {
    signal.throwIfAborted()
    bytes += await drop(ports, key)
  }
  if (bytes > 0) await ports.store.erasing.count(deletionId, { bytes })
}

/** Gives the bytes that are gone; none when it was gone before. */
async function drop({ storage }: AppPorts, key: string): Promise<number> {
  const bytes = await storage.size(key)
  if (bytes === null) return 0
  await storage.delete(key)
  return bytes
}

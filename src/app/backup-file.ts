import { FILE_ATTEMPTS, isGuid, isPageInsteadOfFile } from '../core/backup.ts'
import { resourceNamed } from '../core/catalogue/index.ts'
import { asLedgerkeepError, LedgerkeepError } from '../core/errors.ts'
import type { Backup, BytesKept, KeptFile } from '../ports/store/backup.ts'
import type { AppPorts } from './app-ports.ts'

/** Fetches one file and keeps it, or takes the bytes that the organisation holds already. */
export async function keepFile(
  ports: AppPorts,
  backup: Backup,
  file: KeptFile,
  signal: AbortSignal,
): Promise<void> {
  const held = await heldBytes(ports, backup, file)
  if (held) return ports.store.backup.kept(file, held)
  try {
    const bytes = await fetchFile(ports, backup, file, signal)
    await ports.store.backup.kept(file, bytes)
  } catch (error) {
    signal.throwIfAborted()
    await afterFileFault(ports, backup, file, asLedgerkeepError(error))
  }
  await ports.store.backup.addCalls(backup.id, 1)
}

/** Bytes of an earlier backup, when they are still there and as long as Xero's list says. */
async function heldBytes(
  ports: AppPorts,
  backup: Backup,
  file: KeptFile,
): Promise<BytesKept | null> {
  const held = await ports.store.backup.held(backup.organisationId, file.attachmentId)
  if (!held || (file.listedBytes !== null && file.listedBytes !== held.bytes)) return null
  return (await ports.storage.size(held.storageKey)) === held.bytes ? held : null
}

/** By attachment id, never by name or by the address Xero gives: names repeat and break addresses. */
async function fetchFile(
  ports: AppPorts,
  backup: Backup,
  file: KeptFile,
  signal: AbortSignal,
): Promise<BytesKept> {
  if (!isGuid(file.attachmentId)) {
    throw new LedgerkeepError('skip', 'Xero gives it an id that is no id.')
  }
  const endpoint = resourceNamed(file.resource).files?.endpoint ?? file.resource
  const download = await ports.xero.open(
    backup.connectionId,
    {
      api: 'accounting',
      path: [endpoint, file.recordId, 'Attachments', file.attachmentId],
      accept: 'application/octet-stream',
    },
    { signal },
  )
  if (isPageInsteadOfFile(download.contentType, file.mime, file.name)) {
    download.body.destroy()
    throw new LedgerkeepError('retry', 'Xero answered with a page instead of the file.')
  }
  const storageKey = `files/${backup.organisationId}/${file.attachmentId.toLowerCase()}/${backup.id}`
  const stored = await ports.storage.put(storageKey, download.body, signal)
  if (download.length !== null && download.length !== stored.bytes) {
    throw new LedgerkeepError('retry', 'The file arrived incomplete.')
  }
  return { storageKey, ...stored }
}

async function afterFileFault(
  ports: AppPorts,
  backup: Backup,
  file: KeptFile,
  error: LedgerkeepError,
): Promise<void> {
  const passing = error.kind === 'retry' || error.kind === 'bug'
  if (!passing && error.kind !== 'skip') throw error
  if (passing && file.attempts + 1 < FILE_ATTEMPTS) {
    await ports.store.backup.failedOnce(file)
    if (error.until) throw error
    return
  }
  await ports.store.backup.except(
    {
      backupId: backup.id,
      resource: file.resource,
      recordId: file.recordId,
      number: file.number,
      attachmentId: file.attachmentId,
      name: file.name,
      reason: passing ? `It failed ${FILE_ATTEMPTS} times. ${error.message}` : error.message,
      advice: error.hint ?? 'Download it in Xero, or start another backup later.',
    },
    file,
    null,
  )
}

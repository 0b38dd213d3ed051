import { readAttachments } from '../core/backup.ts'
import { resourceNamed } from '../core/catalogue/index.ts'
import { asLedgerkeepError, LedgerkeepError } from '../core/errors.ts'
import type { Backup, BackupDocument } from '../ports/store/backup.ts'
import type { AppPorts } from './app-ports.ts'

/** Asks Xero for one document's attachments and writes them down as wanted. */
export async function listDocument(
  ports: AppPorts,
  backup: Backup,
  document: BackupDocument,
  signal: AbortSignal,
): Promise<void> {
  const endpoint = resourceNamed(document.resource).files?.endpoint ?? document.resource
  try {
    const answer = await ports.xero.get(
      backup.connectionId,
      { api: 'accounting', path: [endpoint, document.recordId, 'Attachments'] },
      { signal },
    )
    const files = attachments(answer.body).map((found, position) => ({
      backupId: backup.id,
      documentSeq: document.seq,
      position,
      ...found,
      state: 'wanted' as const,
      attempts: 0,
      storageKey: null,
      bytes: null,
      sha256: null,
      crc32: null,
    }))
    await ports.store.backup.listed(document, files)
  } catch (error) {
    const known = asLedgerkeepError(error)
    if (known.kind !== 'skip') throw error
    await ports.store.backup.except(
      {
        backupId: backup.id,
        resource: document.resource,
        recordId: document.recordId,
        number: document.number,
        attachmentId: '',
        name: '',
        reason: `The list of its files could not be had. ${known.message}`,
        advice: known.hint ?? '',
      },
      null,
      document,
    )
  }
  await ports.store.backup.addCalls(backup.id, 1)
}

function attachments(body: Uint8Array) {
  try {
    return readAttachments(body)
  } catch (cause) {
    throw new LedgerkeepError('retry', "Xero's list of attachments is not JSON.", { cause })
  }
}

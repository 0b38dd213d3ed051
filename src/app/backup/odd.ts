import type { AttachmentList } from '../../core/backup.ts'
import { asLedgerkeepError } from '../../core/errors.ts'
import { readCounts } from '../../core/scan.ts'
import type { Backup, BackupDocument } from '../../ports/store/backup.ts'
import type { AppPorts } from '../app-ports.ts'
import type { Course } from './course.ts'

/**
 * Whether a document's list leaves something out: an entry without an id, or fewer files than Xero
 * counts. It is then an exception, and what the list does hold is fetched all the same.
 */
export async function isShort(
  ports: AppPorts,
  backup: Backup,
  document: BackupDocument,
  { files, withoutId }: AttachmentList,
  course: Course,
  signal: AbortSignal,
): Promise<boolean> {
  const listed = files.length + withoutId.length
  const counted =
    listed < document.expected ? await countNow(ports, backup, document, course, signal) : 0
  const reasons = [
    withoutId.length > 0 && 'Xero lists it without an id, so that it cannot be fetched.',
    counted > listed && `Xero counts ${counted} files here, and lists ${listed}.`,
  ].filter((one) => one !== false)
  if (reasons.length === 0) return false
  const { resource, recordId, number } = document
  await ports.store.backup.except(
    {
      ...{ backupId: backup.id, resource, recordId, number, attachmentId: '' },
      name: withoutId.join(', '),
      reason: reasons.join(' '),
      advice: 'Open the document in Xero and download what is missing here.',
    },
    null,
    null,
  )
  return true
}

/** Asked again, for a file may have been deleted since the scan; 0 where there was no count to go by. */
async function countNow(
  { store, xero }: AppPorts,
  backup: Backup,
  { resource, recordId }: BackupDocument,
  course: Course,
  signal: AbortSignal,
): Promise<number> {
  if (!(await store.scan.isCounted(backup.scanId, resource, recordId))) return 0
  const call = {
    ...({ api: 'files', path: ['Associations', 'Count'] } as const),
    query: { ObjectIds: recordId },
  }
  try {
    course.calls += 1
    const { body } = await xero.get(backup.connectionId, call, { signal })
    return readCounts(body).get(recordId.toLowerCase()) ?? 0
  } catch (error) {
    signal.throwIfAborted()
    const known = asLedgerkeepError(error)
    if (known.kind === 'skip') return 0
    throw known
  }
}

import { mostFilesFor } from '../../core/order-refund.ts'
import type { Backup, BackupDocument, BackupFile } from '../../ports/store/backup.ts'
import type { AppPorts } from '../app-ports.ts'
import { documentMark, organisationMark } from '../paid-before.ts'

/** Lists of one backup are read side by side, but counted against its allowance one after the other. */
const turns = new Map<string, Promise<unknown>>()

/**
 * Takes a document's list into the backup. Files that came into Xero after the quote are taken free of
 * charge up to 5 % of the quote; those beyond become exceptions, to be ordered by themselves. Where nobody
 * pays, or the scan could not count to the last file, all are taken. Gives those that are taken.
 */
export function takeList(
  ports: AppPorts,
  backup: Backup,
  document: BackupDocument,
  files: readonly BackupFile[],
): Promise<readonly BackupFile[]> {
  const turn = (turns.get(backup.id) ?? Promise.resolve())
    .catch(() => {})
    .then(() => take(ports, backup, document, files))
  turns.set(backup.id, turn)
  return turn.finally(() => {
    if (turns.get(backup.id) === turn) turns.delete(backup.id)
  })
}

async function take(
  ports: AppPorts,
  backup: Backup,
  document: BackupDocument,
  files: readonly BackupFile[],
): Promise<readonly BackupFile[]> {
  const { store } = ports
  const isMore = files.length > document.expected
  // The scan could not tell it from an attachment: that is nobody's addition.
  if (isMore && document.resource === 'Files') await payFree(ports, backup, document, files.length)
  const most = isMore && document.resource !== 'Files' ? await mostFiles(ports, backup) : null
  if (most === null) return store.backup.listed(document, files)
  const now = await store.backup.backup(backup.id)
  const room = Math.max(0, most - (now?.filesTotal ?? 0))
  const taken = files.slice(0, document.expected + room)
  for (const file of files.slice(taken.length)) await tellAdded(ports, document, file)
  await payFree(ports, backup, document, taken.length - document.expected)
  return store.backup.listed(document, taken)
}

/** How many files the order's quote allows; null for any number. */
async function mostFiles(ports: AppPorts, backup: Backup): Promise<number | null> {
  const { store } = ports
  const order = backup.orderId === null ? null : await store.order.order(backup.orderId)
  const quote = order && (await store.quote.quote(order.quoteId))
  const scan = await store.scan.scan(backup.scanId)
  if (!quote || !scan?.exact || (await store.scan.hasGuesses(scan.id))) return null
  // PDFs stand among the backup's files, and nobody adds any.
  return mostFilesFor(quote.files) + quote.pdfs
}

const tellAdded = (ports: AppPorts, document: BackupDocument, file: BackupFile): Promise<void> =>
  ports.store.backup.except(
    {
      backupId: file.backupId,
      resource: document.resource,
      recordId: document.recordId,
      number: document.number,
      attachmentId: file.attachmentId,
      name: file.name,
      reason: 'It was added in Xero after the quote. More came than the 5 % that are free.',
      cause: 'added',
      advice: 'Count the files again and order what is new: only that is charged.',
    },
    null,
    null,
  )

/** What was free this time is not charged the next time either. */
async function payFree(
  ports: AppPorts,
  backup: Backup,
  document: BackupDocument,
  files: number,
): Promise<void> {
  const books = await ports.store.connect.organisation(backup.organisationId)
  if (!books || files <= 0 || backup.orderId === null) return
  await ports.store.quote.growPaid({
    organisation: organisationMark(ports, books),
    fingerprint: documentMark(ports, books, document),
    orderId: backup.orderId,
    files,
  })
}

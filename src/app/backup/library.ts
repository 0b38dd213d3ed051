import type { ListedAttachment } from '../../core/backup.ts'
import { recordsIn } from '../../core/catalogue/index.ts'
import { parseExact } from '../../core/decimal.ts'
import { LedgerkeepError } from '../../core/errors.ts'
import { hangsOnRecord, listsRead } from '../../core/scan-library.ts'
import type { Backup, BackupDocument } from '../../ports/store/backup.ts'
import type { AppPorts } from '../app-ports.ts'
import { storageDown } from '../slice.ts'

const LINKS = 'FileLinks'

/** A file of the library, unless it hangs on a record, whose own list of files has it. */
export async function libraryFile(
  { store }: AppPorts,
  { scanId }: Backup,
  { recordId, number }: BackupDocument,
  links: Uint8Array,
): Promise<readonly ListedAttachment[]> {
  const hangsOn = linksIn(links)
  if (hangsOn.length > 0) {
    const read = listsRead(await store.scan.resources(scanId))
    if (hangsOnRecord(hangsOn, read)) return []
  }
  return [{ attachmentId: recordId, name: number || recordId, mime: '', listedBytes: null }]
}

function linksIn(body: Uint8Array): readonly unknown[] {
  try {
    return recordsIn({ list: 'Associations' }, parseExact(new TextDecoder().decode(body)))
  } catch (cause) {
    throw new LedgerkeepError('retry', "Xero's list of a file's links is not JSON.", { cause })
  }
}

/** Keeps what the file hangs on with the answers of the scan, where the workbook finds it. */
export async function keepLinks(
  { store, storage }: AppPorts,
  { scanId }: Backup,
  document: BackupDocument,
  body: Uint8Array,
  signal: AbortSignal,
): Promise<void> {
  const row = (await store.scan.resources(scanId)).find((one) => one.resource === LINKS)
  if (!row) return
  const storageKey = `scans/${scanId}/${LINKS}/${document.recordId.toLowerCase()}.json`
  const { bytes, sha256 } = await storage.put(storageKey, body, signal).catch((error) => {
    signal.throwIfAborted()
    throw storageDown(error)
  })
  const records = linksIn(body).length
  await store.scan.step({
    scanId,
    page: { scanId, resource: LINKS, page: document.seq + 1, storageKey, records, bytes, sha256 },
    documents: [],
    resource: row,
    calls: 0,
  })
}

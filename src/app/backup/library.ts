import { crc32 } from 'node:zlib'
import type { ListedAttachment } from '../../core/backup.ts'
import { recordsIn } from '../../core/catalogue/index.ts'
import { parseExact } from '../../core/decimal.ts'
import { asLedgerkeepError, badAnswer } from '../../core/errors.ts'
import { hangsOnRecord, listsRead } from '../../core/scan-library.ts'
import type { Backup, BackupDocument } from '../../ports/store/backup.ts'
import type { KnownListing } from '../../ports/store/known.ts'
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
    throw badAnswer("Xero's list of a file's links is not JSON.", { cause })
  }
}

/**
 * Takes over what an earlier backup was told of a file's links. False where that is not there any more, or
 * where they lead to a record whose list was read this time and not then.
 */
export async function takeLinks(
  ports: AppPorts,
  backup: Backup,
  document: BackupDocument,
  known: KnownListing,
  signal: AbortSignal,
): Promise<boolean> {
  const { store, storage } = ports
  const earlier = await store.backup.backup(known.backupId)
  if (!earlier) return false
  const body = await stored(storage, keyOf(earlier, document)).catch((error: unknown) => {
    signal.throwIfAborted()
    if (asLedgerkeepError(error).kind === 'skip') return null
    throw error
  })
  if (!body || (await libraryFile(ports, backup, document, body)).length === 0) return false
  if (earlier.scanId !== backup.scanId) await keepLinks(ports, backup, document, body, signal)
  return true
}

async function stored(storage: AppPorts['storage'], key: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of await storage.open(key)) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}

const keyOf = ({ scanId }: Backup, { recordId }: BackupDocument): string =>
  `scans/${scanId}/${LINKS}/${recordId.toLowerCase()}.json`

/** Keeps what the file hangs on with the answers of the scan, where the workbook finds it. */
export async function keepLinks(
  ports: AppPorts,
  backup: Backup,
  document: BackupDocument,
  body: Uint8Array,
  signal: AbortSignal,
): Promise<void> {
  const { store, storage } = ports
  const { scanId } = backup
  const row = (await store.scan.resources(scanId)).find((one) => one.resource === LINKS)
  if (!row) return
  const storageKey = await linksKey(ports, keyOf(backup, document), body)
  const { bytes, sha256 } = await storage.put(storageKey, body, signal).catch((error) => {
    signal.throwIfAborted()
    throw storageDown(error)
  })
  const records = linksIn(body).length
  // Its place in the scan, which every backup of it shares.
  const page = (await store.scan.seqOf(scanId, document.resource, document.recordId)) ?? 0
  await store.scan.step({
    scanId,
    page: { scanId, resource: LINKS, page, storageKey, records, bytes, sha256 },
    documents: [],
    resource: row,
    calls: 0,
  })
}

/** Another backup of the same scan may serve the answer of before: what is not the same goes beside it. */
async function linksKey({ storage }: AppPorts, key: string, body: Uint8Array): Promise<string> {
  if ((await storage.size(key)) === null) return key
  if (Buffer.compare(await stored(storage, key), body) === 0) return key
  const sum = crc32(body).toString(16).padStart(8, '0')
  return key.replace(/\.json$/, `-${sum}.json`)
}

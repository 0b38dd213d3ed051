import { join } from 'node:path'
import { createArchiveWriter } from '../../../src/adapters/archive/index.ts'
import { openSqlite } from '../../../src/adapters/database/index.ts'
import { openStorage } from '../../../src/adapters/storage/index.ts'
import { type ArchivePorts, buildArchive } from '../../../src/app/archive/build.ts'
import type { Archive } from '../../../src/ports/store/archive.ts'
import type { Backup } from '../../../src/ports/store/backup.ts'
import type { ScanDocument } from '../../../src/ports/store/scan.ts'
import { BACKUP, document, NOW, PERSON, RESOURCE, SCAN } from '../store/records.ts'
import { connected } from '../store/seeds.ts'
import { newFolder } from './stored-order.ts'

export interface BuiltFile {
  readonly name: string
  readonly body: Buffer
}

export interface Built {
  readonly ports: ArchivePorts
  readonly root: string
  readonly archive: Archive
  readonly backup: Backup
  readonly personId: string
}

/** A backup of bills with a file each, kept and packed, on a database in memory. */
export async function builtArchive(
  after: (cleanUp: () => void) => void,
  files: readonly BuiltFile[],
): Promise<Built> {
  const root = newFolder(after)
  const ports = await openPorts(root, after)
  const backup = await keepAll(ports, files)
  const archive = await buildArchive(ports, backup, new AbortController().signal)
  return { ports, root, archive, backup, personId: PERSON.id }
}

async function openPorts(root: string, after: (cleanUp: () => void) => void) {
  const store = await openSqlite(':memory:')
  after(() => void store.close())
  let nth = 0
  const ports: ArchivePorts = {
    store,
    storage: openStorage({ kind: 'files', root: join(root, 'storage') }),
    archiveWriter: createArchiveWriter({
      openStorage: { kind: 'files', root: join(root, 'storage') },
    }),
    clock: { now: () => NOW, sleep: () => Promise.resolve() },
    random: { bytes: (length) => new Uint8Array(length).fill(++nth) },
  }
  return ports
}

const idOf = (nth: number): string => `inv-${nth}`

async function keepAll(ports: ArchivePorts, files: readonly BuiltFile[]): Promise<Backup> {
  const { store, storage } = ports
  await connected(store)
  const scan = { ...SCAN, state: 'done' as const }
  const resource = { ...RESOURCE, resource: 'Invoices', state: 'done' as const }
  await store.scan.addScan(scan, [resource])
  const documents = files.map(
    (_, seq): ScanDocument => ({
      ...document(seq),
      recordId: idOf(seq),
      number: `INV-${seq}`,
      day: '2026-03-31',
      files: 1,
    }),
  )
  const text = JSON.stringify({ Invoices: documents.map(invoice) })
  const storageKey = `scans/${scan.id}/Invoices/0000001.json`
  const stored = await storage.put(storageKey, Buffer.from(text))
  const page = { scanId: scan.id, resource: 'Invoices', page: 1, storageKey, ...stored }
  const { crc32: _, ...raw } = { ...page, records: files.length }
  await store.scan.step({
    scanId: scan.id,
    page: raw,
    documents,
    resource: { ...resource, records: files.length, recordsTold: files.length },
    calls: 1,
  })
  await store.backup.addBackup({ ...BACKUP, orderId: null, state: 'packaging' })
  for (const document of await store.backup.pendingDocuments(BACKUP.id, 1_000_000)) {
    const file = files[Number(document.recordId.slice(4))]
    if (!file) continue
    const blank = { storageKey: null, bytes: null, sha256: null, crc32: null }
    const wanted = {
      ...{ backupId: BACKUP.id, documentSeq: document.seq, position: 0, attempts: 0 },
      attachmentId: `00000000-0000-4000-8000-${String(document.seq).padStart(12, '0')}`,
      ...{ name: file.name, mime: 'application/pdf', listedBytes: file.body.length },
      ...{ state: 'wanted' as const, ...blank },
    }
    await store.backup.listed(document, [wanted])
    const key = `files/org/${document.seq}`
    await store.backup.kept(wanted, { storageKey: key, ...(await storage.put(key, file.body)) })
  }
  const backup = await store.backup.backup(BACKUP.id)
  if (!backup) throw new Error('The backup is not there.')
  return backup
}

const invoice = ({ recordId, number }: ScanDocument) => ({
  InvoiceID: recordId,
  InvoiceNumber: number,
  Type: 'ACCPAY',
  Contact: { Name: 'Acme, "Ltd"' },
  CurrencyCode: 'GBP',
  Total: 10.1,
})

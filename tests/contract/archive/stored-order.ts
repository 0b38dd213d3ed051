import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStorage } from '../../../src/adapters/storage/index.ts'
import type { ManifestException, ManifestFile } from '../../../src/core/archive/manifest.ts'
import { RESOURCES } from '../../../src/core/catalogue/index.ts'
import type { WorkbookOrder } from '../../../src/ports/archive-writer.ts'
import type { Storage } from '../../../src/ports/storage.ts'

/** A folder that is gone when the test is. */
export function newFolder(after: (cleanUp: () => void) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'ledgerkeep-archive-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export interface Books {
  /** The raw text of each page, by resource. */
  readonly pages?: Readonly<Record<string, readonly string[]>>
  /** Xero's own counts. */
  readonly told?: Readonly<Record<string, number>>
  readonly reasons?: Readonly<Record<string, string>>
  readonly files?: readonly ManifestFile[]
  readonly exceptions?: readonly ManifestException[]
}

/** Stores the books as a backup does, and gives the order of their workbook. */
export async function storeBooks(root: string, books: Books): Promise<WorkbookOrder> {
  const storage = openStorage({ kind: 'files', root })
  const resources: WorkbookOrder['resources'][number][] = []
  for (const { name } of RESOURCES) {
    const keys: string[] = []
    for (const page of books.pages?.[name] ?? []) {
      const key = `raw/${name}/${keys.length + 1}.json`
      await storage.put(key, Buffer.from(page))
      keys.push(key)
    }
    resources.push({
      name,
      pages: keys,
      told: books.told?.[name] ?? null,
      exception: books.reasons?.[name] ?? null,
    })
  }
  await putLines(storage, 'manifest.jsonl', books.files ?? [])
  await putLines(storage, 'exceptions.jsonl', books.exceptions ?? [])
  await storage.close()
  return {
    key: 'workbook.xlsx',
    tables: null,
    organisation: 'Demo & Söhne "Ltd" <1>',
    currency: 'GBP',
    scope: 'Bills of 2026, 3 of 9 documents',
    madeAt: Date.UTC(2026, 10, 22, 8, 30),
    resources,
    manifestKey: 'manifest.jsonl',
    exceptionsKey: 'exceptions.jsonl',
  }
}

async function putLines(storage: Storage, key: string, lines: readonly unknown[]): Promise<void> {
  await storage.put(key, Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join('')))
}

/** A kept file of a bill; change what the test is about. */
export const keptFile = (nth: number, change: Partial<ManifestFile> = {}): ManifestFile => ({
  seq: nth,
  path: `data/Attachments/Bills/2026/04/2026-04-03 Acme #${nth} 50% & 'more'.pdf`,
  type: 'bills',
  resource: 'Invoices',
  recordId: `invoice-${nth}`,
  day: '2026-04-03',
  number: `INV-${nth}`,
  contact: 'Acme',
  attachmentId: `attachment-${nth}`,
  originalName: `#${nth} 50% & 'more'.pdf`,
  mime: 'application/pdf',
  listedBytes: 5,
  bytes: 5,
  sha256: '0'.repeat(64),
  crc32: 0,
  storageKey: `files/${nth}`,
  ...change,
})

import { Readable } from 'node:stream'
import {
  type ManifestException,
  type ManifestFile,
  manifestLine,
} from '../../core/archive/manifest.ts'
import { PLACES } from '../../core/archive/places.ts'
import { createPathPlan } from '../../core/archive/plan-paths.ts'
import { resourceNamed } from '../../core/catalogue/index.ts'
import type { Backup, KeptCursor, KeptFile } from '../../ports/store/backup.ts'
import type { AppPorts } from '../app-ports.ts'

const PAGE = 1000

/** All kept files, in the archive's order, a page of them in memory at a time. */
export async function* keptFiles(
  ports: Pick<AppPorts, 'store'>,
  backupId: string,
): AsyncGenerator<KeptFile> {
  let after: KeptCursor | null = null
  for (;;) {
    const page: readonly KeptFile[] = await ports.store.backup.keptFiles(backupId, after, PAGE)
    yield* page
    const last = page[page.length - 1]
    if (!last || page.length < PAGE) return
    after = { documentSeq: last.documentSeq, position: last.position }
  }
}

export interface FileTotals {
  readonly count: number
  readonly bytes: number
  /** Of `count`, those in folders of their own: PDFs drawn by Xero, and files of its library. */
  readonly pdfs: number
  readonly library: number
}

/** Stores the manifest: one line of JSON for each file, with its path in the archive. */
export async function writeManifest(
  ports: Pick<AppPorts, 'store' | 'storage'>,
  backup: Backup,
  key: string,
  signal: AbortSignal,
): Promise<FileTotals> {
  const plan = createPathPlan()
  for await (const file of keptFiles(ports, backup.id)) plan.see(file)
  let count = 0
  let bytes = 0
  let pdfs = 0
  let library = 0
  const lines = async function* (): AsyncGenerator<string> {
    for await (const file of keptFiles(ports, backup.id)) {
      const path = plan.pathOf(file)
      yield manifestLine(manifestFile(file, count, path))
      count += 1
      if (path.startsWith(PLACES.pdfs)) pdfs += 1
      if (path.startsWith(PLACES.library)) library += 1
      bytes += file.bytes ?? 0
    }
  }
  await ports.storage.put(key, Readable.from(lines(), { objectMode: false }), signal)
  return { count, bytes, pdfs, library }
}

function manifestFile(file: KeptFile, seq: number, path: string): ManifestFile {
  return {
    seq,
    path,
    type: file.type,
    resource: file.resource,
    recordId: file.recordId,
    day: file.day,
    number: file.number,
    contact: file.contact,
    attachmentId: file.attachmentId,
    originalName: file.name,
    mime: file.mime,
    listedBytes: file.listedBytes,
    bytes: file.bytes ?? 0,
    sha256: file.sha256 ?? '',
    crc32: file.crc32 ?? 0,
    storageKey: file.storageKey ?? '',
  }
}

/** Stores what could not be had: lists of the scan, and files and lists of the backup. */
export async function writeExceptions(
  ports: Pick<AppPorts, 'store' | 'storage'>,
  backup: Backup,
  key: string,
  signal: AbortSignal,
): Promise<void> {
  const lists = (await ports.store.scan.resources(backup.scanId))
    .filter((one) => one.state === 'exception')
    .map((one) => ({
      resource: one.resource,
      recordId: '',
      number: '',
      attachmentId: '',
      name: resourceNamed(one.resource).title,
      reason: one.reason ?? 'It could not be had.',
      advice: 'Scan the organisation again, then start another backup.',
    }))
  const files = await ports.store.backup.exceptions(backup.id)
  const text = [...lists, ...files].map(exceptionLine).join('')
  await ports.storage.put(key, new TextEncoder().encode(text), signal)
}

const exceptionLine = (one: ManifestException): string => {
  const { resource, recordId, number, attachmentId, name, reason, advice } = one
  return manifestLine({ resource, recordId, number, attachmentId, name, reason, advice })
}

import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { archiveFileName } from '../core/archive/archive-name.ts'
import { readme } from '../core/archive/readme.ts'
import { directoryRecord, endOfArchive, nextOffset } from '../core/archive/zip-layout.ts'
import { dayOf } from '../core/day.ts'
import { LedgerkeepError } from '../core/errors.ts'
import { filterWords } from '../core/filter-words.ts'
import type { Stored } from '../ports/storage.ts'
import type { Archive, ArchiveEntry } from '../ports/store/archive.ts'
import type { Backup } from '../ports/store/backup.ts'
import type { Organisation } from '../ports/store/connect.ts'
import { type AppPorts, newId } from './app-ports.ts'
import { writeExceptions, writeManifest } from './archive-manifest.ts'
import { archivePieces, type Piece } from './archive-pieces.ts'

/** Entries written to the database at a time. */
const BATCH = 500

/**
 * Writes everything the archive needs beside the files themselves: manifest, workbook, README,
 * checksums, the place of every entry, and the directory. The ZIP itself is never written.
 */
export async function buildArchive(
  ports: AppPorts,
  backup: Backup,
  signal: AbortSignal,
): Promise<Archive> {
  const organisation = await ports.store.connect.organisation(backup.organisationId)
  if (!organisation) throw new LedgerkeepError('bug', `Backup ${backup.id} has no organisation.`)
  const draft = await draftArchive(ports, backup, organisation)
  const folder = `archives/${draft.id}`
  await writeManifest(ports, backup, `${folder}/manifest.jsonl`, signal)
  await writeExceptions(ports, backup, `${folder}/exceptions.jsonl`, signal)
  const top = await topPieces(ports, backup, organisation, folder, signal)
  const laid = await layOut(ports, draft, archivePieces(ports, folder, top), signal)
  const archive: Archive = { ...draft, ...laid, state: 'ready' }
  await ports.store.archive.finishArchive(archive)
  return archive
}

async function draftArchive(ports: AppPorts, backup: Backup, organisation: Organisation) {
  const now = ports.clock.now()
  const draft: Archive = {
    id: newId(ports, 'arc'),
    backupId: backup.id,
    state: 'building',
    bytes: 0,
    entries: 0,
    directoryOffset: 0,
    directoryKey: '',
    etag: '',
    fileName: archiveFileName(organisation.name, dayOf(now)),
    createdAt: now,
  }
  await ports.store.archive.startArchive(draft)
  return draft
}

/** The entries at the top of the archive: README and workbook. */
async function topPieces(
  ports: AppPorts,
  backup: Backup,
  organisation: Organisation,
  folder: string,
  signal: AbortSignal,
): Promise<readonly Piece[]> {
  const workbookName = 'Accounting data.xlsx'
  const text = readme({
    organisation: organisation.name,
    scope: filterWords(backup.filter),
    madeOn: new Intl.DateTimeFormat('en-GB', {
      dateStyle: 'full',
      timeStyle: 'short',
      timeZone: 'UTC',
    })
      .format(ports.clock.now())
      .concat(' UTC'),
    files: backup.filesDone,
    exceptions: backup.exceptions,
    workbook: workbookName,
  })
  const readmeKey = `${folder}/readme.txt`
  const readmeStored = await ports.storage.put(readmeKey, new TextEncoder().encode(text), signal)
  const workbookKey = `${folder}/workbook.xlsx`
  const workbook = await writeWorkbook(ports, backup, organisation, folder, workbookKey, signal)
  return [
    { path: 'README.txt', storageKey: readmeKey, day: null, ...readmeStored },
    { path: workbookName, storageKey: workbookKey, day: null, ...workbook },
  ]
}

async function writeWorkbook(
  ports: AppPorts,
  backup: Backup,
  organisation: Organisation,
  folder: string,
  key: string,
  signal: AbortSignal,
): Promise<Stored> {
  const resources = await ports.store.scan.resources(backup.scanId)
  const listed = await Promise.all(
    resources.map(async (one) => ({
      name: one.resource,
      pages: (await ports.store.scan.pages(backup.scanId, one.resource)).map(
        (page) => page.storageKey,
      ),
      exception: one.state === 'exception' ? (one.reason ?? 'It could not be had.') : null,
    })),
  )
  return ports.archiveWriter.workbook(
    {
      key,
      organisation: organisation.name,
      currency: organisation.currency,
      scope: filterWords(backup.filter),
      madeAt: ports.clock.now(),
      resources: listed,
      manifestKey: `${folder}/manifest.jsonl`,
      exceptionsKey: `${folder}/exceptions.jsonl`,
    },
    signal,
  )
}

/** Gives every piece its place, writes the entries down and the directory behind them. */
async function layOut(
  ports: AppPorts,
  draft: Archive,
  pieces: AsyncIterable<Piece>,
  signal: AbortSignal,
): Promise<Pick<Archive, 'bytes' | 'entries' | 'directoryOffset' | 'directoryKey' | 'etag'>> {
  const at = { offset: 0, entries: 0, directoryBytes: 0 }
  const hash = createHash('sha256')
  const directory = async function* (): AsyncGenerator<Uint8Array> {
    let batch: ArchiveEntry[] = []
    for await (const piece of pieces) {
      const entry = { archiveId: draft.id, seq: at.entries, ...piece, offset: at.offset }
      batch.push(entry)
      at.entries += 1
      at.offset = nextOffset(entry)
      const record = directoryRecord(entry)
      at.directoryBytes += record.length
      hash.update(record)
      yield record
      if (batch.length < BATCH) continue
      await ports.store.archive.addEntries(batch)
      batch = []
    }
    await ports.store.archive.addEntries(batch)
    yield endOfArchive({
      entries: at.entries,
      directoryOffset: at.offset,
      directoryBytes: at.directoryBytes,
    })
  }
  const directoryKey = `archives/${draft.id}/directory`
  const stored = await ports.storage.put(
    directoryKey,
    Readable.from(directory(), { objectMode: false }),
    signal,
  )
  return {
    bytes: at.offset + stored.bytes,
    entries: at.entries,
    directoryOffset: at.offset,
    directoryKey,
    etag: hash.digest('hex').slice(0, 40),
  }
}

import { draftArchive } from '../../core/archive/draft.ts'
import { LedgerkeepError } from '../../core/errors.ts'
import type { Archive } from '../../ports/store/archive.ts'
import type { Backup } from '../../ports/store/backup.ts'
import { type AppPorts, newId } from '../app-ports.ts'
import { sumLongObjects } from './block-sums.ts'
import { layOut } from './layout.ts'
import { writeExceptions, writeManifest } from './manifest.ts'
import { filePieces, folderOf, type Piece, tablePieces } from './pieces.ts'
import { rawPieces } from './raw.ts'
import { tagPieces } from './tags.ts'
import { writeWorkbook } from './workbook.ts'

/** What building an archive takes. */
export type ArchivePorts = Pick<
  AppPorts,
  'store' | 'storage' | 'clock' | 'random' | 'archiveWriter'
>

/**
 * Writes everything the archive needs beside the files themselves: manifest, workbook, tables, README
 * and the other tag files, the place of every entry, and the directory. The ZIP itself is never
 * written. Built once for each version: asked again, it gives the archive that is there. Stored answers
 * of the keys in `lost` are left out.
 */
export async function buildArchive(
  ports: ArchivePorts,
  backup: Backup,
  signal: AbortSignal,
  lost: ReadonlySet<string> = new Set(),
): Promise<Archive> {
  const known = await ports.store.archive.newestArchive(backup.id)
  if (known?.state === 'ready') return known
  const organisation = await ports.store.connect.organisation(backup.organisationId)
  if (!organisation) throw new LedgerkeepError('bug', `Backup ${backup.id} has no organisation.`)
  if (known?.state === 'building') await dropFolder(ports, folderOf(known.id), signal)
  const draft = draftArchive({
    id: newId(ports, 'arc'),
    backup,
    organisation: organisation.name,
    version: known?.version ?? 1,
    now: ports.clock.now(),
  })
  await ports.store.archive.startArchive(draft)
  const folder = folderOf(draft.id)
  const files = await writeManifest(ports, backup, `${folder}/manifest.jsonl`, signal)
  await writeExceptions(ports, backup, `${folder}/exceptions.jsonl`, signal)
  const workbook = await writeWorkbook(ports, backup, organisation, folder, lost, signal)
  const front: readonly Piece[] = [
    ...tablePieces(workbook, folder),
    ...(await rawPieces(ports, backup.scanId, lost)),
  ]
  const bag = {
    backup,
    organisation: organisation.name,
    version: draft.version,
    folder,
    files,
    front,
  }
  const tags = await tagPieces(ports, bag, signal)
  const laid = await layOut(ports, draft, all(tags, front, filePieces(ports, folder)), signal)
  const archive: Archive = { ...draft, ...laid, state: 'ready' }
  await sumLongObjects(ports.storage, archive, [...tags, ...front], signal)
  await ports.store.archive.finishArchive(archive)
  return archive
}

/**
 * What an interrupted attempt has stored. The next one has an id of its own, so that a worker that lost
 * its lease, and is still at it, writes into no other's archive.
 */
async function dropFolder(
  { storage }: Pick<AppPorts, 'storage'>,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  for await (const key of storage.list(`${folder}/`)) {
    signal.throwIfAborted()
    await storage.delete(key)
  }
}

async function* all(
  tags: readonly Piece[],
  front: readonly Piece[],
  files: AsyncIterable<Piece>,
): AsyncGenerator<Piece> {
  yield* tags
  yield* front
  yield* files
}

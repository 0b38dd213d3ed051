import { asLedgerkeepError } from '../../core/errors.ts'
import {
  endsOf,
  fileId,
  folderOf,
  foldersIn,
  hangsOnRecord,
  type LibraryFolder,
  libraryDocuments,
  listsRead,
  MOST_LOOKED_AT,
  withoutFileId,
} from '../../core/scan-library.ts'
import type { ScanDocument, ScanResource } from '../../ports/store/scan.ts'
import { storedRecords } from '../reading/books.ts'
import { isOpen, whyNot } from '../reading/reading.ts'
import { createShelf, type Library, type Shelf } from './shelf.ts'

/**
 * Finds the files of the library that hang on no record. A folder that holds attachments alone is
 * left aside, for its files come with their records; whether that can be is checked against the
 * number of attachments. Starts anew when it was interrupted.
 */
export async function readLibrary(library: Library): Promise<void> {
  const { ports, scan } = library
  const rows = await ports.store.scan.resources(scan.id)
  const start = rows.find((one) => one.resource === 'Files')
  if (!start || !isOpen(start)) return
  const links = rows.find((one) => one.resource === 'FileLinks')
  const end = (row: ScanResource, change: Partial<ScanResource>) =>
    ports.store.scan.step({
      ...{ scanId: scan.id, page: null, documents: [], calls: 0 },
      resource: { ...row, ...change },
    })
  try {
    const folders = foldersIn(await storedRecords(ports, scan.id, 'Folders'))
    const shelf = createShelf(library, start)
    const free = new Set(await ports.store.backup.knownOf(scan.connectionId, 'Files'))
    const finding = { shelf, read: listsRead(rows), free }
    // Begun anew, it is listed whole: a backup has met more files than the numbers account for.
    const attached = start.rounds ? null : await attachedFiles(library)
    const files = await unattached(finding, folders, attached)
    if (links) await end(links, { state: 'done' })
    await ports.store.scan.step({
      scanId: scan.id,
      page: null,
      documents: rowsOf(start, files, folders),
      resource: { ...start, ...stateOf(files.free), records: shelf.kept().length },
      calls: shelf.looked(),
    })
  } catch (error) {
    library.signal.throwIfAborted()
    const known = asLedgerkeepError(error)
    const givenUp = known.kind === 'retry' && library.course.lastTry
    if (known.kind !== 'skip' && !givenUp) throw error
    const reason = whyNot(known)
    if (links) await end(links, { state: 'exception', reason })
    await end(start, { state: 'exception', reason })
  }
}

/** How many files hang on records, as far as they could be counted. */
async function attachedFiles({ ports, scan }: Library): Promise<number> {
  const counts = await ports.store.scan.countsByType(scan.id, { from: null, to: null })
  return counts.reduce((sum, one) => sum + (one.type === 'library' ? 0 : one.files), 0)
}

interface Finding {
  readonly shelf: Shelf
  /** Lists whose records bring their files along. */
  readonly read: ReadonlySet<string>
  /** Files that an earlier backup has found to hang on nothing. */
  readonly free: ReadonlySet<string>
}

/** Files of the library that do not come with a record. */
interface Found {
  readonly free: readonly unknown[]
  /** Those that lie among attachments, and were not looked at: the backup tells once it has all lists. */
  readonly doubtful: readonly unknown[]
}

async function unattached(
  finding: Finding,
  folders: readonly LibraryFolder[],
  attached: number | null,
): Promise<Found> {
  const { shelf } = finding
  const inFolders = folders.reduce((sum, folder) => sum + folder.files, 0)
  // Files that lie in no folder count as left aside.
  const total = await shelf.total()
  let aside = Math.max(0, total - inFolders)
  const open = new Set<string>()
  for (const folder of folders.filter((one) => one.files > 0)) {
    const left = await readFolder(finding, folder)
    aside += left
    if (left === 0) open.add(folder.id)
  }
  // As many were left aside as hang on something, so that the others hang on nothing.
  if (aside === attached && total >= aside) return { free: shelf.kept(), doubtful: [] }
  // Else some of those left aside may hang on nothing as well.
  if (aside > 0) await shelf.listAnew()
  return lookedAt(finding, open)
}

/** Lists the folder unless it seems to hold attachments alone; tells how many files it left aside. */
async function readFolder(finding: Finding, folder: LibraryFolder): Promise<number> {
  const first = await finding.shelf.openFolder(folder.id)
  if (first === null) return folder.files
  // Two looks: the numbers show afterwards whether files that hang on nothing lie between.
  const ends = endsOf(first.records, await first.lastPage())
  if (ends.length > 0 && (await allHang(finding, ends))) return first.itemCount ?? folder.files
  await first.list()
  return 0
}

async function allHang({ shelf, read, free }: Finding, ids: readonly string[]): Promise<boolean> {
  if (ids.some((id) => free.has(id))) return false
  const links = await Promise.all(ids.map(shelf.linksOf))
  return links.every((one) => hangsOnRecord(one, read))
}

/**
 * Without the files that hang on a record. Only some are looked at: the rest of a folder that is `open`
 * counts as hanging on nothing, the rest of the others is doubtful. Of those, none is looked at once an
 * earlier backup has told which hang on nothing.
 */
async function lookedAt({ shelf, read, free }: Finding, open: ReadonlySet<string>): Promise<Found> {
  const kept = shelf.kept()
  const isOpen = (file: unknown): boolean => open.has(folderOf(file))
  const found: unknown[] = []
  const doubtful: unknown[] = []
  let looks = 0
  for (const file of [...kept.filter(isOpen), ...kept.filter((one) => !isOpen(one))]) {
    const id = fileId(file)
    if (id === '' || free.has(id)) found.push(file)
    else if (looks >= MOST_LOOKED_AT) (isOpen(file) ? found : doubtful).push(file)
    else if (free.size > 0 && !isOpen(file)) doubtful.push(file)
    else {
      looks += 1
      if (!hangsOnRecord(await shelf.linksOf(id), read)) found.push(file)
    }
  }
  return { free: found, doubtful }
}

function stateOf(files: readonly unknown[]): Pick<ScanResource, 'state' | 'reason'> {
  const lost = withoutFileId(files)
  if (lost === 0) return { state: 'done', reason: null }
  return { state: 'exception', reason: `${lost} of its files have no id to fetch them by.` }
}

function rowsOf(
  at: ScanResource,
  { free, doubtful }: Found,
  folders: readonly LibraryFolder[],
): readonly ScanDocument[] {
  const documents = [free, doubtful].map((files) => libraryDocuments(files, folders))
  const known = documents[0]?.length ?? 0
  return documents.flat().map(({ id, hasFiles: _, ...document }, index) => ({
    ...document,
    ...{ scanId: at.scanId, seq: at.position * 100_000_000 + index },
    ...{ resource: 'Files', recordId: id, flagged: true },
    ...(index < known ? { files: 1 } : { files: 0, guessed: true }),
  }))
}

import { asLedgerkeepError } from '../../core/errors.ts'
import {
  fileId,
  foldersIn,
  hangsOnRecord,
  type LibraryFolder,
  libraryDocuments,
  listsRead,
  MOST_LOOKED_AT,
  samplesOf,
  withoutFileId,
} from '../../core/scan-library.ts'
import type { ScanResource } from '../../ports/store/scan.ts'
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
    const finding = { shelf, read: listsRead(rows) }
    const files = await unattached(finding, folders, await attachedFiles(library))
    if (links) await end(links, { state: 'done' })
    await ports.store.scan.step({
      scanId: scan.id,
      page: null,
      documents: rowsOf(start, libraryDocuments(files, folders)),
      resource: { ...start, ...stateOf(files), records: shelf.kept().length },
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
}

async function unattached(
  finding: Finding,
  folders: readonly LibraryFolder[],
  attached: number,
): Promise<readonly unknown[]> {
  const { shelf } = finding
  const inFolders = folders.reduce((sum, folder) => sum + folder.files, 0)
  // Files that lie in no folder count as left aside.
  const total = await shelf.total()
  let aside = Math.max(0, total - inFolders)
  for (const folder of folders) if (folder.files > 0) aside += await readFolder(finding, folder)
  // All that hang on something were left aside, so that these hang on nothing.
  if (aside === attached && total >= attached) return shelf.kept()
  // More than hang on anything: some of those left aside hang on nothing. Of fewer, some may as well; a
  // few are looked at, but many would all count as files that hang on nothing until the backup looks.
  if (aside > attached || (aside > 0 && total <= MOST_LOOKED_AT)) await shelf.listAnew()
  return lookedAt(finding, shelf.kept())
}

/** Lists the folder unless it holds attachments alone; tells how many files it left aside. */
async function readFolder({ shelf, read }: Finding, folder: LibraryFolder): Promise<number> {
  const first = await shelf.openFolder(folder.id)
  if (first === null) return folder.files
  const samples = samplesOf(first.records)
  const links = await Promise.all(samples.map(shelf.linksOf))
  if (samples.length > 0 && links.every((one) => hangsOnRecord(one, read)))
    return first.itemCount ?? folder.files
  await first.list()
  return 0
}

/** Without the files that hang on a record; those beyond the first are looked at by the backup. */
async function lookedAt(
  { shelf, read }: Finding,
  files: readonly unknown[],
): Promise<readonly unknown[]> {
  const free: unknown[] = []
  for (const [nth, file] of files.entries()) {
    const look = nth < MOST_LOOKED_AT && fileId(file) !== ''
    if (!look || !hangsOnRecord(await shelf.linksOf(fileId(file)), read)) free.push(file)
  }
  return free
}

function stateOf(files: readonly unknown[]): Pick<ScanResource, 'state' | 'reason'> {
  const lost = withoutFileId(files)
  if (lost === 0) return { state: 'done', reason: null }
  return { state: 'exception', reason: `${lost} of its files have no id to fetch them by.` }
}

const rowsOf = (at: ScanResource, found: ReturnType<typeof libraryDocuments>) =>
  found.map(({ id, day, number, contact, type, bytes }, index) => ({
    ...{ scanId: at.scanId, seq: at.position * 100_000_000 + index },
    ...{ resource: 'Files', recordId: id, type, day, number, contact },
    ...{ flagged: true, updatedAt: null, files: 1, ...(bytes !== undefined && { bytes }) },
  }))

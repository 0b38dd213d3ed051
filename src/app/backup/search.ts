import { RESOURCES, resourceNamed } from '../../core/catalogue/index.ts'
import { asLedgerkeepError } from '../../core/errors.ts'
import { readListPage } from '../../core/scan.ts'
import { foldersIn } from '../../core/scan-library.ts'
import type { Backup } from '../../ports/store/backup.ts'
import type { AppPorts } from '../app-ports.ts'
import { storedRecords } from '../reading/books.ts'
import type { Course } from './course.ts'

/** Files of the library that a backup looks at, a call each, to tell them from attachments. */
const MOST_SEARCHED = 1_000

/**
 * Looks for files of the library that hang on nothing and lie among attachments: now that the lists of
 * the backup are read, only those that are in none of them need a look. True when there is more to do. Where
 * they are too many, as when most types were left out, the rest is an exception.
 */
export async function searchLibrary(
  ports: AppPorts,
  backup: Backup,
  course: Course,
): Promise<boolean> {
  const { store, clock } = ports
  if ((await mayHide(ports, backup, course)) && (await store.scan.listLibrary(backup.scanId))) {
    await store.jobs.add('scan', backup.scanId, clock.now())
    return true
  }
  const { added, left } = await store.backup.searchLibrary(backup, MOST_SEARCHED)
  if (left === 0) return added > 0
  const about = { backupId: backup.id, resource: 'Files', recordId: '', number: '' }
  const reason = `${left} of its files are attachments of records that are not in this backup, or hang on nothing: it would take a call each to tell.`
  const advice = 'Back up all types of files, or retry, which looks at some more of them.'
  await store.backup.except(
    { ...about, attachmentId: 'search', name: resourceNamed('Files').title, reason, advice },
    ...([null, null] as const),
  )
  return added > 0
}

/**
 * Whether a folder that the scan took for one of attachments alone holds more files than that: numbers
 * may agree by chance, as where one file hangs on two records, but those of the lists themselves do not.
 */
async function mayHide(ports: AppPorts, backup: Backup, course: Course): Promise<boolean> {
  const { store } = ports
  if (!isWhole(backup)) return false
  const rows = await store.scan.resources(backup.scanId)
  const row = rows.find((one) => one.resource === 'Files')
  if (row?.state !== 'done' || row.rounds) return false
  const shown = filesIn(await storedRecords(ports, backup.scanId, 'Folders'))
  if (row.records >= shown) return false
  const { attached, free } = await store.backup.filesSeen(backup.id)
  return shown !== attached + free && (await shownNow(ports, backup, course)) !== attached + free
}

/** How many files the folders show by now: some may have come, or gone, since the scan. Null where unknown. */
async function shownNow(
  { xero }: AppPorts,
  { connectionId }: Backup,
  course: Course,
): Promise<number | null> {
  const { api = 'accounting', path, query } = resourceNamed('Folders')
  course.calls += 1
  try {
    const { body } = await xero.get(connectionId, { api, path: path.split('/'), query })
    return filesIn(readListPage(resourceNamed('Folders'), body).records)
  } catch (error) {
    const known = asLedgerkeepError(error)
    // The library is then listed, and how that fails is an exception.
    if (known.kind === 'wait' || known.kind === 'reauthorise') throw known
    return null
  }
}

const filesIn = (folders: readonly unknown[]): number =>
  foldersIn(folders).reduce((sum, folder) => sum + folder.files, 0)

const TYPES = new Set(RESOURCES.flatMap(({ files }) => files?.types.map((type) => type.key) ?? []))

const isWhole = ({ filter: { from, to, types } }: Backup): boolean =>
  from === null && to === null && [...TYPES].every((type) => types.includes(type))

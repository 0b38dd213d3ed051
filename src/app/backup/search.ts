import { RESOURCES, resourceNamed } from '../../core/catalogue/index.ts'
import { foldersIn } from '../../core/scan-library.ts'
import type { Backup } from '../../ports/store/backup.ts'
import type { AppPorts } from '../app-ports.ts'
import { storedRecords } from '../reading/books.ts'

/** Files of the library that a backup looks at, a call each, to tell them from attachments. */
const MOST_SEARCHED = 1_000

/**
 * Looks for files of the library that hang on nothing and lie among attachments: now that the lists of
 * the backup are read, only those that are in none of them need a look. True when there is more to do. Where
 * they are too many, as when most types were left out, the rest is an exception.
 */
export async function searchLibrary(ports: AppPorts, backup: Backup): Promise<boolean> {
  const { store, clock } = ports
  if ((await mayHide(ports, backup)) && (await store.scan.listLibrary(backup.scanId))) {
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
async function mayHide(ports: AppPorts, backup: Backup): Promise<boolean> {
  const { store } = ports
  if (!isWhole(backup)) return false
  const rows = await store.scan.resources(backup.scanId)
  const row = rows.find((one) => one.resource === 'Files')
  if (row?.state !== 'done' || row.rounds) return false
  const folders = foldersIn(await storedRecords(ports, backup.scanId, 'Folders'))
  const shown = folders.reduce((sum, folder) => sum + folder.files, 0)
  if (row.records >= shown) return false
  const { attached, free } = await store.backup.filesSeen(backup.id)
  return shown !== attached + free
}

const TYPES = new Set(RESOURCES.flatMap(({ files }) => files?.types.map((type) => type.key) ?? []))

const isWhole = ({ filter: { from, to, types } }: Backup): boolean =>
  from === null && to === null && [...TYPES].every((type) => types.includes(type))

import { filterWords } from '../../core/filter-words.ts'
import type { MadeWorkbook } from '../../ports/archive-writer.ts'
import type { Backup } from '../../ports/store/backup.ts'
import type { Organisation } from '../../ports/store/connect.ts'
import type { AppPorts } from '../app-ports.ts'

/** Orders workbook and tables below the archive's folder, from all stored answers but the lost ones. */
export async function writeWorkbook(
  ports: Pick<AppPorts, 'store' | 'archiveWriter'>,
  backup: Backup,
  organisation: Organisation,
  folder: string,
  lost: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<MadeWorkbook> {
  const { scan } = ports.store
  const resources = await Promise.all(
    (await scan.resources(backup.scanId)).map(async (one) => ({
      name: one.resource,
      pages: (await scan.pages(backup.scanId, one.resource))
        .map((page) => page.storageKey)
        .filter((key) => !lost.has(key)),
      told: one.recordsTold,
      exception: one.state === 'exception' ? (one.reason ?? 'It could not be had.') : null,
    })),
  )
  return ports.archiveWriter.workbook(
    {
      key: workbookKey(folder),
      tables: `${folder}/tables/`,
      organisation: organisation.name,
      currency: organisation.currency,
      scope: filterWords(backup.filter),
      // Not the clock's: an archive that is built again has the same bytes.
      madeAt: backup.createdAt,
      resources,
      manifestKey: `${folder}/manifest.jsonl`,
      exceptionsKey: `${folder}/exceptions.jsonl`,
    },
    signal,
  )
}

export const workbookKey = (folder: string): string => `${folder}/workbook.xlsx`

import { type Kysely, sql, type Transaction } from 'kysely'
import type { ErasingStore } from '../../ports/store/erasing.ts'
import type { Tables } from './tables.ts'

/** Rows of one step: SQLite stands still for the whole process meanwhile. */
const ROWS = 2_000

/** Rows of a backup and of a scan beside the documents with files, some at a time. */
export const erasingRows = (db: Kysely<Tables>) =>
  ({
    dropOfBackup: (deletionId, backupId) =>
      db.transaction().execute(async (transaction) => {
        const own = (row: 'backupExceptions' | 'fileChanges' | 'knownListings') =>
          transaction.deleteFrom(row).where('backupId', '=', backupId).executeTakeFirst()
        const entries = await dropEntries(transaction, backupId)
        if (entries > 0) return counted(transaction, deletionId, entries)
        const exceptions = await own('backupExceptions')
        const changes = await own('fileChanges')
        const listings = await own('knownListings')
        const rows = [exceptions, changes, listings].map((one) => Number(one.numDeletedRows))
        return counted(transaction, deletionId, sum(rows))
      }),

    dropOfScan: (deletionId, scanId) =>
      db.transaction().execute(async (transaction) => {
        const dropSome = (table: 'comparedDocuments' | 'scanDocuments') =>
          transaction
            .deleteFrom(table)
            .where('scanId', '=', scanId)
            .where('seq', 'in', (row) =>
              row
                .selectFrom(table)
                .select('seq')
                .where('scanId', '=', scanId)
                .orderBy('seq')
                .limit(ROWS),
            )
            .executeTakeFirst()
        const compared = await dropSome('comparedDocuments')
        const documents = await dropSome('scanDocuments')
        const some = sum([Number(compared.numDeletedRows), Number(documents.numDeletedRows)])
        if (some > 0) return counted(transaction, deletionId, some)
        const own = (row: 'rawPages' | 'savedFilters' | 'comparedScans' | 'scanLives') =>
          transaction.deleteFrom(row).where('scanId', '=', scanId).executeTakeFirst()
        const pages = await own('rawPages')
        const filters = await own('savedFilters')
        const marks = await own('comparedScans')
        // Ours alone, and no record of anybody's books.
        await own('scanLives')
        const rows = [pages, filters, marks].map((one) => Number(one.numDeletedRows))
        return counted(transaction, deletionId, sum(rows))
      }),
  }) satisfies Partial<ErasingStore>

async function dropEntries(transaction: Transaction<Tables>, backupId: string): Promise<number> {
  for (const { id } of await transaction
    .selectFrom('archives')
    .select('id')
    .where('backupId', '=', backupId)
    .execute()) {
    const dropped = await transaction
      .deleteFrom('archiveEntries')
      .where('archiveId', '=', id)
      .where('seq', 'in', (row) =>
        row
          .selectFrom('archiveEntries')
          .select('seq')
          .where('archiveId', '=', id)
          .orderBy('seq')
          .limit(ROWS),
      )
      .executeTakeFirst()
    if (dropped.numDeletedRows > 0n) return Number(dropped.numDeletedRows)
  }
  return 0
}

async function counted(
  transaction: Transaction<Tables>,
  deletionId: string,
  rows: number,
): Promise<boolean> {
  if (rows === 0) return false
  await transaction
    .updateTable('deletions')
    .set({ records: sql`"records" + ${rows}` })
    .where('id', '=', deletionId)
    .execute()
  return true
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)

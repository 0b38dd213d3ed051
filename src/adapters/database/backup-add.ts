import { sql, type Transaction } from 'kysely'
import type { Backup } from '../../ports/store/backup.ts'
import { filesKnown, inRange } from './scan-counts.ts'
import type { Tables } from './tables.ts'

/** Adds the backup with its documents, all inside the database; false when its order has one already. */
export async function addBackup(
  transaction: Transaction<Tables>,
  backup: Backup,
): Promise<boolean> {
  const row = { ...backup, filter: JSON.stringify(backup.filter), documentsTotal: 0, filesTotal: 0 }
  const written = await transaction
    .insertInto('backups')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (written.numInsertedOrUpdatedRows !== 1n) return false
  await copyDocuments(transaction, backup)
  await addTypes(transaction, backup.id)
  await setTotals(transaction, backup.id)
  return true
}

async function copyDocuments(
  transaction: Transaction<Tables>,
  { id, scanId, filter }: Backup,
): Promise<void> {
  if (filter.types.length === 0) return
  // Neither database puts nulls where the other does: the first key says where they belong.
  const place = sql<number>`row_number() over
    (order by case when "day" is null then 1 else 0 end, "day" desc, "seq") - 1`
  await transaction
    .insertInto('backupDocuments')
    .columns([
      ...(['backupId', 'seq', 'resource', 'recordId', 'type', 'day', 'number', 'contact'] as const),
      ...(['expected', 'state'] as const),
    ])
    .expression((row) =>
      row
        .selectFrom('scanDocuments')
        .select([
          sql<string>`cast(${id} as text)`.as('backupId'),
          place.as('place'),
          ...(['resource', 'recordId', 'type', 'day', 'number', 'contact'] as const),
          filesKnown.as('expected'),
          sql.lit('pending').as('state'),
        ])
        .where('scanId', '=', scanId)
        .where('type', 'in', filter.types)
        .where(filesKnown, '>', 0)
        .where(inRange(filter)),
    )
    .execute()
}

async function addTypes(transaction: Transaction<Tables>, backupId: string): Promise<void> {
  await transaction
    .insertInto('backupTypes')
    .columns(['backupId', 'type', 'files', 'done'])
    .expression((row) =>
      row
        .selectFrom('backupDocuments')
        .select((document) => [
          'backupId',
          'type',
          document.fn.sum<number>('expected').as('files'),
          sql.lit(0).as('done'),
        ])
        .where('backupId', '=', backupId)
        .groupBy(['backupId', 'type']),
    )
    .execute()
}

async function setTotals(transaction: Transaction<Tables>, backupId: string): Promise<void> {
  const totals = await transaction
    .selectFrom('backupDocuments')
    .select((document) => [
      document.fn.countAll<number>().as('documentsTotal'),
      document.fn.coalesce(document.fn.sum<number>('expected'), sql.lit(0)).as('filesTotal'),
    ])
    .where('backupId', '=', backupId)
    .executeTakeFirstOrThrow()
  await transaction.updateTable('backups').set(totals).where('id', '=', backupId).execute()
}

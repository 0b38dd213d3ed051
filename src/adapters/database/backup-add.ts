import { sql, type Transaction } from 'kysely'
import { PDF_TYPES } from '../../core/catalogue/index.ts'
import type { Backup } from '../../ports/store/backup.ts'
import { copyDocuments } from './copy-documents.ts'
import { filesKnown } from './scan-counts.ts'
import type { Tables } from './tables.ts'

/** Neither database puts nulls where the other does: the first key says where they belong. */
const PLACE = sql<number>`row_number() over
  (order by case when "day" is null then 1 else 0 end, "day" desc, "seq") - 1`

/** Adds the backup with its documents, all inside the database; false when its order has one already. */
export async function addBackup(
  transaction: Transaction<Tables>,
  backup: Backup,
): Promise<boolean> {
  const filter = JSON.stringify(backup.filter)
  const never = { takenInAt: null, finishedBefore: null }
  const row = { ...backup, ...never, filter, documentsTotal: 0, filesTotal: 0 }
  const written = await transaction
    .insertInto('backups')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (written.numInsertedOrUpdatedRows !== 1n) return false
  await copyDocuments(transaction, backup, {
    place: PLACE,
    expected: filesKnown,
    drawn: backup.filter.pdfs,
    newAlone: false,
  })
  if (backup.filter.pdfs) await addDrawn(transaction, backup.id)
  await addTypes(transaction, backup.id)
  await setTotals(transaction, backup.id)
  return true
}

/** Behind a document's attachments, of which there are never so many. */
export const DRAWN_POSITION = 1_000_000

/**
 * PDFs that Xero draws stand among the files, under an id that changes when the document does: one that
 * is held already is not asked for again.
 */
export async function addDrawn(
  transaction: Transaction<Tables>,
  backupId: string,
  from = 0,
): Promise<void> {
  const version = sql`coalesce(cast("scanDocuments"."updatedAt" as text), "backups"."scanId")`
  await sql`insert into "backupFiles" ("backupId", "documentSeq", "position", "attachmentId", "name",
      "mime", "listedBytes", "state", "attempts")
    select "document"."backupId", "document"."seq", ${sql.lit(DRAWN_POSITION)},
      'pdf-' || lower("document"."recordId") || '-' || ${version},
      case when "document"."number" = '' then 'document' else "document"."number" end || '.pdf',
      'application/pdf', null, 'wanted', 0
    from "backupDocuments" as "document"
    join "backups" on "backups"."id" = "document"."backupId"
    join "scanDocuments" on "scanDocuments"."scanId" = "backups"."scanId"
      and "scanDocuments"."resource" = "document"."resource"
      and "scanDocuments"."recordId" = "document"."recordId"
    where "document"."backupId" = ${backupId} and "document"."seq" >= ${from}
      and "document"."type" in (${sql.join(PDF_TYPES)})`.execute(transaction)
}

async function addTypes(transaction: Transaction<Tables>, backupId: string): Promise<void> {
  await transaction
    .insertInto('backupTypes')
    .columns(['backupId', 'type', 'files', 'done'])
    .expression((row) =>
      row
        .selectFrom('backupDocuments')
        .select([
          'backupId',
          'type',
          sql<number>`sum("expected" + (${drawnOf}))`.as('files'),
          sql.lit(0).as('done'),
        ])
        .where('backupId', '=', backupId)
        .groupBy(['backupId', 'type']),
    )
    .execute()
}

export const drawnOf = sql`select count(*) from "backupFiles"
  where "backupFiles"."backupId" = "backupDocuments"."backupId"
  and "backupFiles"."documentSeq" = "backupDocuments"."seq"`

async function setTotals(transaction: Transaction<Tables>, backupId: string): Promise<void> {
  const totals = await transaction
    .selectFrom('backupDocuments')
    .select([
      // Those whose list of files is still to be asked for.
      sql<number>`coalesce(sum(case when "state" = 'pending' then 1 else 0 end), 0)`.as(
        'documentsTotal',
      ),
      sql<number>`coalesce(sum("expected" + (${drawnOf})), 0)`.as('filesTotal'),
    ])
    .where('backupId', '=', backupId)
    .executeTakeFirstOrThrow()
  await transaction.updateTable('backups').set(totals).where('id', '=', backupId).execute()
}

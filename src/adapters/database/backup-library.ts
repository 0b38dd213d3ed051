import { type Kysely, sql, type Transaction } from 'kysely'
import type { Backup } from '../../ports/store/backup.ts'
import type { KnownStore } from '../../ports/store/known.ts'
import { DRAWN_POSITION } from './backup-add.ts'
import { inRange } from './scan-counts.ts'
import type { Tables } from './tables.ts'

/** Files of the library that a scan could not tell from attachments. */
export const backupLibrary = (db: Kysely<Tables>) =>
  ({
    async filesSeen(backupId) {
      const { rows } = await sql<{ readonly free: number; readonly files: number }>`
        select case when d."resource" = 'Files' then 1 else 0 end as "free",
          count(distinct lower(f."attachmentId")) as "files"
        from "backupFiles" f
        join "backupDocuments" d on d."backupId" = f."backupId" and d."seq" = f."documentSeq"
        where f."backupId" = ${backupId} and f."position" < ${DRAWN_POSITION}
        group by 1`.execute(db)
      const seen = (free: number) => rows.find((one) => one.free === free)?.files ?? 0
      return { attached: seen(0), free: seen(1) }
    },

    searchLibrary: (backup, most) =>
      db.transaction().execute(async (transaction) => {
        const seqs = await unseen(transaction, backup)
        const taken = seqs.slice(0, most)
        if (taken.length > 0) await addDocuments(transaction, backup, taken)
        return { added: taken.length, left: seqs.length - taken.length }
      }),
  }) satisfies Partial<KnownStore>

/** Those of the filter that are in no list of the backup. */
async function unseen(
  transaction: Transaction<Tables>,
  { id, scanId, filter }: Backup,
): Promise<readonly number[]> {
  if (!filter.types.includes('library')) return []
  const rows = await transaction
    .selectFrom('scanDocuments')
    .select('seq')
    .where('scanId', '=', scanId)
    .where('resource', '=', 'Files')
    .where('files', '=', 0)
    .where('guessed', '=', 1)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('backupExceptions')
            .select('about')
            .where('backupId', '=', id)
            .where('about', '=', 'record Files//search'),
        ),
      ),
    )
    .where(inRange(filter))
    .where(sql<string>`lower("recordId")`, 'in', (row) =>
      row
        .selectFrom('scanDocuments as found')
        .select(lowerId('found.recordId'))
        .where('found.scanId', '=', scanId)
        .where('found.resource', '=', 'Files')
        .except(
          row
            .selectFrom('backupFiles as met')
            .select(lowerId('met.attachmentId'))
            .where('met.backupId', '=', id),
        )
        .except(
          row
            .selectFrom('backupDocuments as taken')
            .select(lowerId('taken.recordId'))
            .where('taken.backupId', '=', id)
            .where('taken.resource', '=', 'Files'),
        ),
    )
    .orderBy('seq')
    .execute()
  return rows.map(({ seq }) => seq)
}

const lowerId = (column: string) => sql<string>`lower(${sql.ref(column)})`.as('id')

async function addDocuments(
  transaction: Transaction<Tables>,
  { id, scanId }: Backup,
  seqs: readonly number[],
): Promise<void> {
  await transaction
    .updateTable('backups')
    .set((row) => ({ documentsTotal: row('documentsTotal', '+', seqs.length) }))
    .where('id', '=', id)
    .execute()
  await sql`insert into "backupDocuments" ("backupId", "seq", "resource", "recordId", "type", "day",
      "number", "contact", "expected", "state")
    select cast(${id} as text),
      (select coalesce(max("seq"), -1) from "backupDocuments" where "backupId" = ${id})
        + row_number() over (order by "seq"),
      "resource", "recordId", "type", "day", "number", "contact", 0, 'pending'
    from "scanDocuments" where "scanId" = ${scanId} and "seq" in (${sql.join(seqs)})`.execute(
    transaction,
  )
  await transaction
    .insertInto('backupTypes')
    .values({ backupId: id, type: 'library', files: 0, done: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

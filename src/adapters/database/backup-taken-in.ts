import { type Kysely, sql, type Transaction } from 'kysely'
import type { Backup } from '../../ports/store/backup.ts'
import type { RetryStore } from '../../ports/store/retry.ts'
import { addDrawn, drawnOf } from './backup-add.ts'
import { copyDocuments } from './copy-documents.ts'
import { filesKnown } from './scan-counts.ts'
import type { Tables } from './tables.ts'

/** Documents that a backup comes to know, and loses, after it was added. */
export const backupTakenIn = (db: Kysely<Tables>) =>
  ({
    takeIn: (backup) =>
      db.transaction().execute(async (transaction) => {
        if (backup.filter.types.length === 0) return 0
        if (!(await isNews(transaction, backup))) return 0
        const from = await nextSeq(transaction, backup.id)
        // What was paid for is known already: further files are additions, as those of known documents can be.
        const isFree = backup.orderId === null
        const drawn = backup.filter.pdfs && isFree
        await copyDocuments(transaction, backup, {
          place: sql<number>`${sql.lit(from)} + row_number() over (order by "seq") - 1`,
          expected: isFree ? filesKnown : sql<number>`0`,
          drawn,
          newAlone: true,
        })
        if (drawn) await addDrawn(transaction, backup.id, from)
        return count(transaction, backup.id, from)
      }),

    dropTwice: (backupId) =>
      db.transaction().execute(async (transaction) => {
        const seqs = await heldTwice(transaction, backupId)
        for (const seq of seqs) await drop(transaction, backupId, seq)
      }),
  }) satisfies Partial<RetryStore>

/** Notes that what the scan has told by now is in the backup; false when it was before. */
async function isNews(transaction: Transaction<Tables>, { id, scanId }: Backup): Promise<boolean> {
  const scan = await transaction
    .selectFrom('scans')
    .select('finishedAt')
    .where('id', '=', scanId)
    .executeTakeFirst()
  const takenInAt = scan?.finishedAt ?? null
  const noted = await transaction
    .updateTable('backups')
    .set({ takenInAt })
    .where('id', '=', id)
    .where((row) =>
      row.or([
        row('takenInAt', 'is', null),
        ...(takenInAt === null ? [] : [row('takenInAt', '!=', takenInAt)]),
      ]),
    )
    .executeTakeFirst()
  return noted.numUpdatedRows === 1n
}

async function nextSeq(transaction: Transaction<Tables>, backupId: string): Promise<number> {
  const found = await transaction
    .selectFrom('backupDocuments')
    .select((row) => row.fn.max('seq').as('last'))
    .where('backupId', '=', backupId)
    .executeTakeFirst()
  return (found?.last ?? -1) + 1
}

/** Adds the new documents to the totals. */
async function count(
  transaction: Transaction<Tables>,
  backupId: string,
  from: number,
): Promise<number> {
  const types = await transaction
    .selectFrom('backupDocuments')
    .select([
      'type',
      sql<number>`count(*)`.as('added'),
      sql<number>`sum(case when "state" = 'pending' then 1 else 0 end)`.as('documents'),
      sql<number>`sum("expected" + (${drawnOf}))`.as('files'),
    ])
    .where('backupId', '=', backupId)
    .where('seq', '>=', from)
    .groupBy('type')
    .execute()
  for (const { type, documents, files } of types) {
    await transaction
      .insertInto('backupTypes')
      .values({ backupId, type, files, done: 0 })
      .onConflict((conflict) =>
        conflict
          .columns(['backupId', 'type'])
          .doUpdateSet((row) => ({ files: row('backupTypes.files', '+', files) })),
      )
      .execute()
    await transaction
      .updateTable('backups')
      .set((row) => ({
        documentsTotal: row('documentsTotal', '+', documents),
        filesTotal: row('filesTotal', '+', files),
      }))
      .where('id', '=', backupId)
      .execute()
  }
  return types.reduce((sum, one) => sum + one.added, 0)
}

/** Documents of the library whose file is kept with another document as well. */
async function heldTwice(
  transaction: Transaction<Tables>,
  backupId: string,
): Promise<readonly number[]> {
  const rows = await transaction
    .selectFrom('backupDocuments')
    .select('seq')
    .where('backupId', '=', backupId)
    .where('resource', '=', 'Files')
    .where(sql<string>`lower("recordId")`, 'in', (row) =>
      row
        .selectFrom('backupFiles')
        .innerJoin('backupDocuments as document', (join) =>
          join
            .onRef('document.backupId', '=', 'backupFiles.backupId')
            .onRef('document.seq', '=', 'backupFiles.documentSeq'),
        )
        .select(sql<string>`lower("backupFiles"."attachmentId")`.as('attachmentId'))
        .where('backupFiles.backupId', '=', backupId)
        .where('backupFiles.state', '=', 'kept')
        .where('document.resource', '!=', 'Files'),
    )
    .execute()
  return rows.map(({ seq }) => seq)
}

async function drop(
  transaction: Transaction<Tables>,
  backupId: string,
  seq: number,
): Promise<void> {
  const [file] = await transaction
    .deleteFrom('backupFiles')
    .where('backupId', '=', backupId)
    .where('documentSeq', '=', seq)
    .where('state', '=', 'kept')
    .returning('bytes')
    .execute()
  if (!file) return
  await transaction
    .updateTable('backups')
    .set((row) => ({
      filesTotal: row('filesTotal', '-', 1),
      filesDone: row('filesDone', '-', 1),
      bytesDone: row('bytesDone', '-', file.bytes ?? 0),
    }))
    .where('id', '=', backupId)
    .execute()
  await transaction
    .updateTable('backupTypes')
    .set((row) => ({ files: row('files', '-', 1), done: row('done', '-', 1) }))
    .where('backupId', '=', backupId)
    .where('type', '=', 'library')
    .execute()
}

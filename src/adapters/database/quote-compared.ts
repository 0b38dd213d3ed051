import { type Kysely, sql } from 'kysely'
import { PDF_TYPES } from '../../core/catalogue/index.ts'
import type { Filter } from '../../core/filter.ts'
import type { QuoteStore } from '../../ports/store/quote.ts'
import { inBatches } from './batches.ts'
import { filesKnown, inRange } from './scan-counts.ts'
import type { Tables } from './tables.ts'

const paidOf = (scanId: string) => sql<number>`coalesce((select "paid" from "comparedDocuments"
  where "comparedDocuments"."scanId" = ${scanId}
  and "comparedDocuments"."seq" = "scanDocuments"."seq"), 0)`

/** Files of a document that were paid for: never more than it has now. */
const paidAtMost = sql<number>`case when "paid" < ${filesKnown} then "paid" else ${filesKnown} end`

/** A scan's documents compared with what was paid for before. */
export const quoteCompared = (db: Kysely<Tables>) =>
  ({
    async comparedFor(scanId) {
      const row = await db
        .selectFrom('comparedScans')
        .select('mark')
        .where('scanId', '=', scanId)
        .executeTakeFirst()
      return row?.mark ?? null
    },

    async documentsWithFiles(scanId, filter, afterSeq, limit) {
      if (filter.types.length === 0) return []
      return db
        .selectFrom('scanDocuments')
        .select(['seq', 'resource', 'recordId', filesKnown.as('files')])
        .select(paidOf(scanId).as('paid'))
        .where('scanId', '=', scanId)
        .where('seq', '>', afterSeq)
        .where('type', 'in', filter.types)
        .where(filesKnown, '>', 0)
        .where(inRange(filter))
        .orderBy('seq')
        .limit(limit)
        .execute()
    },

    async drawnDocuments(scanId, filter, afterSeq, limit) {
      const types = filter.types.filter((type) => PDF_TYPES.includes(type))
      if (types.length === 0) return []
      return db
        .selectFrom('scanDocuments')
        .select(['seq', 'recordId', 'updatedAt'])
        .where('scanId', '=', scanId)
        .where('seq', '>', afterSeq)
        .where('type', 'in', types)
        .where(inRange(filter))
        .orderBy('seq')
        .limit(limit)
        .execute()
    },

    async clearCompared(scanId) {
      await db.deleteFrom('comparedScans').where('scanId', '=', scanId).execute()
      await db.deleteFrom('comparedDocuments').where('scanId', '=', scanId).execute()
    },

    async setCompared(scanId, documents) {
      const rows = documents.map(({ seq, paid }) => ({ scanId, seq, paid, pdf: 0 }))
      await inBatches(rows, (batch) =>
        db
          .insertInto('comparedDocuments')
          .values([...batch])
          .onConflict((conflict) =>
            conflict
              .columns(['scanId', 'seq'])
              .doUpdateSet((row) => ({ paid: row.ref('excluded.paid') })),
          )
          .execute(),
      )
    },

    async setComparedPdfs(scanId, seqs) {
      const rows = seqs.map((seq) => ({ scanId, seq, paid: 0, pdf: 1 }))
      await inBatches(rows, (batch) =>
        db
          .insertInto('comparedDocuments')
          .values([...batch])
          .onConflict((conflict) =>
            conflict.columns(['scanId', 'seq']).doUpdateSet((row) => ({
              pdf: row.ref('excluded.pdf'),
            })),
          )
          .execute(),
      )
    },

    async finishCompared(scanId, mark) {
      await db
        .insertInto('comparedScans')
        .values({ scanId, mark })
        .onConflict((conflict) => conflict.column('scanId').doUpdateSet({ mark }))
        .execute()
    },

    paidFilesByType: (scanId, range) =>
      compared(db, scanId, range)
        .select((row) => ['type', row.fn.sum<number>(paidAtMost).as('files')])
        .where('compared.paid', '>', 0)
        .execute(),

    paidPdfsByType: (scanId, range) =>
      compared(db, scanId, range)
        .select((row) => ['type', row.fn.sum<number>('compared.pdf').as('files')])
        .where('compared.pdf', '>', 0)
        .execute(),
  }) satisfies Partial<QuoteStore>

/** Few documents are among them, or none: far quicker than looking each document of the scan up. */
const compared = (db: Kysely<Tables>, scanId: string, range: Pick<Filter, 'from' | 'to'>) =>
  db
    .selectFrom('comparedDocuments as compared')
    // A cross join keeps the order: SQLite would begin with every document of the scan.
    .crossJoin('scanDocuments')
    .where('compared.scanId', '=', scanId)
    .where('scanDocuments.scanId', '=', scanId)
    .whereRef('scanDocuments.seq', '=', 'compared.seq')
    .where(inRange(range))
    .groupBy('type')
    .orderBy('type')

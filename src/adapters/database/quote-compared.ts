import { type Kysely, sql } from 'kysely'
import type { QuoteStore } from '../../ports/store/quote.ts'
import { inBatches } from './batches.ts'
import { filesKnown, inRange, scanCounts } from './scan-counts.ts'
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

    async clearCompared(scanId) {
      await db.deleteFrom('comparedScans').where('scanId', '=', scanId).execute()
      await db.deleteFrom('comparedDocuments').where('scanId', '=', scanId).execute()
    },

    async setCompared(scanId, documents) {
      const rows = documents.map(({ seq, paid }) => ({ scanId, seq, paid }))
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

    async finishCompared(scanId, mark) {
      await db
        .insertInto('comparedScans')
        .values({ scanId, mark })
        .onConflict((conflict) => conflict.column('scanId').doUpdateSet({ mark }))
        .execute()
    },

    async newFilesByType(scanId, range) {
      const counts = await scanCounts(db).countsByType(scanId, range)
      // Few documents are among them, or none: far quicker than looking each document of the scan up.
      const paid = await db
        .selectFrom('comparedDocuments as compared')
        // A cross join keeps the order: SQLite would begin with every document of the scan.
        .crossJoin('scanDocuments')
        .select((row) => ['type', row.fn.sum<number>(paidAtMost).as('files')])
        .where('compared.scanId', '=', scanId)
        .where('scanDocuments.scanId', '=', scanId)
        .whereRef('scanDocuments.seq', '=', 'compared.seq')
        .where(inRange(range))
        .groupBy('type')
        .execute()
      const before = new Map(paid.map(({ type, files }) => [type, files]))
      return counts.map(({ type, files }) => ({ type, files: files - (before.get(type) ?? 0) }))
    },
  }) satisfies Partial<QuoteStore>

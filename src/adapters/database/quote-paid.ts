import { type Kysely, sql } from 'kysely'
import type { QuoteStore } from '../../ports/store/quote.ts'
import { inBatches } from './batches.ts'
import type { Tables } from './tables.ts'

/** Which files were paid for, by fingerprints of their documents. */
export const quotePaid = (db: Kysely<Tables>) =>
  ({
    async paidMark(organisation) {
      const { rows, files } = await db
        .selectFrom('paidDocuments')
        .select((row) => [
          row.fn.countAll<number>().as('rows'),
          row.fn.coalesce(row.fn.sum<number>('files'), sql.lit(0)).as('files'),
        ])
        .where('organisation', '=', organisation)
        .executeTakeFirstOrThrow()
      return rows === 0 ? '' : `${rows}/${files}`
    },

    async paidFiles(fingerprints) {
      const paid = new Map<string, number>()
      await inBatches(fingerprints, async (batch) => {
        const rows = await db
          .selectFrom('paidDocuments')
          .select((row) => ['fingerprint', row.fn.sum<number>('files').as('files')])
          .where('fingerprint', 'in', batch)
          .groupBy('fingerprint')
          .execute()
        for (const row of rows) paid.set(row.fingerprint, row.files)
      })
      return paid
    },

    async paidFilesBy(orderId, fingerprints) {
      const paid = new Map<string, number>()
      await inBatches(fingerprints, async (batch) => {
        const rows = await db
          .selectFrom('paidDocuments')
          .select(['fingerprint', 'files'])
          .where('fingerprint', 'in', batch)
          .where('orderId', '=', orderId)
          .execute()
        for (const row of rows) paid.set(row.fingerprint, row.files)
      })
      return paid
    },

    async addPaid(documents) {
      await inBatches(documents, (batch) =>
        db
          .insertInto('paidDocuments')
          .values([...batch])
          .onConflict((conflict) => conflict.columns(['fingerprint', 'orderId']).doNothing())
          .execute(),
      )
    },

    async growPaid(document) {
      await db
        .insertInto('paidDocuments')
        .values({ ...document, files: Math.max(0, document.files) })
        .onConflict((conflict) =>
          conflict.columns(['fingerprint', 'orderId']).doUpdateSet({
            files: sql<number>`case when "paidDocuments"."files" + ${document.files} < 0 then 0
              else "paidDocuments"."files" + ${document.files} end`,
          }),
        )
        .execute()
    },

    unpay: (orderId, refund, documents, at) =>
      db.transaction().execute(async (transaction) => {
        const first = await transaction
          .updateTable('refunds')
          .set({ unpaidAt: at })
          .where('orderId', '=', orderId)
          .where('number', '=', refund)
          .where('unpaidAt', 'is', null)
          .executeTakeFirst()
        if (first.numUpdatedRows !== 1n) return
        for (const { fingerprint, files } of documents) {
          await transaction
            .updateTable('paidDocuments')
            .set({
              files: sql<number>`case when "files" < ${files} then 0 else "files" - ${files} end`,
            })
            .where('orderId', '=', orderId)
            .where('fingerprint', '=', fingerprint)
            .execute()
        }
      }),

    async forgetPaid(orderId) {
      await db.deleteFrom('paidDocuments').where('orderId', '=', orderId).execute()
    },
  }) satisfies Partial<QuoteStore>

import { type Kysely, sql } from 'kysely'
import type { PaidDocument, QuoteStore } from '../../ports/store/quote.ts'
import { inBatches } from './batches.ts'
import { organisationsPaidBy, paidMark, raiseMarks } from './paid-marks.ts'
import type { Tables } from './tables.ts'

/** Which files were paid for, by fingerprints of their documents. */
export const quotePaid = (db: Kysely<Tables>) =>
  ({
    paidMark: (organisation) => paidMark(db, organisation),

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

    addPaid: (documents) =>
      db.transaction().execute(async (transaction) => {
        let written = 0n
        await inBatches(documents, async (batch) => {
          const added = await transaction
            .insertInto('paidDocuments')
            .values([...batch])
            .onConflict((conflict) => conflict.columns(['fingerprint', 'orderId']).doNothing())
            .executeTakeFirst()
          written += added.numInsertedOrUpdatedRows ?? 0n
        })
        if (written > 0n) await raiseMarks(transaction, organisationsOf(documents))
      }),

    growPaid: (document) =>
      db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto('paidDocuments')
          .values({ ...document, files: Math.max(0, document.files) })
          .onConflict((conflict) =>
            conflict.columns(['fingerprint', 'orderId']).doUpdateSet({
              files: sql<number>`case when "paidDocuments"."files" + ${document.files} < 0 then 0
                else "paidDocuments"."files" + ${document.files} end`,
            }),
          )
          .execute()
        await raiseMarks(transaction, [document.organisation])
      }),

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
        await raiseMarks(transaction, organisationsOf(documents))
      }),

    forgetPaid: (orderId) =>
      db.transaction().execute(async (transaction) => {
        const organisations = await organisationsPaidBy(transaction, [orderId])
        await transaction.deleteFrom('paidDocuments').where('orderId', '=', orderId).execute()
        await raiseMarks(transaction, organisations)
      }),
  }) satisfies Partial<QuoteStore>

const organisationsOf = (documents: readonly PaidDocument[]): readonly string[] =>
  documents.map((one) => one.organisation)

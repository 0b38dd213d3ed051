import type { Kysely } from 'kysely'
import type { OrderStore } from '../../ports/store/order.ts'
import { addJob } from './jobs.ts'
import type { Tables } from './tables.ts'

/** Sessions, events, refunds and what the comparison with Stripe found. */
export const orderMoney = (db: Kysely<Tables>) =>
  ({
    async addCheckout(checkout) {
      await db
        .insertInto('checkouts')
        .values(checkout)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute()
    },

    async changeCheckout(id, change) {
      await db
        .updateTable('checkouts')
        .set({ ...change, id })
        .where('id', '=', id)
        .execute()
    },

    checkoutsOf: (orderId) =>
      db
        .selectFrom('checkouts')
        .selectAll()
        .where('orderId', '=', orderId)
        .orderBy('openedAt')
        .orderBy('id')
        .execute(),

    addEvent: (event) =>
      db.transaction().execute(async (transaction) => {
        const written = await transaction
          .insertInto('paymentEvents')
          .values(event)
          .onConflict((conflict) => conflict.column('id').doNothing())
          .executeTakeFirst()
        if (event.sessionId !== null || event.paymentIntentId !== null) {
          await addJob(transaction, 'payment', event.id, event.receivedAt)
        }
        return written.numInsertedOrUpdatedRows === 1n
      }),

    event: async (id) =>
      (await db.selectFrom('paymentEvents').selectAll().where('id', '=', id).executeTakeFirst()) ??
      null,

    async addRefund(refund) {
      const written = await db
        .insertInto('refunds')
        .values(refund)
        .onConflict((conflict) => conflict.columns(['orderId', 'number']).doNothing())
        .executeTakeFirst()
      return written.numInsertedOrUpdatedRows === 1n
    },

    async changeRefund(orderId, number, change) {
      await db
        .updateTable('refunds')
        .set({ ...change, orderId })
        .where('orderId', '=', orderId)
        .where('number', '=', number)
        .execute()
    },

    refundsOf: (orderId) =>
      db
        .selectFrom('refunds')
        .selectAll()
        .where('orderId', '=', orderId)
        .orderBy('number')
        .execute(),

    async addReconciliation(result) {
      const row = { ...result, findings: JSON.stringify(result.findings) }
      await db
        .insertInto('reconciliations')
        .values(row)
        .onConflict((conflict) => conflict.column('at').doUpdateSet(row))
        .execute()
    },

    async latestReconciliation() {
      const row = await db
        .selectFrom('reconciliations')
        .selectAll()
        .orderBy('at', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row ? { ...row, findings: JSON.parse(row.findings) as string[] } : null
    },
  }) satisfies Partial<OrderStore>

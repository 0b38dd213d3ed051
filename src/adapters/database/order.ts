import type { Kysely, Selectable } from 'kysely'
import type { PlaceEvidence } from '../../core/order-vat.ts'
import type { InvoiceDetails, Order, OrderChange, OrderStore } from '../../ports/store/order.ts'
import { orderMoney } from './order-money.ts'
import type { Tables } from './tables.ts'

export const orderStore = (db: Kysely<Tables>): OrderStore => {
  const orders = () => db.selectFrom('orders').selectAll()
  const newest = () => orders().orderBy('createdAt', 'desc').orderBy('id')
  const byCheckout = (column: 'id' | 'paymentIntentId', value: string) =>
    orders()
      .where('id', '=', (checkout) =>
        checkout.selectFrom('checkouts').select('orderId').where(column, '=', value).limit(1),
      )
      .execute()

  return {
    ...orderMoney(db),

    async addOrder(order) {
      const written = await db
        .insertInto('orders')
        .values(toRow(order))
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return written.numInsertedOrUpdatedRows === 1n
    },

    order: async (id) => first(await orders().where('id', '=', id).execute()),
    orderOfCheckout: async (id) => first(await byCheckout('id', id)),
    orderOfPayment: async (id) => first(await byCheckout('paymentIntentId', id)),

    ordersOf: async (connectionId) =>
      (await newest().where('connectionId', '=', connectionId).execute()).map(toOrder),

    async changeOrder(id, from, change) {
      if (from.length === 0) return false
      const changed = await db
        .updateTable('orders')
        .set({ ...toColumns(change), id })
        .where('id', '=', id)
        .where('state', 'in', from)
        .executeTakeFirst()
      return changed.numUpdatedRows === 1n
    },

    async changeAttempt(id, attempt, change) {
      const changed = await db
        .updateTable('orders')
        .set({ ...toColumns(change), id })
        .where('id', '=', id)
        .where('state', '=', 'unpaid')
        .where('attempt', '=', attempt)
        .executeTakeFirst()
      return changed.numUpdatedRows === 1n
    },

    async paidSince(at) {
      const rows = await orders()
        .where('paidAt', '>=', at)
        .orderBy('paidAt')
        .orderBy('id')
        .execute()
      return rows.map(toOrder)
    },
  }
}

const toRow = (order: Order): Selectable<Tables['orders']> => ({
  ...order,
  details: order.details && JSON.stringify(order.details),
  evidence: order.evidence && JSON.stringify(order.evidence),
  awaitingFunds: Number(order.awaitingFunds),
})

/** What is left out stays as it is in the database. */
const toColumns = ({ details, evidence, awaitingFunds, ...change }: OrderChange) => ({
  ...change,
  ...(details === undefined ? {} : { details: details && JSON.stringify(details) }),
  ...(evidence === undefined ? {} : { evidence: evidence && JSON.stringify(evidence) }),
  ...(awaitingFunds === undefined ? {} : { awaitingFunds: Number(awaitingFunds) }),
})

const first = (rows: readonly Selectable<Tables['orders']>[]): Order | null =>
  rows[0] ? toOrder(rows[0]) : null

/** A row as an order; for the pages of the operator too. */
export const toOrder = (row: Selectable<Tables['orders']>): Order => ({
  ...row,
  details: row.details === null ? null : (JSON.parse(row.details) as InvoiceDetails),
  evidence: row.evidence === null ? null : (JSON.parse(row.evidence) as PlaceEvidence),
  awaitingFunds: row.awaitingFunds === 1,
})

import type { Kysely, Selectable } from 'kysely'
import { refuse } from '../../core/errors.ts'
import type { InvoiceDetails, Order, OrderChange, OrderStore } from '../../ports/store/order.ts'
import type { Tables } from './tables.ts'

export const orderStore = (db: Kysely<Tables>): OrderStore => {
  const orders = () => db.selectFrom('orders').selectAll()
  const newest = () => orders().orderBy('createdAt', 'desc').orderBy('id')

  return {
    async addOrder(order) {
      const written = await db
        .insertInto('orders')
        .values(toRow(order))
        .onConflict((conflict) => conflict.column('quoteId').doNothing())
        .executeTakeFirst()
      if (written.numInsertedOrUpdatedRows !== 1n) throw orderedAlready()
    },

    order: async (id) => first(await orders().where('id', '=', id).execute()),
    orderOfQuote: async (id) => first(await orders().where('quoteId', '=', id).execute()),
    orderOfCheckout: async (id) => first(await orders().where('checkoutId', '=', id).execute()),

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

    async openCheckouts() {
      const rows = await orders()
        .where('state', '=', 'unpaid')
        .where('checkoutId', 'is not', null)
        .orderBy('createdAt')
        .orderBy('id')
        .execute()
      return rows.map(toOrder)
    },

    async addEvent(event) {
      const written = await db
        .insertInto('paymentEvents')
        .values(event)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirst()
      return written.numInsertedOrUpdatedRows === 1n
    },
  }
}

const orderedAlready = () =>
  refuse('This quote has been ordered already.', 'Go on with the order that is there.', {
    reason: 'conflict',
  })

const toRow = ({ details, awaitingFunds, ...order }: Order): Selectable<Tables['orders']> => ({
  ...order,
  details: details && JSON.stringify(details),
  awaitingFunds: Number(awaitingFunds),
})

/** What is left out stays as it is in the database. */
const toColumns = ({ details, awaitingFunds, ...change }: OrderChange) => ({
  ...change,
  ...(details === undefined ? {} : { details: details && JSON.stringify(details) }),
  ...(awaitingFunds === undefined ? {} : { awaitingFunds: Number(awaitingFunds) }),
})

const first = (rows: readonly Selectable<Tables['orders']>[]): Order | null =>
  rows[0] ? toOrder(rows[0]) : null

const toOrder = (row: Selectable<Tables['orders']>): Order => ({
  ...row,
  details: row.details === null ? null : (JSON.parse(row.details) as InvoiceDetails),
  awaitingFunds: row.awaitingFunds === 1,
})

import type { Kysely } from 'kysely'
import type { Filter } from '../../core/filter.ts'
import type { QuoteStore } from '../../ports/store/quote.ts'
import { quoteCompared } from './quote-compared.ts'
import { quotePaid } from './quote-paid.ts'
import type { Tables } from './tables.ts'

export const quoteStore = (db: Kysely<Tables>): QuoteStore => ({
  ...quotePaid(db),
  ...quoteCompared(db),

  async addQuote(quote) {
    const row = { ...quote, filter: JSON.stringify(quote.filter) }
    await db.insertInto('quotes').values(row).execute()
  },

  async quote(id) {
    const row = await db.selectFrom('quotes').selectAll().where('id', '=', id).executeTakeFirst()
    return row ? { ...row, filter: JSON.parse(row.filter) as Filter } : null
  },

  async setQuoteState(id, state) {
    await db.updateTable('quotes').set({ state }).where('id', '=', id).execute()
  },

  async expireQuotes(now) {
    await db
      .updateTable('quotes')
      .set({ state: 'expired' })
      .where('state', 'in', ['open', 'accepted'])
      .where('expiresAt', '<=', now)
      .where('id', 'in', (row) =>
        row
          .selectFrom('orders')
          .select('quoteId')
          .where('state', '=', 'unpaid')
          .where('awaitingFunds', '=', 0),
      )
      .execute()
  },

  async savedFilter(scanId) {
    const row = await db
      .selectFrom('savedFilters')
      .select('filter')
      .where('scanId', '=', scanId)
      .executeTakeFirst()
    return row ? (JSON.parse(row.filter) as Filter) : null
  },

  async saveFilter(scanId, chosen) {
    const filter = JSON.stringify(chosen)
    await db
      .insertInto('savedFilters')
      .values({ scanId, filter })
      .onConflict((conflict) => conflict.column('scanId').doUpdateSet({ filter }))
      .execute()
  },
})

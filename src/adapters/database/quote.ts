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

  async supersedeQuotes(connectionId, exceptId) {
    await db
      .updateTable('quotes')
      .set({ state: 'superseded' })
      .where('connectionId', '=', connectionId)
      .where('state', '=', 'open')
      .where('id', '!=', exceptId)
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

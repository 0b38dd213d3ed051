import { type Kysely, sql } from 'kysely'
import type { Filter } from '../../core/filter.ts'
import type { OperatorStore } from '../../ports/store/operator.ts'
import { operatorPasses } from './operator-passes.ts'
import { toOrder } from './order.ts'
import type { Tables } from './tables.ts'

export const operatorStore = (db: Kysely<Tables>): OperatorStore => ({
  ...operatorPasses(db),

  async orders({ states, search, limit }) {
    if (states.length === 0) return []
    const part = `%${search.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`
    const like = (column: string) =>
      sql<boolean>`lower(${sql.ref(column)}) like ${part} escape '\\'`
    const rows = await db
      .selectFrom('orders')
      .innerJoin('connections', 'connections.id', 'orders.connectionId')
      .innerJoin('organisations', 'organisations.id', 'connections.organisationId')
      .innerJoin('people', 'people.id', 'connections.personId')
      .selectAll('orders')
      .select(['organisations.name as organisation', 'people.email as personEmail'])
      .where('orders.state', 'in', states)
      .$if(search !== '', (query) =>
        query.where((row) =>
          row.or([
            like('organisations.name'),
            like('people.email'),
            like('orders.details'),
            row('orders.id', '=', search),
          ]),
        ),
      )
      .orderBy('orders.createdAt', 'desc')
      .orderBy('orders.id')
      .limit(limit)
      .execute()
    return rows.map(({ organisation, personEmail, ...order }) => ({
      ...toOrder(order),
      organisation,
      personEmail,
    }))
  },

  async backups(states, limit) {
    if (states.length === 0) return []
    const rows = await db
      .selectFrom('backups')
      .innerJoin('organisations', 'organisations.id', 'backups.organisationId')
      .selectAll('backups')
      .select('organisations.name as organisation')
      .where('backups.state', 'in', states)
      .orderBy('backups.createdAt', 'desc')
      .orderBy('backups.id')
      .limit(limit)
      .execute()
    return rows.map((row) => ({ ...row, filter: JSON.parse(row.filter) as Filter }))
  },

  async takings(since) {
    const rows = await db
      .selectFrom('orders')
      .select(['paidAt', 'currency', 'netMinor', 'discountMinor', 'taxMinor', 'totalMinor'])
      .select('refundedMinor')
      .where('paidAt', '>=', since)
      .where('state', 'in', ['paid', 'held', 'refunded'])
      .orderBy('paidAt')
      .execute()
    return rows.map((row) => ({ ...row, paidAt: row.paidAt ?? since }))
  },
})

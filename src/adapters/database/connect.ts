import type { Kysely } from 'kysely'
import type { LimitState } from '../../core/limits.ts'
import type { Connection, ConnectStore } from '../../ports/store/connect.ts'
import { compiledOnce } from './compiled-once.ts'
import { grantStore } from './grant.ts'
import { loginStore } from './login.ts'
import type { Tables } from './tables.ts'

export const connectStore = (db: Kysely<Tables>): ConnectStore => ({
  ...loginStore(db),
  ...grantStore(db),
  ...organisationStore(db),
  ...connectionStore(db),
  ...limitStore(db),
})

const organisationStore = (db: Kysely<Tables>) =>
  ({
    saveOrganisation: (organisation) =>
      db
        .insertInto('organisations')
        .values(organisation)
        .onConflict((conflict) =>
          conflict.column('tenantId').doUpdateSet((row) => ({ name: row.ref('excluded.name') })),
        )
        .returningAll()
        .executeTakeFirstOrThrow(),

    async describeOrganisation(id, { country, currency, name }) {
      const facts = { country, currency, name }
      await db.updateTable('organisations').set(facts).where('id', '=', id).execute()
    },

    organisation: async (id) =>
      (await db.selectFrom('organisations').selectAll().where('id', '=', id).executeTakeFirst()) ??
      null,
  }) satisfies Partial<ConnectStore>

const connectionStore = (db: Kysely<Tables>) =>
  ({
    saveConnection: (connection: Connection) =>
      db
        .insertInto('connections')
        .values(connection)
        .onConflict((conflict) =>
          conflict.columns(['personId', 'organisationId']).doUpdateSet((row) => ({
            xeroConnectionId: row.ref('excluded.xeroConnectionId'),
            connectedAt: row.ref('excluded.connectedAt'),
            state: 'active',
            disconnectedAt: null,
          })),
        )
        .returningAll()
        .executeTakeFirstOrThrow(),

    connection: async (id) => (await connectionById(db, { id })).rows[0] ?? null,

    connectionsOf: (personId) =>
      db
        .selectFrom('connections')
        .selectAll()
        .where('personId', '=', personId)
        .orderBy('connectedAt', 'desc')
        .orderBy('id')
        .execute(),

    async loseConnection(id, connectedAt) {
      const lost = await db
        .updateTable('connections')
        .set({ state: 'needs reconnect' })
        .where('id', '=', id)
        .where('state', '=', 'active')
        .where('connectedAt', '<=', connectedAt)
        .executeTakeFirst()
      return lost.numUpdatedRows === 1n
    },

    async setConnectionState(id, state, at) {
      const disconnectedAt = state === 'disconnected' ? at : null
      await db
        .updateTable('connections')
        .set({ state, disconnectedAt, ...(state === 'active' && { connectedAt: at }) })
        .where('id', '=', id)
        // Who disconnected on purpose has nothing to reconnect.
        .$if(state === 'needs reconnect', (query) => query.where('state', '=', 'active'))
        .execute()
    },
  }) satisfies Partial<ConnectStore>

const limitStore = (db: Kysely<Tables>) =>
  ({
    async limitState(organisationId) {
      const row = await db
        .selectFrom('limitStates')
        .select('state')
        .where('organisationId', '=', organisationId)
        .executeTakeFirst()
      return row ? (JSON.parse(row.state) as LimitState) : null
    },

    async saveLimitState(organisationId, limits) {
      await saveLimits(db, { organisationId, state: JSON.stringify(limits) })
    },
  }) satisfies Partial<ConnectStore>

const connectionById = compiledOnce<Pick<Connection, 'id'>, Connection>((db, value) =>
  db.selectFrom('connections').selectAll().where('id', '=', value('id')),
)

const saveLimits = compiledOnce<Tables['limitStates']>((db, value) =>
  db
    .insertInto('limitStates')
    .values({ organisationId: value('organisationId'), state: value('state') })
    .onConflict((conflict) =>
      conflict.column('organisationId').doUpdateSet({ state: value('state') }),
    ),
)

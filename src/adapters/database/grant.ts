import type { Kysely } from 'kysely'
import type { ConnectStore, Grant } from '../../ports/store/connect.ts'
import type { Tables } from './tables.ts'

/** A person's sealed tokens, and the version that keeps two refreshes from overwriting each other. */
export const grantStore = (db: Kysely<Tables>) =>
  ({
    async grant(personId) {
      const row = await db
        .selectFrom('grants')
        .selectAll()
        .where('personId', '=', personId)
        .executeTakeFirst()
      if (!row) return null
      const { turnUntil: _, ...grant } = row
      return { ...grant, scopes: JSON.parse(row.scopes) as readonly string[] }
    },

    async takeRefreshTurn(personId, version, now, until) {
      const taken = await db
        .updateTable('grants')
        .set({ turnUntil: until })
        .where('personId', '=', personId)
        .where('version', '=', version)
        .where((row) => row.or([row('turnUntil', 'is', null), row('turnUntil', '<=', now)]))
        .executeTakeFirst()
      return taken.numUpdatedRows === 1n
    },

    async endRefreshTurn(personId, version) {
      await db
        .updateTable('grants')
        .set({ turnUntil: null })
        .where('personId', '=', personId)
        .where('version', '=', version)
        .execute()
    },

    async saveGrant(grant: Grant) {
      const { personId, ...change } = toRow(grant)
      const written = await db
        .insertInto('grants')
        .values({ personId, ...change })
        .onConflict((conflict) =>
          conflict
            .column('personId')
            .doUpdateSet(change)
            .where('grants.version', '=', grant.version - 1),
        )
        .executeTakeFirst()
      return written.numInsertedOrUpdatedRows === 1n
    },

    async replaceGrant(grant) {
      const { personId, ...change } = toRow(grant)
      await db
        .insertInto('grants')
        .values({ personId, ...change, version: 1 })
        .onConflict((conflict) =>
          conflict
            .column('personId')
            .doUpdateSet((row) => ({ ...change, version: row('grants.version', '+', 1) })),
        )
        .execute()
    },

    async deleteGrant(personId) {
      await db.deleteFrom('grants').where('personId', '=', personId).execute()
    },
  }) satisfies Partial<ConnectStore>

const toRow = <Kept extends Omit<Grant, 'version'>>(grant: Kept) => ({
  ...grant,
  scopes: JSON.stringify(grant.scopes),
  turnUntil: null,
})

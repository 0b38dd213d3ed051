import type { Kysely } from 'kysely'
import type { ConnectStore } from '../../ports/store/connect.ts'
import type { Tables } from './tables.ts'

/** People, their signed-in browsers, and the logins under way. */
export const loginStore = (db: Kysely<Tables>) =>
  ({
    savePerson: (person) =>
      db
        .insertInto('people')
        .values(person)
        .onConflict((conflict) =>
          conflict.column('xeroUserId').doUpdateSet((row) => ({
            email: row.ref('excluded.email'),
            name: row.ref('excluded.name'),
          })),
        )
        .returningAll()
        .executeTakeFirstOrThrow(),

    person: async (id) =>
      (await db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst()) ?? null,

    async addSession(session) {
      await db.insertInto('sessions').values(session).execute()
    },

    session: async (fingerprint) =>
      (await db
        .selectFrom('sessions')
        .selectAll()
        .where('fingerprint', '=', fingerprint)
        .executeTakeFirst()) ?? null,

    sessionsOf: (personId, now) =>
      db
        .selectFrom('sessions')
        .selectAll()
        .where('personId', '=', personId)
        .where('expiresAt', '>', now)
        .orderBy('createdAt', 'desc')
        .orderBy('fingerprint')
        .execute(),

    async deleteSession(fingerprint) {
      await db.deleteFrom('sessions').where('fingerprint', '=', fingerprint).execute()
    },

    async addLogin(login) {
      await db.insertInto('logins').values(login).execute()
    },

    takeLogin: async (fingerprint) =>
      (await db
        .deleteFrom('logins')
        .where('fingerprint', '=', fingerprint)
        .returningAll()
        .executeTakeFirst()) ?? null,

    forgetExpired: (now) =>
      db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('sessions').where('expiresAt', '<', now).execute()
        await transaction.deleteFrom('logins').where('expiresAt', '<', now).execute()
      }),
  }) satisfies Partial<ConnectStore>

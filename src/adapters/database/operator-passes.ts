import type { Kysely } from 'kysely'
import type { OperatorStore } from '../../ports/store/operator.ts'
import type { Tables } from './tables.ts'

/** Links and sessions of those who run the installation. */
export const operatorPasses = (db: Kysely<Tables>) =>
  ({
    async addLink(link) {
      await db.insertInto('operatorLinks').values(link).execute()
    },

    takeLink: async (fingerprint) =>
      (await db
        .deleteFrom('operatorLinks')
        .where('fingerprint', '=', fingerprint)
        .returningAll()
        .executeTakeFirst()) ?? null,

    async linksSince(email, at) {
      const { links } = await db
        .selectFrom('operatorLinks')
        .select((row) => row.fn.countAll<number>().as('links'))
        .where('email', '=', email)
        .where('createdAt', '>=', at)
        .executeTakeFirstOrThrow()
      return links
    },

    async addSession(session) {
      await db.insertInto('operatorSessions').values(session).execute()
    },

    session: async (fingerprint) =>
      (await db
        .selectFrom('operatorSessions')
        .selectAll()
        .where('fingerprint', '=', fingerprint)
        .executeTakeFirst()) ?? null,

    async deleteSession(fingerprint) {
      await db.deleteFrom('operatorSessions').where('fingerprint', '=', fingerprint).execute()
    },

    async forgetExpired(now) {
      await db.deleteFrom('operatorLinks').where('expiresAt', '<=', now).execute()
      await db.deleteFrom('operatorSessions').where('expiresAt', '<=', now).execute()
    },
  }) satisfies Partial<OperatorStore>

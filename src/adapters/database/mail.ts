import type { Kysely } from 'kysely'
import type { MailStore } from '../../ports/store/mail.ts'
import type { Tables } from './tables.ts'

export const mailStore = (db: Kysely<Tables>): MailStore => ({
  async queueMail(mail) {
    const written = await db
      .insertInto('mails')
      .values(mail)
      .onConflict((conflict) => conflict.column('occasion').doNothing())
      .executeTakeFirst()
    return written.numInsertedOrUpdatedRows === 1n
  },

  mail: async (id) =>
    (await db.selectFrom('mails').selectAll().where('id', '=', id).executeTakeFirst()) ?? null,

  async markSent(id, sentAt) {
    await db
      .updateTable('mails')
      .set({ sentAt })
      .where('id', '=', id)
      .where('sentAt', 'is', null)
      .execute()
  },
})

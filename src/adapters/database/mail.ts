import type { Kysely, Transaction } from 'kysely'
import type { MailOwner, MailStore, QueuedMail } from '../../ports/store/mail.ts'
import type { Tables } from './tables.ts'

export const mailStore = (db: Kysely<Tables>): MailStore => ({
  queueMail: (mail, owner) =>
    db.transaction().execute((transaction) => queue(transaction, mail, owner)),

  mail: async (id) =>
    (await db.selectFrom('mails').selectAll().where('id', '=', id).executeTakeFirst()) ?? null,

  markSent: (id, sentAt) =>
    db.transaction().execute(async (transaction) => {
      const passing = await transaction
        .deleteFrom('mailOwners')
        .where('mailId', '=', id)
        .where('passing', '=', 1)
        .executeTakeFirst()
      if (passing.numDeletedRows > 0n) {
        await transaction.deleteFrom('mails').where('id', '=', id).execute()
        return
      }
      await transaction
        .updateTable('mails')
        .set({ sentAt })
        .where('id', '=', id)
        .where('sentAt', 'is', null)
        .execute()
    }),

  async forgetSent(before) {
    await db
      .updateTable('mails')
      .set({ to: '', subject: '', text: '', html: '' })
      .where('sentAt', '<', before)
      .where('html', '!=', '')
      .execute()
  },
})

async function queue(
  transaction: Transaction<Tables>,
  mail: QueuedMail,
  owner: MailOwner | undefined,
): Promise<boolean> {
  const written = await transaction
    .insertInto('mails')
    .values(mail)
    .onConflict((conflict) => conflict.column('occasion').doNothing())
    .executeTakeFirst()
  if (written.numInsertedOrUpdatedRows !== 1n) return false
  if (!owner) return true
  const passing = Number(owner.passing)
  await transaction
    .insertInto('mailOwners')
    .values({ ...owner, passing, mailId: mail.id })
    .execute()
  return true
}

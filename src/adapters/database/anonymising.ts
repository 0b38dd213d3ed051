import { type Kysely, sql, type Transaction } from 'kysely'
import type { ErasingStore } from '../../ports/store/erasing.ts'
import { dropUnusedMarks, organisationsPaidBy, raiseMarks } from './paid-marks.ts'
import type { Tables } from './tables.ts'

/** Takes names out of what has to stay: amounts, dates and countries, for the books of the operator. */
export const anonymising = (db: Kysely<Tables>) =>
  ({
    detach: (connectionId) =>
      db.transaction().execute(async (transaction) => {
        await detach(transaction, connectionId)
      }),

    async detachPerson(personId) {
      await db
        .updateTable('people')
        .set({ xeroUserId: `erased:${personId}` })
        .where('id', '=', personId)
        .execute()
    },

    anonymise: (deletionId, connectionId) =>
      db.transaction().execute(async (transaction) => {
        const rows =
          (await dropPaid(transaction, connectionId)) +
          (await dropMails(transaction, { connectionId })) +
          (await dropLeft(transaction, connectionId))
        await withoutNames(transaction, connectionId)
        await withoutOrganisation(transaction, connectionId)
        await addRecords(transaction, deletionId, rows)
      }),

    anonymisePerson: (deletionId, personId) =>
      db.transaction().execute(async (transaction) => {
        const own = (table: 'sessions' | 'grants' | 'personChoices') =>
          transaction.deleteFrom(table).where('personId', '=', personId).executeTakeFirst()
        const sessions = await own('sessions')
        const grants = await own('grants')
        const choices = await own('personChoices')
        const mails = await dropMails(transaction, { personId })
        await transaction
          .updateTable('people')
          .set({ email: '', name: '', xeroUserId: `erased:${personId}` })
          .where('id', '=', personId)
          .execute()
        const rows = [sessions, grants, choices].map((one) => Number(one.numDeletedRows))
        await addRecords(
          transaction,
          deletionId,
          rows.reduce((sum, one) => sum + one, mails),
        )
      }),
  }) satisfies Partial<ErasingStore>

async function dropPaid(transaction: Transaction<Tables>, connectionId: string): Promise<number> {
  const orders = await transaction
    .selectFrom('orders')
    .select('id')
    .where('connectionId', '=', connectionId)
    .execute()
  const ids = orders.map(({ id }) => id)
  if (ids.length === 0) return 0
  const organisations = await organisationsPaidBy(transaction, ids)
  const paid = await transaction
    .deleteFrom('paidDocuments')
    .where('orderId', 'in', ids)
    .executeTakeFirst()
  await raiseMarks(transaction, organisations)
  await dropUnusedMarks(transaction, organisations)
  return Number(paid.numDeletedRows)
}

/**
 * Letters but the one that is the receipt: that goes when it is sent. Of a letter that was sent its occasion
 * stays, without a word of it: an order that is opened later must not tell the same again.
 */
async function dropMails(
  transaction: Transaction<Tables>,
  whose: { readonly connectionId?: string; readonly personId?: string },
): Promise<number> {
  const owned = await transaction
    .selectFrom('mailOwners')
    .select('mailId')
    .where('passing', '=', 0)
    .$if(whose.connectionId !== undefined, (query) =>
      query.where('connectionId', '=', whose.connectionId ?? ''),
    )
    .$if(whose.personId !== undefined, (query) =>
      query.where('personId', '=', whose.personId ?? ''),
    )
    .execute()
  const ids = owned.map(({ mailId }) => mailId)
  for (let at = 0; at < ids.length; at += 500) {
    const some = ids.slice(at, at + 500)
    await transaction.deleteFrom('mailOwners').where('mailId', 'in', some).execute()
    await transaction
      .deleteFrom('mails')
      .where('id', 'in', some)
      .where('sentAt', 'is', null)
      .execute()
    await transaction
      .updateTable('mails')
      .set({ to: '', subject: '', text: '', html: '' })
      .where('id', 'in', some)
      .execute()
  }
  return ids.length
}

async function dropLeft(transaction: Transaction<Tables>, connectionId: string): Promise<number> {
  const own = (table: 'heldFiles' | 'knownListings' | 'connectionLives') =>
    transaction.deleteFrom(table).where('connectionId', '=', connectionId).executeTakeFirst()
  const held = await own('heldFiles')
  const known = await own('knownListings')
  await own('connectionLives')
  return Number(held.numDeletedRows + known.numDeletedRows)
}

async function withoutNames(transaction: Transaction<Tables>, connectionId: string): Promise<void> {
  await transaction
    .updateTable('orders')
    .set({ details: null, customerId: null, invoiceUrl: null })
    .where('connectionId', '=', connectionId)
    .execute()
  await transaction
    .updateTable('archives')
    .set({ fileName: '' })
    .where('backupId', 'in', (row) =>
      row.selectFrom('backups').select('id').where('connectionId', '=', connectionId),
    )
    .execute()
  await transaction
    .updateTable('backups')
    .set({ reason: null })
    .where('connectionId', '=', connectionId)
    .execute()
  await transaction
    .updateTable('scanResources')
    .set({ reason: '' })
    .where('reason', 'is not', null)
    .where('scanId', 'in', (row) =>
      row.selectFrom('scans').select('id').where('connectionId', '=', connectionId),
    )
    .execute()
}

/** An organisation of nobody takes the place of the real one. */
async function detach(transaction: Transaction<Tables>, connectionId: string): Promise<string> {
  const tenantId = `erased:${connectionId}`
  const id = `org_erased_${connectionId}`
  await transaction
    .insertInto('organisations')
    .values({ id, tenantId, name: '', country: '', currency: '' })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await transaction
    .updateTable('connections')
    .set({ organisationId: id, xeroConnectionId: '', state: 'disconnected' })
    .where('id', '=', connectionId)
    .execute()
  return id
}

/** The real organisations of its backups go when nobody else has them. */
async function withoutOrganisation(
  transaction: Transaction<Tables>,
  connectionId: string,
): Promise<void> {
  const { organisationId } = await transaction
    .selectFrom('connections')
    .select('organisationId')
    .where('id', '=', connectionId)
    .executeTakeFirstOrThrow()
  const id = await detach(transaction, connectionId)
  const real = await transaction
    .selectFrom('backups')
    .select('organisationId')
    .distinct()
    .where('connectionId', '=', connectionId)
    .execute()
  await transaction
    .updateTable('backups')
    .set({ organisationId: id })
    .where('connectionId', '=', connectionId)
    .execute()
  const left = new Set([organisationId, ...real.map((one) => one.organisationId)])
  for (const one of left) if (one !== id) await dropUnused(transaction, one)
}

async function dropUnused(transaction: Transaction<Tables>, id: string): Promise<void> {
  for (const table of ['connections', 'backups'] as const) {
    const used = await transaction
      .selectFrom(table)
      .select('id')
      .where('organisationId', '=', id)
      .limit(1)
      .executeTakeFirst()
    if (used) return
  }
  await transaction.deleteFrom('limitStates').where('organisationId', '=', id).execute()
  await transaction.deleteFrom('organisations').where('id', '=', id).execute()
}

const addRecords = (transaction: Transaction<Tables>, deletionId: string, rows: number) =>
  transaction
    .updateTable('deletions')
    .set({ records: sql`"records" + ${rows}` })
    .where('id', '=', deletionId)
    .execute()

import type { Kysely } from 'kysely'
import type { Unfinished } from '../../ports/store/index.ts'
import type { Tables } from './tables.ts'

/** Ids of all records whose work has not ended, oldest first. */
export async function unfinished(db: Kysely<Tables>): Promise<Unfinished> {
  const scans = await db
    .selectFrom('scans')
    .select('id')
    .where('state', 'in', ['pending', 'scanning'])
    .orderBy('createdAt')
    .execute()
  const backups = await db
    .selectFrom('backups')
    .select(['id', 'state'])
    .where('state', 'in', ['pending', 'running', 'waiting', 'packaging'])
    .orderBy('createdAt')
    .execute()
  const mails = await db
    .selectFrom('mails')
    .select('id')
    .where('sentAt', 'is', null)
    .orderBy('createdAt')
    .execute()
  const deletions = await db
    .selectFrom('deletions')
    .select('id')
    .where('finishedAt', 'is', null)
    .orderBy('askedAt')
    .execute()
  return {
    scans: ids(scans),
    backups: ids(backups.filter((backup) => backup.state !== 'packaging')),
    packaging: ids(backups.filter((backup) => backup.state === 'packaging')),
    orders: ids(await unfinishedOrders(db)),
    mails: ids(mails),
    deletions: ids(deletions),
  }
}

/** Those that wait for their payment, and those that were paid and whose backup or files paid for are not written down. */
const unfinishedOrders = (db: Kysely<Tables>) =>
  db
    .selectFrom('orders')
    .leftJoin('backups', 'backups.orderId', 'orders.id')
    .select('orders.id')
    .where((row) =>
      row.or([
        row.and([row('orders.state', '=', 'unpaid'), row('orders.checkoutId', 'is not', null)]),
        row.and([
          row('orders.state', '=', 'paid'),
          row.or([row('backups.id', 'is', null), row('orders.paidForAt', 'is', null)]),
        ]),
      ]),
    )
    .orderBy('orders.createdAt')
    .execute()

const ids = (rows: readonly { readonly id: string }[]): readonly string[] =>
  rows.map((row) => row.id)

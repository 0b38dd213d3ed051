import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Tables } from './tables.ts'

/** Whether an order (with its quote) may still start a backup: an expired quote can't be paid any more. */
const mayStart = sql<boolean>`("orders"."state" in ('held', 'paid')
  or ("orders"."state" = 'unpaid'
    and ("quotes"."state" <> 'expired' or "orders"."awaitingFunds" = 1)))`

/** What still needs a scan: backups that are not deleted, and orders that may start one. */
export const needsScan = (db: Kysely<Tables>, scanId: RawBuilder<string>) =>
  db
    .selectFrom('backups')
    .leftJoin('backupLives', 'backupLives.backupId', 'backups.id')
    .select('backups.id')
    .where('backups.scanId', '=', scanId)
    .where('backupLives.deletedAt', 'is', null)
    .unionAll(
      db
        .selectFrom('orders')
        .innerJoin('quotes', 'quotes.id', 'orders.quoteId')
        .leftJoin('backups', 'backups.orderId', 'orders.id')
        .select('orders.id')
        .where('quotes.scanId', '=', scanId)
        .where(mayStart)
        .where('backups.id', 'is', null),
    )

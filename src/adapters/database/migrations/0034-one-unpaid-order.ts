import { type Kysely, sql } from 'kysely'

export const name = '0034-one-unpaid-order'

/**
 * A connection has one unpaid order, whatever is clicked at once. A refund remembers that its files no
 * longer count as paid for; an exception tells by a word of its own whether the file could be had at all.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`update "orders" set "state" = 'cancelled' where "state" = 'unpaid' and exists (
    select 1 from "orders" as "newer" where "newer"."connectionId" = "orders"."connectionId"
    and "newer"."state" = 'unpaid' and ("newer"."createdAt" > "orders"."createdAt"
      or ("newer"."createdAt" = "orders"."createdAt" and "newer"."id" > "orders"."id")))`.execute(
    db,
  )
  await sql`create unique index "ordersUnpaid" on "orders" ("connectionId")
    where "state" = 'unpaid'`.execute(db)
  await sql`alter table "refunds" add column "unpaidAt" bigint`.execute(db)
  await sql`alter table "backupExceptions" add column "cause" text`.execute(db)
  await sql`update "backupExceptions" set "cause" = case
    when "reason" like 'It was added in Xero after the quote.%' then 'added'
    when "reason" like '%not there any more%' then 'gone' end`.execute(db)
}

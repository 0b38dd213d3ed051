import { type Kysely, sql } from 'kysely'

export const name = '0023-payments'

export async function up(db: Kysely<unknown>): Promise<void> {
  await orders(db)
  await checkouts(db)
  await refunds(db)
}

async function orders(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "orders" add column "discountMinor" bigint not null default 0`.execute(db)
  await sql`alter table "orders" add column "refundedMinor" bigint not null default 0`.execute(db)
  await sql`alter table "orders" add column "customerId" text`.execute(db)
  await sql`alter table "orders" add column "disputedAt" bigint`.execute(db)
  await sql`alter table "orders" add column "evidence" text`.execute(db)
  await sql`alter table "orders" add column "paidForAt" bigint`.execute(db)
  await sql`create index "ordersByPayment" on "orders" ("paidAt")`.execute(db)
}

async function checkouts(db: Kysely<unknown>): Promise<void> {
  await sql`create table "checkouts" (
    "id" text not null primary key,
    "orderId" text not null references "orders" ("id"),
    "state" text not null,
    "paymentIntentId" text,
    "openedAt" bigint not null
  )`.execute(db)
  await sql`create index "checkoutsByOrder" on "checkouts" ("orderId", "openedAt")`.execute(db)
  await sql`create index "checkoutsByPayment" on "checkouts" ("paymentIntentId")`.execute(db)
  await sql`insert into "checkouts" ("id", "orderId", "state", "openedAt")
    select "checkoutId", "id", case when "state" = 'unpaid' then 'open' else 'paid' end,
      coalesce("attemptAt", "createdAt")
    from "orders" where "checkoutId" is not null`.execute(db)
  await sql`alter table "paymentEvents" add column "paymentIntentId" text`.execute(db)
}

async function refunds(db: Kysely<unknown>): Promise<void> {
  await sql`create table "refunds" (
    "orderId" text not null references "orders" ("id"),
    "number" bigint not null,
    "checkoutId" text not null,
    "part" bigint,
    "whole" bigint,
    "amountMinor" bigint not null,
    "currency" text not null,
    "state" text not null,
    "refundId" text,
    "creditNoteId" text,
    "because" text not null,
    "by" text not null,
    "createdAt" bigint not null,
    primary key ("orderId", "number")
  )`.execute(db)
}

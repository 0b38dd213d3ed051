import { type Kysely, sql } from 'kysely'

export const name = '0004-order'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table "orders" (
    "id" text not null primary key,
    "connectionId" text not null references "connections" ("id"),
    "quoteId" text not null unique references "quotes" ("id"),
    "state" text not null,
    "details" text,
    "netMinor" bigint not null,
    "taxMinor" bigint not null,
    "totalMinor" bigint not null,
    "currency" text not null,
    "termsVersion" text not null,
    "termsAcceptedAt" bigint not null,
    "checkoutId" text unique,
    "attempt" bigint not null,
    "attemptAt" bigint,
    "invoiceUrl" text,
    "heldBecause" text,
    "awaitingFunds" bigint not null,
    "createdAt" bigint not null,
    "paidAt" bigint
  )`.execute(db)
  await sql`create index "ordersByConnection" on "orders" ("connectionId", "createdAt")`.execute(db)
  await sql`create index "ordersByState" on "orders" ("state", "createdAt")`.execute(db)

  await sql`create table "paymentEvents" (
    "id" text not null primary key,
    "type" text not null,
    "createdAt" bigint not null,
    "receivedAt" bigint not null,
    "sessionId" text
  )`.execute(db)
}

import { type Kysely, sql } from 'kysely'

export const name = '0003-quote'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table "quotes" (
    "id" text not null primary key,
    "connectionId" text not null references "connections" ("id"),
    "scanId" text not null references "scans" ("id"),
    "filter" text not null,
    "documents" bigint not null,
    "files" bigint not null,
    "netMinor" bigint not null,
    "currency" text not null,
    "priceList" text not null,
    "hash" text not null,
    "state" text not null,
    "createdAt" bigint not null,
    "expiresAt" bigint not null
  )`.execute(db)
  await sql`create index "quotesByConnection" on "quotes" ("connectionId", "state")`.execute(db)

  await sql`create table "savedFilters" (
    "scanId" text not null primary key references "scans" ("id"),
    "filter" text not null
  )`.execute(db)
}

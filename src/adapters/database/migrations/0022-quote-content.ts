import { type Kysely, sql } from 'kysely'

export const name = '0022-quote-content'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "quotes" add column "newFiles" bigint not null default 0`.execute(db)
  await sql`update "quotes" set "newFiles" = "files"`.execute(db)
  await sql`alter table "quotes" add column "content" text not null default ''`.execute(db)

  // No reference to any other table: what was paid for outlives the deletion of everything else.
  await sql`create table "paidDocuments" (
    "fingerprint" text not null,
    "orderId" text not null,
    "organisation" text not null,
    "files" bigint not null,
    primary key ("fingerprint", "orderId")
  )`.execute(db)
  await sql`create index "paidDocumentsByOrganisation"
    on "paidDocuments" ("organisation")`.execute(db)
  await sql`create index "paidDocumentsByOrder" on "paidDocuments" ("orderId")`.execute(db)

  await sql`create table "comparedScans" (
    "scanId" text not null primary key references "scans" ("id"),
    "mark" text not null
  )`.execute(db)
  await sql`create table "comparedDocuments" (
    "scanId" text not null references "scans" ("id"),
    "seq" bigint not null,
    "paid" bigint not null,
    primary key ("scanId", "seq")
  )`.execute(db)
}

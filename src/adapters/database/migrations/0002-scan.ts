import { type Kysely, sql } from 'kysely'

export const name = '0002-scan'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table "scans" (
    "id" text not null primary key,
    "connectionId" text not null references "connections" ("id"),
    "state" text not null,
    "createdAt" bigint not null,
    "startedAt" bigint,
    "finishedAt" bigint,
    "waitingUntil" bigint,
    "failure" text,
    "exact" bigint not null,
    "calls" bigint not null
  )`.execute(db)
  await sql`create index "scansByConnection" on "scans" ("connectionId", "createdAt")`.execute(db)

  await sql`create table "scanResources" (
    "scanId" text not null references "scans" ("id"),
    "resource" text not null,
    "position" bigint not null,
    "state" text not null,
    "nextPage" bigint not null,
    "records" bigint not null,
    "recordsTold" bigint,
    "reason" text,
    primary key ("scanId", "resource")
  )`.execute(db)

  await sql`create table "rawPages" (
    "scanId" text not null references "scans" ("id"),
    "resource" text not null,
    "page" bigint not null,
    "storageKey" text not null,
    "records" bigint not null,
    "bytes" bigint not null,
    "sha256" text not null,
    primary key ("scanId", "resource", "page")
  )`.execute(db)

  await sql`create table "scanDocuments" (
    "scanId" text not null references "scans" ("id"),
    "seq" bigint not null,
    "resource" text not null,
    "recordId" text not null,
    "type" text not null,
    "day" text,
    "number" text not null,
    "contact" text not null,
    "flagged" bigint,
    "files" bigint,
    primary key ("scanId", "seq"),
    unique ("scanId", "resource", "recordId")
  )`.execute(db)
  // Holds all that the counts per type and year read, so that they never touch the table.
  await sql`create index "scanDocumentCounts"
    on "scanDocuments" ("scanId", "type", "day", "files", "flagged")`.execute(db)
  await sql`create index "scanDocumentsUncounted"
    on "scanDocuments" ("scanId", "seq") where "files" is null`.execute(db)
}

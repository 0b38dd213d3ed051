import { type Kysely, sql } from 'kysely'

export const name = '0012-known-listings'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table "knownListings" (
    "connectionId" text not null references "connections" ("id"),
    "resource" text not null,
    "recordId" text not null,
    "backupId" text not null references "backups" ("id"),
    "number" text not null,
    "updatedAt" bigint,
    "expected" bigint not null,
    "files" bigint not null,
    "listing" text not null,
    primary key ("connectionId", "resource", "recordId")
  )`.execute(db)

  await sql`create table "fileChanges" (
    "backupId" text not null references "backups" ("id"),
    "resource" text not null,
    "recordId" text not null,
    "attachmentId" text not null,
    "number" text not null,
    "name" text not null,
    "change" text not null,
    primary key ("backupId", "resource", "recordId", "attachmentId")
  )`.execute(db)

  // In place of what was kept for an organisation: what one person fetched is not another's to have.
  await sql`create table "heldFiles" (
    "connectionId" text not null references "connections" ("id"),
    "attachmentId" text not null,
    "storageKey" text not null,
    "bytes" bigint not null,
    "sha256" text not null,
    "crc32" bigint not null,
    primary key ("connectionId", "attachmentId")
  )`.execute(db)
  await sql`insert into "heldFiles"
    select "backups"."connectionId", "keptFiles"."attachmentId", max("keptFiles"."storageKey"),
      max("keptFiles"."bytes"), max("keptFiles"."sha256"), max("keptFiles"."crc32")
    from "keptFiles"
    join "backupFiles" on "backupFiles"."attachmentId" = "keptFiles"."attachmentId"
      and "backupFiles"."storageKey" = "keptFiles"."storageKey"
    join "backups" on "backups"."id" = "backupFiles"."backupId"
      and "backups"."organisationId" = "keptFiles"."organisationId"
    group by "backups"."connectionId", "keptFiles"."attachmentId"`.execute(db)
  await sql`drop table "keptFiles"`.execute(db)
}

import { type Kysely, sql } from 'kysely'

export const name = '0018-archive-versions'

/**
 * A backup may have a further archive, after a retry of what failed. SQLite cannot take the old
 * uniqueness off a table, so both tables are made again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table "archivesNew" (
    "id" text not null primary key,
    "backupId" text not null references "backups" ("id"),
    "version" bigint not null,
    "state" text not null,
    "bytes" bigint not null,
    "entries" bigint not null,
    "directoryOffset" bigint not null,
    "directoryKey" text not null,
    "etag" text not null,
    "fileName" text not null,
    "createdAt" bigint not null
  )`.execute(db)
  await sql`insert into "archivesNew" ("id", "backupId", "version", "state", "bytes", "entries",
      "directoryOffset", "directoryKey", "etag", "fileName", "createdAt")
    select "id", "backupId", 1, "state", "bytes", "entries",
      "directoryOffset", "directoryKey", "etag", "fileName", "createdAt" from "archives"`.execute(
    db,
  )
  await entries(db)
  await sql`drop table "archiveEntries"`.execute(db)
  await sql`drop table "archives"`.execute(db)
  await sql`alter table "archivesNew" rename to "archives"`.execute(db)
  await sql`alter table "archiveEntriesNew" rename to "archiveEntries"`.execute(db)
  await sql`create unique index "archivesByBackup" on "archives" ("backupId", "version")`.execute(
    db,
  )
  await sql`create index "archiveEntriesByOffset"
    on "archiveEntries" ("archiveId", "offset")`.execute(db)
}

async function entries(db: Kysely<unknown>): Promise<void> {
  await sql`create table "archiveEntriesNew" (
    "archiveId" text not null references "archivesNew" ("id"),
    "seq" bigint not null,
    "path" text not null,
    "storageKey" text not null,
    "bytes" bigint not null,
    "crc32" bigint not null,
    "sha256" text not null,
    "day" text,
    "offset" bigint not null,
    primary key ("archiveId", "seq")
  )`.execute(db)
  await sql`insert into "archiveEntriesNew" ("archiveId", "seq", "path", "storageKey", "bytes",
      "crc32", "sha256", "day", "offset")
    select "archiveId", "seq", "path", "storageKey", "bytes",
      "crc32", "sha256", "day", "offset" from "archiveEntries"`.execute(db)
}

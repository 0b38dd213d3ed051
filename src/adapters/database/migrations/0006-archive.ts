import { type Kysely, sql } from 'kysely'

export const name = '0006-archive'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table "archives" (
    "id" text not null primary key,
    "backupId" text not null unique references "backups" ("id"),
    "state" text not null,
    "bytes" bigint not null,
    "entries" bigint not null,
    "directoryOffset" bigint not null,
    "directoryKey" text not null,
    "etag" text not null,
    "fileName" text not null,
    "createdAt" bigint not null
  )`.execute(db)

  await sql`create table "archiveEntries" (
    "archiveId" text not null references "archives" ("id"),
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
  await sql`create index "archiveEntriesByOffset"
    on "archiveEntries" ("archiveId", "offset")`.execute(db)
}

import { type Kysely, sql } from 'kysely'

export const name = '0005-backup'

export async function up(db: Kysely<unknown>): Promise<void> {
  await backups(db)
  await documentsAndFiles(db)
  await outcomes(db)
}

async function backups(db: Kysely<unknown>): Promise<void> {
  await sql`create table "backups" (
    "id" text not null primary key,
    "connectionId" text not null references "connections" ("id"),
    "organisationId" text not null references "organisations" ("id"),
    "orderId" text unique references "orders" ("id"),
    "scanId" text not null references "scans" ("id"),
    "filter" text not null,
    "state" text not null,
    "reason" text,
    "waitingUntil" bigint,
    "documentsTotal" bigint not null,
    "documentsDone" bigint not null,
    "filesTotal" bigint not null,
    "filesDone" bigint not null,
    "bytesDone" bigint not null,
    "exceptions" bigint not null,
    "calls" bigint not null,
    "createdAt" bigint not null,
    "startedAt" bigint,
    "finishedAt" bigint
  )`.execute(db)
  await sql`create index "backupsByConnection"
    on "backups" ("connectionId", "createdAt")`.execute(db)

  await sql`create table "backupTypes" (
    "backupId" text not null references "backups" ("id"),
    "type" text not null,
    "files" bigint not null,
    "done" bigint not null,
    primary key ("backupId", "type")
  )`.execute(db)
}

async function documentsAndFiles(db: Kysely<unknown>): Promise<void> {
  await sql`create table "backupDocuments" (
    "backupId" text not null references "backups" ("id"),
    "seq" bigint not null,
    "resource" text not null,
    "recordId" text not null,
    "type" text not null,
    "day" text,
    "number" text not null,
    "contact" text not null,
    "expected" bigint not null,
    "state" text not null,
    primary key ("backupId", "seq")
  )`.execute(db)
  await sql`create index "backupDocumentsByState"
    on "backupDocuments" ("backupId", "state", "seq")`.execute(db)

  await sql`create table "backupFiles" (
    "backupId" text not null,
    "documentSeq" bigint not null,
    "position" bigint not null,
    "attachmentId" text not null,
    "name" text not null,
    "mime" text not null,
    "listedBytes" bigint,
    "state" text not null,
    "attempts" bigint not null,
    "storageKey" text,
    "bytes" bigint,
    "sha256" text,
    "crc32" bigint,
    primary key ("backupId", "documentSeq", "position"),
    foreign key ("backupId", "documentSeq") references "backupDocuments" ("backupId", "seq")
  )`.execute(db)
  await sql`create index "backupFilesByState"
    on "backupFiles" ("backupId", "state", "attempts", "documentSeq", "position")`.execute(db)
}

async function outcomes(db: Kysely<unknown>): Promise<void> {
  await sql`create table "backupExceptions" (
    "backupId" text not null references "backups" ("id"),
    "about" text not null,
    "resource" text not null,
    "recordId" text not null,
    "number" text not null,
    "attachmentId" text not null,
    "name" text not null,
    "reason" text not null,
    "advice" text not null,
    primary key ("backupId", "about")
  )`.execute(db)

  await sql`create table "keptFiles" (
    "organisationId" text not null references "organisations" ("id"),
    "attachmentId" text not null,
    "storageKey" text not null,
    "bytes" bigint not null,
    "sha256" text not null,
    "crc32" bigint not null,
    primary key ("organisationId", "attachmentId")
  )`.execute(db)
}

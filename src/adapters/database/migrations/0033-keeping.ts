import { type Kysely, sql } from 'kysely'

export const name = '0033-keeping'

/** How long things are kept, what was deleted, and whose a letter is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await lives(db)
  await deletions(db)
  // Says whose a letter is, so that it goes with everything else of a person or an organisation.
  await sql`create table "mailOwners" (
    "mailId" text not null primary key references "mails" ("id"),
    "personId" text not null,
    "connectionId" text,
    "passing" bigint not null
  )`.execute(db)
  await sql`create index "mailOwnersByPerson" on "mailOwners" ("personId")`.execute(db)
  await sql`create index "mailsBySent" on "mails" ("sentAt")`.execute(db)
  // The name of an organisation has no place in what is never deleted.
  await sql`update "auditLines" set "detail" = '' where "what" = 'connected'`.execute(db)
}

async function lives(db: Kysely<unknown>): Promise<void> {
  await sql`create table "backupLives" (
    "backupId" text not null primary key references "backups" ("id"),
    "keepUntil" bigint,
    "warnedAt" bigint,
    "deletedAt" bigint,
    "cause" text,
    "pausedAt" bigint,
    "progress" bigint,
    "progressAt" bigint
  )`.execute(db)
  await sql`create index "backupLivesByEnd" on "backupLives" ("keepUntil")
    where "deletedAt" is null`.execute(db)
  await sql`create table "connectionLives" (
    "connectionId" text not null primary key references "connections" ("id"),
    "usedAt" bigint not null,
    "warnedAt" bigint
  )`.execute(db)
  await sql`create index "connectionsByState" on "connections" ("state")`.execute(db)
  await sql`create table "personChoices" (
    "personId" text not null primary key references "people" ("id"),
    "keepDays" bigint not null
  )`.execute(db)
  await sql`create index "sessionsByPerson" on "sessions" ("personId")`.execute(db)
  await sql`create index "backupsByScan" on "backups" ("scanId")`.execute(db)
  // Only bytes that an earlier backup has fetched: those few are asked for when that one is deleted.
  await sql`create index "backupFilesTaken" on "backupFiles" ("storageKey")
    where "storageKey" is not null
    and replace("storageKey", "backupId", '') = "storageKey"`.execute(db)
}

async function deletions(db: Kysely<unknown>): Promise<void> {
  // No reference to any other table: a receipt outlives what it is about.
  await sql`create table "deletions" (
    "id" text not null primary key,
    "personId" text not null,
    "connectionId" text,
    "backupId" text,
    "scope" text not null,
    "cause" text not null,
    "email" text not null,
    "organisation" text not null,
    "askedAt" bigint not null,
    "finishedAt" bigint,
    "backups" bigint not null,
    "files" bigint not null,
    "bytes" bigint not null,
    "records" bigint not null
  )`.execute(db)
  await sql`create index "deletionsByPerson" on "deletions" ("personId", "askedAt")`.execute(db)
  await sql`create index "deletionsOpen" on "deletions" ("askedAt")
    where "finishedAt" is null`.execute(db)
}

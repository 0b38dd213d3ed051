import { type Kysely, sql } from 'kysely'

export const name = '0009-installation'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table "auditLines" (
    "id" text not null primary key,
    "seq" bigint not null,
    "at" bigint not null,
    "personId" text,
    "what" text not null,
    "subjectId" text not null,
    "detail" text not null
  )`.execute(db)
  await sql`create index "auditLinesBySubject"
    on "auditLines" ("subjectId", "at", "seq")`.execute(db)

  await sql`create table "settings" (
    "name" text not null primary key,
    "value" text not null
  )`.execute(db)
}

import { type Kysely, sql } from 'kysely'

export const name = '0007-mail'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table "mails" (
    "id" text not null primary key,
    "occasion" text not null unique,
    "to" text not null,
    "subject" text not null,
    "text" text not null,
    "html" text not null,
    "createdAt" bigint not null,
    "sentAt" bigint
  )`.execute(db)
}

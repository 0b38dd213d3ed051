import { type Kysely, sql } from 'kysely'

export const name = '0008-jobs'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table "jobs" (
    "id" text not null primary key,
    "kind" text not null,
    "subjectId" text not null,
    "attempts" bigint not null,
    "runAt" bigint not null,
    "lease" text,
    "leaseUntil" bigint,
    "wantedAt" bigint,
    unique ("kind", "subjectId")
  )`.execute(db)
  await sql`create index "jobsByDue" on "jobs" (coalesce("leaseUntil", "runAt"))`.execute(db)
}

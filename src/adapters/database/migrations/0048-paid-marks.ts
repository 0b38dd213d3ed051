import { type Kysely, sql } from 'kysely'

export const name = '0048-paid-marks'

/**
 * Each change of what is paid for has a number of its own, which never comes back. The row without an
 * organisation holds the last number that was given.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table "paidMarks" (
    "organisation" text primary key,
    "changes" bigint not null
  )`.execute(db)
  await sql`insert into "paidMarks" ("organisation", "changes")
    select distinct "organisation", 1 from "paidDocuments"`.execute(db)
  await sql`insert into "paidMarks" ("organisation", "changes") values ('', 1)`.execute(db)
}

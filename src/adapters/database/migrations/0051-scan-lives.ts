import { type Kysely, sql } from 'kysely'

export const name = '0051-scan-lives'

/** What a scan had done at the last look, and since when nothing more was. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table "scanLives" (
    "scanId" text primary key,
    "progress" bigint not null,
    "progressAt" bigint not null
  )`.execute(db)
}

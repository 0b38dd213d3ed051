import { type Kysely, sql } from 'kysely'

export const name = '0011-refresh-turns'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "grants" add column "turnUntil" bigint`.execute(db)
}

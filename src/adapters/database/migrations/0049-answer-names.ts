import { type Kysely, sql } from 'kysely'

export const name = '0049-answer-names'

/** How often a list was opened again after its scan had ended: its answers of then have names of their own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "scanResources" add column "readings" bigint not null default 0`.execute(db)
}

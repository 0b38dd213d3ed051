import { type Kysely, sql } from 'kysely'

export const name = '0050-wait-kinds'

/** What a backup or a scan waits for, beside the words of it. Rows of before have none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "backups" add column "waitsFor" text`.execute(db)
  await sql`alter table "scans" add column "waitsFor" text`.execute(db)
}

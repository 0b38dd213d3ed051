import { type Kysely, sql } from 'kysely'

export const name = '0044-count-sizes'

/** How many ids Xero took in one call that counts files, and how many it refused for their number. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "scans" add column "countTaken" bigint`.execute(db)
  await sql`alter table "scans" add column "countRefused" bigint`.execute(db)
}

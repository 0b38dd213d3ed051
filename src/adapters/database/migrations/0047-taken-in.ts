import { type Kysely, sql } from 'kysely'

export const name = '0047-taken-in'

/**
 * The end of the scan's reading whose documents a backup has, null until lists were read again; and when a
 * backup had ended before a retry.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "backups" add column "takenInAt" bigint`.execute(db)
  await sql`alter table "backups" add column "finishedBefore" bigint`.execute(db)
}

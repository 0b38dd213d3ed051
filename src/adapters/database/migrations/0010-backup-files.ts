import { type Kysely, sql } from 'kysely'

export const name = '0010-backup-files'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "backupFiles" add column "oddSha256" text`.execute(db)
}

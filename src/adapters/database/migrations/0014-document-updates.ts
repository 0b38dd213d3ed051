import { type Kysely, sql } from 'kysely'

export const name = '0014-document-updates'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "scanDocuments" add column "updatedAt" bigint`.execute(db)
}

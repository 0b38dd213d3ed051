import { type Kysely, sql } from 'kysely'

export const name = '0031-directory-crc'

/** CRC-32 of an archive's stored directory, to compare it while it is sent; unknown of older ones. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "archives" add column "directoryCrc32" bigint`.execute(db)
}

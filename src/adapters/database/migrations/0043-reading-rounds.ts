import { type Kysely, sql } from 'kysely'

export const name = '0043-reading-rounds'

/** How often a list was read anew, what its last reading gave, and whether its pages come in pieces. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "scanResources" add column "rounds" bigint not null default 0`.execute(db)
  await sql`alter table "scanResources" add column "sizeBefore" bigint`.execute(db)
  await sql`alter table "scanResources" add column "inPieces" bigint not null default 0`.execute(db)
}

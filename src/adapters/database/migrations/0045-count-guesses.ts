import { type Kysely, sql } from 'kysely'

export const name = '0045-count-guesses'

/** How many records of a scan Xero would not count, and where those are that have a guess instead. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "scans" add column "countGivenUp" bigint`.execute(db)
  await sql`create index "scanDocumentsGuessed" on "scanDocuments" ("scanId")
    where "guessed" = 1 and "files" > 0`.execute(db)
}

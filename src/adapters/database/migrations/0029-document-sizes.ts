import { type Kysely, sql } from 'kysely'

export const name = '0029-document-sizes'

/** Whether a document's number of files is a guess, and the bytes of its files where lists tell them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "scanDocuments" add column "guessed" bigint not null default 0`.execute(db)
  await sql`alter table "scanDocuments" add column "bytes" bigint`.execute(db)
  // Holds all that the counts per type and month read, so that they never touch the table.
  await sql`drop index "scanDocumentCounts"`.execute(db)
  await sql`create index "scanDocumentCounts" on "scanDocuments"
    ("scanId", "type", "day", "files", "flagged", "guessed", "bytes")`.execute(db)
}

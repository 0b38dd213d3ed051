import { type Kysely, sql } from 'kysely'

export const name = '0040-counts-by-resource'

/** The counts by type also ask for the resource: with it, they read the index alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index "scanDocumentCounts"`.execute(db)
  await sql`create index "scanDocumentCounts" on "scanDocuments"
    ("scanId", "type", "day", "files", "flagged", "guessed", "bytes", "resource")`.execute(db)
}

import { type Kysely, sql } from 'kysely'

export const name = '0041-paid-pdfs'

/** PDFs drawn by Xero are told apart from attachments: quoted, charged, and paid for before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "quotes" add column "pdfs" bigint not null default 0`.execute(db)
  await sql`alter table "quotes" add column "newPdfs" bigint not null default 0`.execute(db)
  await sql`alter table "comparedDocuments" add column "pdf" bigint not null default 0`.execute(db)
}

import { type Kysely, sql } from 'kysely'

export const name = '0025-operator'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['operatorLinks', 'operatorSessions']) {
    await sql`create table ${sql.table(table)} (
      "fingerprint" text not null primary key,
      "email" text not null,
      "createdAt" bigint not null,
      "expiresAt" bigint not null
    )`.execute(db)
  }
  await sql`create index "operatorLinksByEmail"
    on "operatorLinks" ("email", "createdAt")`.execute(db)
  await sql`create index "backupsByState" on "backups" ("state", "createdAt")`.execute(db)
}

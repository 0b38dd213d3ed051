import { type Kysely, sql } from 'kysely'

export const name = '0026-one-at-a-time'

/**
 * Two clicks at once are one wish: a connection has one unfinished scan, and one unfinished backup
 * that no order belongs to.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create unique index "scansUnfinished" on "scans" ("connectionId")
    where "state" in ('pending', 'scanning')`.execute(db)
  await sql`create unique index "backupsUnfinishedFree" on "backups" ("connectionId")
    where "orderId" is null
    and "state" in ('pending', 'running', 'waiting', 'paused', 'packaging')`.execute(db)
}

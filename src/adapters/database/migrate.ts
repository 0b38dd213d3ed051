import { type Kysely, sql, type Transaction } from 'kysely'
import { refuse } from '../../core/errors.ts'
import type { Migration } from './migrations/index.ts'
import type { Tables } from './tables.ts'

/** Keeps other processes out of the schema until the transaction ends. */
export type SchemaLock = (transaction: Transaction<Tables>) => Promise<void>

/**
 * Brings the schema up to date: every missing migration in one transaction, behind one lock, so that
 * processes that start together don't both do it, and a broken step leaves nothing behind.
 * Refuses a database that a newer Ledgerkeep has written.
 */
export async function migrate(
  db: Kysely<Tables>,
  migrations: readonly Migration[],
  lock: SchemaLock,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await lock(transaction)
    const applied = await appliedNames(transaction)
    refuseNewer(applied, migrations)
    for (const migration of migrations.slice(applied.length)) {
      await migration.up(transaction as unknown as Kysely<unknown>)
      await sql`insert into "migrations" ("name") values (${migration.name})`.execute(transaction)
    }
  })
}

async function appliedNames(transaction: Transaction<Tables>): Promise<readonly string[]> {
  await sql`create table if not exists "migrations" ("name" text not null primary key)`.execute(
    transaction,
  )
  const found = await sql<{ readonly name: string }>`
    select "name" from "migrations" order by "name"`.execute(transaction)
  return found.rows.map((row) => row.name)
}

function refuseNewer(applied: readonly string[], migrations: readonly Migration[]): void {
  const unknown = applied.find((name, index) => migrations[index]?.name !== name)
  if (unknown === undefined) return
  throw refuse(
    `The database was written by a newer Ledgerkeep: it has had the step "${unknown}", which this one does not know.`,
    'Start the newer version again, or restore the copy of the database made before the upgrade.',
    { reason: 'conflict' },
  )
}

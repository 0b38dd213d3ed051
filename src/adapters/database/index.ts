import { type Kysely, sql } from 'kysely'
import type { Store } from '../../ports/store/index.ts'
import { archiveStore } from './archive.ts'
import { backupStore } from './backup.ts'
import { connectStore } from './connect.ts'
import { erasingStore } from './erasing.ts'
import { installationStore } from './installation.ts'
import { jobStore, type LockRows } from './jobs.ts'
import { keepingStore } from './keeping.ts'
import { mailStore } from './mail.ts'
import { migrate, type SchemaLock } from './migrate.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { operatorStore } from './operator.ts'
import { orderStore } from './order.ts'
import { postgresDatabase } from './postgres.ts'
import { quoteStore } from './quote.ts'
import { scanStore } from './scan.ts'
import { sqliteDatabase } from './sqlite.ts'
import type { Tables } from './tables.ts'

/** What the two databases do differently once they are open. */
interface Differences {
  readonly schemaLock: SchemaLock
  readonly lockRows: LockRows
  /** Lets deleted bytes leave the files of the database. */
  settle(db: Kysely<Tables>): Promise<void>
}

/** SQLite's transactions are one at a time, so there is nothing more to lock. */
const SQLITE: Differences = {
  schemaLock: async () => {},
  lockRows: (jobs) => jobs,
  // What is deleted is overwritten at once, but old pages stay in the log until it starts anew.
  settle: async (db) => {
    await sql`pragma wal_checkpoint(truncate)`.execute(db)
  },
}

/** Any number will do, as long as nothing else in the database takes the same. */
const SCHEMA_LOCK = 5_160_347_021

const POSTGRES: Differences = {
  schemaLock: async (transaction) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(SCHEMA_LOCK)})`.execute(transaction)
  },
  lockRows: (jobs) => jobs.forUpdate().skipLocked(),
  // Its own vacuum does that.
  settle: async () => {},
}

/**
 * Opens the embedded database, a file or `:memory:`, and brings its schema up to date. Several
 * processes may have the file open; every commit is on the disk when its promise resolves.
 */
export const openSqlite = async (path: string): Promise<Store> =>
  openStore(await sqliteDatabase(path), SQLITE)

/** Opens a PostgreSQL database (15 or newer) by its URL and brings its schema up to date. */
export const openPostgres = async (url: string): Promise<Store> =>
  openStore(await postgresDatabase(url), POSTGRES)

async function openStore(db: Kysely<Tables>, differences: Differences): Promise<Store> {
  try {
    await migrate(db, MIGRATIONS, differences.schemaLock)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return {
    connect: connectStore(db),
    scan: scanStore(db),
    quote: quoteStore(db),
    order: orderStore(db),
    operator: operatorStore(db),
    backup: backupStore(db),
    archive: archiveStore(db),
    mail: mailStore(db),
    keeping: keepingStore(db),
    erasing: erasingStore(db, () => differences.settle(db)),
    jobs: jobStore(db, differences.lockRows),
    ...installationStore(db),
    close: () => db.destroy(),
  }
}

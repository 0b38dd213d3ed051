import { closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { refuse } from '../../core/errors.ts'
import { untilFree } from './sqlite-busy.ts'
import { SqliteConnection } from './sqlite-connection.ts'
import type { Tables } from './tables.ts'

/** How long SQLite itself waits for a lock, with the event loop stopped. */
const BUSY_TIMEOUT_MS = 20

/** Kysely over one SQLite file, or over `:memory:`. Refuses a file that can't be opened. */
export async function sqliteDatabase(path: string): Promise<Kysely<Tables>> {
  const connection = new SqliteConnection(await openFile(path))
  return new Kysely<Tables>({ dialect: dialectOver(connection) })
}

async function openFile(path: string): Promise<DatabaseSync> {
  try {
    // The file holds sealed tokens and customers' data: nobody else on the machine may read it.
    if (path !== ':memory:') closeSync(openSync(path, 'a', 0o600))
    const database = new DatabaseSync(path, {
      timeout: BUSY_TIMEOUT_MS,
      enableForeignKeyConstraints: true,
    })
    // Turning WAL on takes the lock of the whole file, which another process may be holding.
    await untilFree(() => database.exec('pragma journal_mode = wal'))
    database.exec('pragma synchronous = full')
    // What is deleted is overwritten: an erasure leaves nothing to be found in the file.
    database.exec('pragma secure_delete = on')
    return database
  } catch (error) {
    throw refuse(
      `The database file "${path}" can't be opened: ${error instanceof Error ? error.message : error}.`,
      'Name a file in a folder that exists and that this user may write to.',
      { cause: error },
    )
  }
}

const dialectOver = (connection: SqliteConnection): Dialect => ({
  createAdapter: () => new SqliteAdapter(),
  createDriver: () => new SqliteDriver(connection),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
})

/** One connection; Kysely lets one user at a time have it. */
class SqliteDriver implements Driver {
  readonly #connection: SqliteConnection

  constructor(connection: SqliteConnection) {
    this.#connection = connection
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection
  }

  /** Takes the write lock at once: a transaction that reads first could not get it later. */
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    this.#connection.close()
  }
}

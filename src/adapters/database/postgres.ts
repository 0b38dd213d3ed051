import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient, sql } from 'kysely'
import pg from 'pg'
import { refuse } from '../../core/errors.ts'
import { withoutNul } from './clean-text.ts'
import { asPassing } from './postgres-faults.ts'
import type { Tables } from './tables.ts'

const POOL_SIZE = 10
const CONNECT_TIMEOUT_MS = 10_000
const OLDEST_MAJOR = 15
/** Type ids of `bigint` (also of counts) and of `numeric` (sums of bigint), which pg gives as text. */
const NUMBERS: readonly number[] = [20, 1700]

/** Kysely over a pool of connections. Refuses a server that is not there or too old. */
export async function postgresDatabase(url: string): Promise<Kysely<Tables>> {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: poolFor(url) }) })
  try {
    await refuseOldServer(db)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return db
}

function poolFor(url: string): PostgresPool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'ledgerkeep',
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    types: { getTypeParser },
  })
  // A server that goes away while a connection idles must not end the process: the next query tells.
  pool.on('error', () => {})
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect().catch(asPassing)
      const known = clients.get(client) ?? cleaning(client)
      clients.set(client, known)
      return known
    },
  }
}

/** All our numbers are whole and below 2^53. */
const getTypeParser: typeof pg.types.getTypeParser = (id: number, format?: unknown) =>
  NUMBERS.includes(id) ? Number : pg.types.getTypeParser(id, format as 'text')

/** The client as Kysely uses it, with texts that PostgreSQL accepts and faults that we know. */
const cleaning = (client: pg.PoolClient): PostgresPoolClient => ({
  query: ((text: string, parameters: readonly unknown[]) =>
    client
      .query(text, [...withoutNul(parameters)])
      .catch(asPassing)) as unknown as PostgresPoolClient['query'],
  release: (destroy) => client.release(destroy),
})

async function refuseOldServer(db: Kysely<Tables>): Promise<void> {
  const answer = await sql<{ readonly major: number }>`
    select current_setting('server_version_num')::int / 10000 as major`.execute(db)
  const major = answer.rows[0]?.major ?? 0
  if (major >= OLDEST_MAJOR) return
  throw refuse(
    `The database server is PostgreSQL ${major}; Ledgerkeep needs ${OLDEST_MAJOR} or newer.`,
    'Upgrade the server, or leave the address out to use the built-in database.',
  )
}

import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'
import { withoutNul } from './clean-text.ts'
import { untilFree } from './sqlite-busy.ts'

interface Prepared {
  readonly statement: StatementSync
  readonly givesRows: boolean
}

/** Enough for every query there is; batches of odd lengths come and go. */
const STATEMENTS_KEPT = 200

/** Kysely's connection over `node:sqlite`, with prepared statements kept for the next time. */
export class SqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync
  readonly #prepared = new Map<string, Prepared>()

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const parameters = withoutNul(query.parameters) as SQLInputValue[]
    return untilFree(() => this.#run<Row>(query.sql, parameters))
  }

  async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    yield await this.executeQuery<Row>(query)
  }

  close(): void {
    this.#prepared.clear()
    this.#database.close()
  }

  #run<Row>(sql: string, parameters: readonly SQLInputValue[]): QueryResult<Row> {
    const { statement, givesRows } = this.#prepare(sql)
    // Rows come without a prototype; a record compares equal to a literal only with one.
    if (givesRows) return { rows: statement.all(...parameters).map((row) => ({ ...row })) as Row[] }
    const { changes } = statement.run(...parameters)
    return { rows: [], numAffectedRows: BigInt(changes) }
  }

  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql)
    if (known) {
      this.#prepared.delete(sql)
      this.#prepared.set(sql, known)
      return known
    }
    const statement = this.#database.prepare(sql)
    const prepared = { statement, givesRows: statement.columns().length > 0 }
    this.#prepared.set(sql, prepared)
    const oldest = this.#prepared.keys().next().value
    if (this.#prepared.size > STATEMENTS_KEPT && oldest) this.#prepared.delete(oldest)
    return prepared
  }
}

import type { Compilable, CompiledQuery, Kysely, QueryResult } from 'kysely'
import type { Tables } from './tables.ts'

/** Stands for a value while a query is compiled. */
class Slot {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** Runs the query with these values, in a transaction or outside of one. */
export type Run<Values, Row> = (db: Kysely<Tables>, values: Values) => Promise<QueryResult<Row>>

/** A value of the query that is told when it runs. */
type Value<Values> = <Name extends keyof Values & string>(name: Name) => Values[Name]

/**
 * A query that is built and compiled when it first runs, for what happens with every file: building one
 * takes longer than running it. The values must not shape the query: a null is written, never compared.
 */
export function compiledOnce<Values extends object, Row = unknown>(
  build: (db: Kysely<Tables>, value: Value<Values>) => Compilable<Row>,
): Run<Values, Row> {
  const compiled = new WeakMap<object, CompiledQuery<Row>>()
  return (db, values) => {
    const dialect = db.getExecutor().adapter
    const query = compiled.get(dialect) ?? build(db, slotFor<Values>).compile()
    compiled.set(dialect, query)
    const told = values as Readonly<Record<string, unknown>>
    const parameters = query.parameters.map((one) => (one instanceof Slot ? told[one.name] : one))
    return db.executeQuery({ ...query, parameters })
  }
}

const slotFor = <Values>(name: keyof Values & string): never => new Slot(name) as never

import type { Store } from '../../../src/ports/store/index.ts'

/** Where a store keeps its data: the same cases run on each. */
export interface Place {
  readonly name: string
  /** Whether several stores can have one database; one in memory has a single user. */
  readonly shared: boolean
  /** Makes a new database; a migrated one may be a copy, which is quicker. */
  create(how: 'empty' | 'migrated'): Promise<Database>
}

export interface Database {
  open(): Promise<Store>
  /** Runs a statement behind the store's back. */
  run(sql: string): Promise<void>
  /** For a process of its own: which opener to call with what. */
  readonly opener: readonly [name: 'openSqlite' | 'openPostgres', target: string]
  drop(): Promise<void>
}

export interface Bench {
  readonly store: Store
  /** Another store on the same database, as another process would have it. */
  another(): Promise<Store>
  readonly database: Database
}

/** A test that gets a store on a database of its own; everything is closed and dropped after it. */
export const on = (place: Place, body: (bench: Bench) => Promise<void>) => async () => {
  const database = await place.create('migrated')
  const opened: Store[] = []
  const another = async () => {
    const store = await database.open()
    opened.push(store)
    return store
  }
  try {
    await body({ store: await another(), another, database })
  } finally {
    await Promise.all(opened.map((store) => store.close()))
    await database.drop()
  }
}

/** For cases that need a second user of the same database. */
export const sharedOnly = (place: Place) => ({
  skip: place.shared ? false : 'a database in memory has one user',
})

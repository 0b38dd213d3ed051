import { after, before, test } from 'node:test'
import { openPostgres } from '../../../src/adapters/database/index.ts'
import { startPostgres, type TestPostgres, whyNoPostgres } from '../../support/postgres.ts'
import type { Database } from './place.ts'
import { storeSuite } from './suite.ts'

const missing = whyNoPostgres()
let server: TestPostgres
let migrated: string

if (missing) {
  test('store on PostgreSQL', { skip: missing })
} else {
  before(async () => {
    server = await startPostgres()
    migrated = await server.createDatabase()
    await (await openPostgres(migrated)).close()
  })
  after(() => server.stop())
  storeSuite({ name: 'PostgreSQL', shared: true, create })
}

async function create(how: 'empty' | 'migrated'): Promise<Database> {
  const url = await server.createDatabase(how === 'migrated' ? migrated : undefined)
  return {
    open: () => openPostgres(url),
    run: (sql) => server.run(url, sql),
    opener: ['openPostgres', url],
    // It goes with the server.
    drop: async () => {},
  }
}

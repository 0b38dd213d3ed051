import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openSqlite } from '../../../src/adapters/database/index.ts'
import { quickFolder } from '../../support/quick-folder.ts'
import type { Database } from './place.ts'
import { storeSuite } from './suite.ts'

storeSuite({ name: 'an SQLite file', shared: true, create: async () => create() })

function create(): Database {
  const folder = quickFolder('store-')
  const path = join(folder, 'test.db')
  return {
    open: () => openSqlite(path),
    async run(sql) {
      const database = new DatabaseSync(path)
      database.exec(sql)
      database.close()
    },
    opener: ['openSqlite', path],
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

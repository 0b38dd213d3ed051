import { openSqlite } from '../../../src/adapters/database/index.ts'
import { storeSuite } from './suite.ts'

storeSuite({
  name: 'SQLite in memory',
  shared: false,
  create: async () => ({
    open: () => openSqlite(':memory:'),
    run: () => Promise.reject(new Error('nobody else reaches a database in memory')),
    opener: ['openSqlite', ':memory:'],
    drop: async () => {},
  }),
})

import assert from 'node:assert/strict'
import { rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { openPostgres, openSqlite } from '../../../src/adapters/database/index.ts'
import { NEW_LIMITS } from '../../../src/core/limits.ts'
import { startPostgres, whyNoPostgres } from '../../support/postgres.ts'
import { quickFolder } from '../../support/quick-folder.ts'

test('a file that can not be opened is refused with its name', async () => {
  const path = join(tmpdir(), 'no', 'such', 'folder', 'ledgerkeep.db')
  await assert.rejects(openSqlite(path), { kind: 'refuse', message: new RegExp(path) })
})

test('an SQLite file is for its owner alone and checks its references', async (t) => {
  const folder = quickFolder('store-')
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'test.db')
  const store = await openSqlite(path)
  assert.equal(statSync(path).mode & 0o777, 0o600)
  await assert.rejects(store.connect.saveLimitState('nobody', NEW_LIMITS), /FOREIGN KEY/)
  await store.close()
})

test('a write waits for the lock of another connection without stopping the event loop', async (t) => {
  const folder = quickFolder('store-')
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'test.db')
  const store = await openSqlite(path)
  const other = new DatabaseSync(path)
  other.exec('begin immediate')
  // Only a free event loop lets this end the other's transaction.
  setTimeout(() => other.exec('commit'), 60)
  await store.saveSetting('written', 'late')
  assert.equal(await store.setting('written'), 'late')
  other.close()
  await store.close()
})

test('a server that is not there is worth another try', async () => {
  await assert.rejects(openPostgres('postgres://nobody@127.0.0.1:1/none'), { kind: 'retry' })
})

test('a server that goes away is worth another try', {
  skip: whyNoPostgres() ?? false,
}, async () => {
  const server = await startPostgres()
  const store = await openPostgres(await server.createDatabase())
  await store.saveSetting('name', 'value')
  await server.stop()
  await assert.rejects(store.setting('name'), { name: 'LedgerkeepError', kind: 'retry' })
  await store.close()
})

import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Database, on, type Place, sharedOnly } from '../place.ts'
import { PERSON } from '../records.ts'

export function openCases(place: Place): void {
  describe('open', () => {
    test('finds what was written before it was closed', sharedOnly(place), on(place, reopened))
    test('refuses a database that is newer', sharedOnly(place), on(place, newer))
    test('many stores at once make one schema', sharedOnly(place), severalStores(place))
    test('two processes at once make one schema', sharedOnly(place), twoProcesses(place))
  })
}

const reopened = async ({ database }: { readonly database: Database }) => {
  const first = await database.open()
  await first.connect.savePerson(PERSON)
  await first.close()
  const second = await database.open()
  assert.deepEqual(await second.connect.person(PERSON.id), PERSON)
  await second.close()
}

const newer = async ({ database }: { readonly database: Database }) => {
  await database.run(`insert into "migrations" ("name") values ('9999-future')`)
  await assert.rejects(database.open(), {
    kind: 'refuse',
    message: /newer Ledgerkeep.*9999-future/,
  })
}

const severalStores = (place: Place) => async () => {
  const database = await place.create('empty')
  const stores = await Promise.all([1, 2, 3, 4].map(() => database.open()))
  await Promise.all(stores.map((store, index) => store.saveSetting(`store ${index}`, 'opened')))
  for (const index of stores.keys()) {
    assert.equal(await stores[0]?.setting(`store ${index}`), 'opened')
  }
  await Promise.all(stores.map((store) => store.close()))
  await database.drop()
}

const twoProcesses = (place: Place) => async () => {
  const database = await place.create('empty')
  const processes = ['one', 'two'].map((name) => start(database, name))
  await Promise.all(processes.map((child) => child.stdout && once(child.stdout, 'data')))
  const ended = processes.map((child) => once(child, 'exit'))
  for (const child of processes) child.stdin?.write('go\n')
  assert.deepEqual(await Promise.all(ended), [
    [0, null],
    [0, null],
  ])
  const store = await database.open()
  assert.equal(await store.setting('one'), 'opened')
  assert.equal(await store.setting('two'), 'opened')
  await store.close()
  await database.drop()
}

function start(database: Database, name: string): ChildProcess {
  const script = fileURLToPath(new URL('../open-process.ts', import.meta.url))
  return spawn(process.execPath, ['--import', 'tsx', script, ...database.opener, name], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}

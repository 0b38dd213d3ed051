import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEFAULT_SCOPES } from '../../src/core/catalogue/index.ts'
import { EVERYTHING } from '../../src/core/filter.ts'
import { begin, connect, download, ended, scan } from '../support/customer.ts'
import { type Bench, startInstallation } from '../support/installation.ts'
import { attachmentsIn, readZip } from '../support/read-zip.ts'
import { allFiles, booksOf, hashes } from '../support/truth.ts'

const ALWAYS = 1_000_000
const ALL = { ...EVERYTHING, pdfs: true, history: true }

const paths = (zip: Buffer, part: string): readonly string[] =>
  readZip(zip)
    .map((file) => file.path)
    .filter((path) => path.includes(part))

test('a retry fetches whatever fell short, in each of its ways, and nothing else', async () => {
  await using bench = await startInstallation()
  const customer = await connect(bench)
  const broken = { kind: 'status', status: 500, count: ALWAYS } as const
  bench.xero.faults.add({ ...broken, match: '/Quotes\\?' })
  bench.xero.faults.add({ ...broken, match: '/Budgets(/|$)' })
  bench.xero.faults.add({ ...broken, match: '/Invoices/.*/Attachments' })
  const found = await scan(bench, customer)
  assert.deepEqual(
    found.exceptions.map((one) => one.title),
    ['Quotes', 'Budgets'],
  )
  bench.xero.faults.add({ kind: 'status', status: 400, count: 1, match: '/History' })
  bench.xero.faults.add({ kind: 'status', status: 400, count: 1, match: '/Aged' })
  const backupId = await begin(bench, customer, found.id, ALL)
  const first = await ended(bench, customer, backupId)
  assert.deepEqual([first.state, first.mayRetry], ['complete with exceptions', true])
  const before = await download(bench.app, customer, backupId)
  const lost = paths(before, 'Raw/History').length

  bench.xero.faults.clear()
  bench.xero.calls.reset()
  await bench.app.backup.retry(customer.personId, backupId)
  const again = await ended(bench, customer, backupId)
  assert.deepEqual([again.state, again.exceptions, again.mayRetry], ['complete', 0, false])
  const calls = bench.xero.calls.byPath
  const asked = (path: string): number => calls[`GET /api/api.xro/2.0/${path}`] ?? 0
  assert.deepEqual([asked('Invoices'), asked('Contacts'), asked('BankTransactions')], [0, 0, 0])
  const zip = await download(bench.app, customer, backupId)
  const files = attachmentsIn(zip).filter((file) => !file.path.includes('/PDFs/'))
  assert.deepEqual(hashes(files), hashes(allFiles(booksOf(bench))))
  assert.ok(paths(zip, 'Attachments/Quotes/').length > 0)
  assert.ok(paths(zip, 'PDFs/Quotes/').length > 0)
  assert.equal(paths(zip, 'Raw/Budgets/').length, 1)
  assert.ok(paths(zip, 'Raw/BudgetLines/').length > 0)
  assert.equal(paths(zip, 'Raw/History').length, lost + 1 + booksOf(bench).size('Quotes'))
})

test('what is not permitted is tried again once Xero is connected anew, and not before', async () => {
  await using bench = await startInstallation()
  const customer = await connect(bench)
  const match = '/(Budgets|Reports/Aged)'
  bench.xero.faults.add({ kind: 'status', status: 403, count: ALWAYS, match })
  const { id } = await scan(bench, customer)
  const backupId = await begin(bench, customer, id)
  const first = await ended(bench, customer, backupId)
  assert.deepEqual([first.state, first.mayRetry], ['complete with exceptions', false])
  await assert.rejects(bench.app.backup.retry(customer.personId, backupId), {
    reason: 'conflict',
    hint: /connect again/,
  })
  bench.xero.faults.clear()
  await bench.clock.pass(60_000)
  await connect(bench)
  const view = await bench.app.backup.view(customer.personId, backupId)
  assert.equal(view.mayRetry, true)
  await bench.app.backup.retry(customer.personId, backupId)
  assert.equal((await ended(bench, customer, backupId)).state, 'complete')
})

test('a scope that the installation does not ask for is no reason for a retry', async () => {
  const scopes = DEFAULT_SCOPES.filter((scope) => !/budgets/.test(scope))
  await using bench = await startInstallation({ settings: { XERO_SCOPES: scopes.join(' ') } })
  const customer = await connect(bench)
  const { id } = await scan(bench, customer)
  const backupId = await begin(bench, customer, id)
  assert.equal((await ended(bench, customer, backupId)).mayRetry, false)
  await bench.clock.pass(60_000)
  await connect(bench)
  const view = await bench.app.backup.view(customer.personId, backupId)
  assert.deepEqual([view.state, view.mayRetry], ['complete with exceptions', false])
})

const rowsOf = async (bench: Bench, scanId: string) =>
  (await bench.installation.ports.store.scan.resources(scanId)).map((row) => [
    row.resource,
    row.state,
  ])

test('a retry that fails as before keeps what was there', async () => {
  await using bench = await startInstallation({ world: 'demo', xero: { largestPage: 100 } })
  const customer = await connect(bench)
  const match = '/Invoices\\?.*(page=2&pageSize=1000|page=1[0-9]&pageSize=100)'
  bench.xero.faults.add({ kind: 'status', status: 500, count: ALWAYS, match })
  const { id } = await scan(bench, customer)
  const backupId = await begin(bench, customer, id)
  const first = await ended(bench, customer, backupId)
  assert.equal(first.state, 'complete with exceptions')
  const rows = await rowsOf(bench, id)
  const before = paths(await download(bench.app, customer, backupId), 'Raw/Invoices/')
  await bench.app.backup.retry(customer.personId, backupId)
  const again = await ended(bench, customer, backupId)
  assert.equal(again.state, 'complete with exceptions')
  assert.equal(again.filesDone, first.filesDone)
  assert.deepEqual(await rowsOf(bench, id), rows)
  assert.deepEqual(paths(await download(bench.app, customer, backupId), 'Raw/Invoices/'), before)
})

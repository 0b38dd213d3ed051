import assert from 'node:assert/strict'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { DEFAULT_SCOPES } from '../../src/core/catalogue/index.ts'
import { LedgerkeepError } from '../../src/core/errors.ts'
import { EVERYTHING } from '../../src/core/filter.ts'
import { letters } from '../support/buyer.ts'
import { backupIn, begin, connect, download, ended, scan } from '../support/customer.ts'
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
  const then = paths(await download(bench.app, customer, backupId), 'Raw/Invoices/')
  // Answers of a later reading have names of their own.
  assert.deepEqual(
    then.map((path) => path.replace(/-r\d+\.json$/, '.json')),
    before,
  )
})

/** A backup without the quotes, whose list Xero fails to give; that passes. */
async function withoutQuotes(bench: Bench) {
  const customer = await connect(bench)
  bench.xero.faults.add({ kind: 'status', status: 500, count: ALWAYS, match: '/Quotes\\?' })
  const { id } = await scan(bench, customer)
  const backupId = await begin(bench, customer, id)
  assert.equal((await ended(bench, customer, backupId)).state, 'complete with exceptions')
  bench.xero.faults.clear()
  return { customer, scanId: id, backupId }
}

test('a retry that is stopped while lists are read, by a disconnection or a fault, can be retried', async () => {
  await using bench = await startInstallation()
  const { customer, scanId, backupId } = await withoutQuotes(bench)
  const { store } = bench.installation.ports
  await bench.app.backup.retry(customer.personId, backupId)
  await bench.app.connect.disconnect(customer.personId, customer.connectionId)
  await bench.clock.until(async () => (await store.scan.scan(scanId))?.state !== 'scanning' || null)
  await bench.clock.pass(60_000)
  await connect(bench)
  const stopped = await ended(bench, customer, backupId)
  assert.deepEqual([stopped.state, stopped.mayRetry], ['complete with exceptions', true])

  const { uncounted } = store.scan
  store.scan.uncounted = () => {
    store.scan.uncounted = uncounted
    throw new LedgerkeepError('bug', 'A fault of ours.')
  }
  await bench.app.backup.retry(customer.personId, backupId)
  // The list has come, and what it holds is not counted.
  assert.equal((await ended(bench, customer, backupId)).state, 'complete')
  assert.equal((await store.scan.scan(scanId))?.state, 'done')
  const files = attachmentsIn(await download(bench.app, customer, backupId))
  assert.deepEqual(hashes(files), hashes(allFiles(booksOf(bench))))
  const told = (await letters(bench)).filter((subject) => /count.* (stopped|failed)/i.test(subject))
  assert.deepEqual(told, [])
})

test('lists that are read for a cancelled retry, or for another backup, reach a backup by a retry', async () => {
  await using bench = await startInstallation()
  const { customer, scanId, backupId } = await withoutQuotes(bench)
  const second = await begin(bench, customer, scanId)
  await ended(bench, customer, second)
  const { store } = bench.installation.ports
  bench.xero.faults.add({ kind: 'status', status: 503, count: ALWAYS })
  await bench.app.backup.retry(customer.personId, backupId)
  // What the lists wait for is what the backup waits for.
  await backupIn(bench, backupId, (one) => one.waitsFor === 'xero')
  bench.xero.faults.clear()
  await bench.app.backup.cancel(customer.personId, backupId)
  await bench.clock.until(async () => (await store.scan.scan(scanId))?.state === 'done' || null)
  for (const id of [backupId, second]) {
    const view = await bench.app.backup.view(customer.personId, id)
    assert.deepEqual([view.state, view.mayRetry], ['complete with exceptions', true])
    await bench.app.backup.retry(customer.personId, id)
    const again = await ended(bench, customer, id)
    assert.deepEqual([again.state, again.mayRetry], ['complete', false])
    const files = attachmentsIn(await download(bench.app, customer, id))
    assert.deepEqual(hashes(files), hashes(allFiles(booksOf(bench))))
  }
})

test('a late answer to a retry that was cancelled is no exception of the next one', async () => {
  await using bench = await startInstallation()
  const customer = await connect(bench)
  const match = '/Invoices/.*/Attachments$'
  bench.xero.faults.add({ kind: 'status', status: 400, count: 1, match })
  const { id } = await scan(bench, customer)
  const backupId = await begin(bench, customer, id)
  assert.equal((await ended(bench, customer, backupId)).exceptions, 1)
  const { xero } = bench.installation.ports
  const get = xero.get.bind(xero)
  xero.get = async () => {
    xero.get = get
    await bench.app.backup.cancel(customer.personId, backupId)
    await bench.app.backup.retry(customer.personId, backupId)
    throw new LedgerkeepError('skip', 'Refused, and told late.')
  }
  await bench.app.backup.retry(customer.personId, backupId)
  const again = await ended(bench, customer, backupId)
  assert.deepEqual([again.state, again.exceptions], ['complete', 0])
})

test('while lists are read again the archive that is there stays whole, also when that is cancelled', async () => {
  await using bench = await startInstallation()
  const customer = await connect(bench)
  const { personId } = customer
  bench.xero.faults.add({ kind: 'not-found', match: '/Reports/TrialBalance', count: 1 })
  const { id } = await scan(bench, customer)
  const backup = await ended(bench, customer, await begin(bench, customer, id))
  assert.deepEqual([backup.state, backup.mayRetry], ['complete with exceptions', true])
  const before = await download(bench.app, customer, backup.id)
  const shown = await bench.app.download.open(personId, backup.id)

  // Each answer tells when it was given, so that a second one is another.
  await bench.clock.pass(60_000)
  await bench.app.backup.retry(personId, backup.id)
  const { scan: scans } = bench.installation.ports.store
  await bench.clock.until(async () => (await scans.scan(id))?.state === 'done' || null)
  await bench.app.backup.cancel(personId, backup.id)
  const kept = await buffer(shown.read(0, shown.bytes - 1))
  assert.ok(kept.equals(before))
  await bench.app.backup.retry(personId, backup.id)
  assert.equal((await ended(bench, customer, backup.id)).state, 'complete')
  const zip = await download(bench.app, customer, backup.id)
  assert.ok(readZip(zip).some(({ path }) => /Raw\/TrialBalance\/\d+-r1\.json$/.test(path)))
})

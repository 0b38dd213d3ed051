import assert from 'node:assert/strict'
import { test } from 'node:test'
import { truth } from '../../simulators/xero/control.ts'
import { askedBesides } from '../../src/app/backup/asked.ts'
import { createExtras } from '../../src/app/backup/extras.ts'
import { DEFAULT_SCOPES } from '../../src/core/catalogue/index.ts'
import { EVERYTHING } from '../../src/core/filter.ts'
import { backUp, begin, connect, download, ended, scan } from '../support/customer.ts'
import { type Bench, startInstallation } from '../support/installation.ts'
import { readZip, type ZipFile } from '../support/read-zip.ts'
import { attachedFiles, booksOf, hashes } from '../support/truth.ts'

const below = (files: readonly ZipFile[], folder: string): readonly ZipFile[] =>
  files.filter((file) => file.path.startsWith(`data/${folder}/`))

const callsTo = ({ xero }: Bench, part: RegExp): number =>
  Object.entries(xero.calls.byPath)
    .filter(([path]) => part.test(path))
    .reduce((sum, [, count]) => sum + count, 0)

const library = (bench: Bench) =>
  [...truth(booksOf(bench))].filter((file) => file.resource === 'Library')

for (const filesListAttached of [true, false]) {
  const how = filesListAttached ? 'shows attachments too' : 'shows its own files alone'
  test(`files that hang on nothing are backed up where the library ${how}`, async () => {
    await using bench = await startInstallation({ world: 'demo', xero: { filesListAttached } })
    const customer = await connect(bench)
    const found = await scan(bench, customer)
    assert.equal(found.files, booksOf(bench).fileCount)
    const backup = await ended(bench, customer, await begin(bench, customer, found.id))
    assert.equal(backup.state, 'complete')
    const zip = readZip(await download(bench.app, customer, backup.id))
    assert.deepEqual(hashes(below(zip, 'Library files')), hashes(library(bench)))
    assert.ok(below(zip, 'Library files').every((file) => file.path.includes('/Inbox/')))
    assert.equal(below(zip, 'Raw/FileLinks').length, library(bench).length)
  })
}

test('every report of every year is there, and aged reports of who owes or is owed', async () => {
  await using bench = await startInstallation({ world: 'tiny' })
  const customer = await connect(bench)
  const backup = await backUp(bench, customer)
  const zip = readZip(await download(bench.app, customer, backup.id))
  for (const name of ['TrialBalance', 'BalanceSheet', 'ProfitAndLoss', 'BudgetSummary']) {
    assert.equal(below(zip, `Raw/${name}`).length, 4, name)
  }
  const aged = below(zip, 'Raw/AgedReceivablesByContact').length
  const payable = below(zip, 'Raw/AgedPayablesByContact').length
  assert.ok(aged + payable > 0)
  assert.equal(callsTo(bench, /Reports\/Aged/), aged + payable)
  const csv =
    zip.find((file) => file.path === 'data/Data/Trial balance.csv')?.bytes.toString() ?? ''
  assert.match(csv, /As at 31 March 2026/)
  assert.match(csv, /,Header,Account,Debit/)
})

test('PDFs and history on request: counted beforehand, kept apart, and not asked for twice', async () => {
  await using bench = await startInstallation({ world: 'demo', payments: false })
  const customer = await connect(bench)
  const { id } = await scan(bench, customer)
  const filter = { ...EVERYTHING, pdfs: true, history: true }
  const plain = await bench.app.quote.preview(customer.personId, id, EVERYTHING)
  const preview = await bench.app.quote.preview(customer.personId, id, filter)
  assert.equal(preview.calls, plain.calls + preview.pdfs + preview.histories)
  assert.ok(preview.pdfs > 100 && preview.histories > preview.pdfs)
  const before = bench.xero.calls.accepted
  const backup = await ended(bench, customer, await begin(bench, customer, id, filter))
  assert.equal(backup.state, 'complete')
  assert.equal(backup.filesDone, preview.files + preview.pdfs)
  assert.equal(bench.xero.calls.accepted - before, preview.calls)
  const zip = readZip(await download(bench.app, customer, backup.id))
  const pdfs = below(zip, 'PDFs')
  assert.equal(pdfs.length, preview.pdfs)
  assert.ok(pdfs.every((file) => file.bytes.subarray(0, 5).toString() === '%PDF-'))
  assert.ok(below(zip, 'PDFs/Sales invoices').length > 0 && below(zip, 'PDFs/Bills').length === 0)
  assert.equal(below(zip, 'Raw/History').length, preview.histories)
  const again = await ended(bench, customer, await begin(bench, customer, id, filter))
  assert.equal(again.filesDone, backup.filesDone)
  assert.equal(
    callsTo(bench, /\/(Invoices|Quotes|CreditNotes|PurchaseOrders)\/\{id\}$/),
    preview.pdfs,
  )
  assert.equal(callsTo(bench, /History$/), preview.histories)
})

test('a history that is refused for good is asked for once, and one list does not close the others', async () => {
  await using bench = await startInstallation({ world: 'tiny', payments: false })
  const customer = await connect(bench)
  const { id } = await scan(bench, customer)
  bench.xero.faults.add({ kind: 'not-found', match: 'Invoices/.*/History', count: 1_000_000 })
  bench.xero.faults.add({ kind: 'status', status: 403, match: 'Contacts/.*/History', count: 9 })
  const filter = { ...EVERYTHING, history: true }
  const { histories } = await bench.app.quote.preview(customer.personId, id, filter)
  const backupId = await begin(bench, customer, id, filter)
  assert.equal((await ended(bench, customer, backupId)).state, 'complete with exceptions')
  const { ports } = bench.installation
  const backup = await ports.store.backup.backup(backupId)
  const exceptions = (await ports.store.backup.exceptions(backupId)).filter(
    (one) => one.resource === 'History',
  )
  const unasked = exceptions.filter((one) => one.recordId === '')
  assert.match(
    unasked.map((one) => one.reason).join(),
    /^Not permitted: [0-9]+ more of Contacts were not asked/,
  )
  const left = Number(/\d+/.exec(unasked[0]?.reason ?? '')?.[0])
  const kept = (await ports.store.scan.pages(id, 'History')).length
  assert.equal(kept + exceptions.length - 1 + left, histories)
  assert.ok(backup)
  // What was refused is not to come, so that nobody waits for it.
  const open = await askedBesides(ports, { ...backup, state: 'running' })
  const asked = open.find((one) => one.title.startsWith('History'))
  assert.equal((asked?.total ?? 0) - (asked?.done ?? 0), left)
  const course = { aside: new Map(), lastTry: false, closed: new Map(), calls: 0 }
  const later = createExtras(ports, backup, course, AbortSignal.timeout(60_000))
  const tasks = (await later.load(new Set())).length
  assert.equal(tasks, Math.min(left, 100))
})

test('what is not permitted says so, with what to do, and harms nothing else', async () => {
  const scopes = DEFAULT_SCOPES.filter((scope) => !/budgets\.|trialbalance|aged/.test(scope))
  const settings = { XERO_SCOPES: scopes.join(' ') }
  await using bench = await startInstallation({ world: 'tiny', settings })
  const customer = await connect(bench)
  const found = await scan(bench, customer)
  assert.equal(found.state, 'done')
  assert.deepEqual(
    found.exceptions.map((one) => one.title),
    ['Budgets', 'Budgets with lines', 'Trial balance', 'Aged receivables', 'Aged payables'],
  )
  for (const { reason } of found.exceptions) assert.match(reason, /^Not permitted: .*XERO_SCOPES/)
  const backup = await ended(bench, customer, await begin(bench, customer, found.id))
  assert.equal(callsTo(bench, /Budgets|TrialBalance|Aged/), 0)
  const zip = readZip(await download(bench.app, customer, backup.id))
  const exceptions = zip.find((file) => file.path === 'data/exceptions.csv')?.bytes.toString() ?? ''
  assert.match(exceptions, /Trial balance/)
})

test('assets and projects come along where their permission is asked for', async () => {
  const XERO_SCOPES = [...DEFAULT_SCOPES, 'assets.read', 'projects.read'].join(' ')
  await using bench = await startInstallation({ world: 'tiny', settings: { XERO_SCOPES } })
  const customer = await connect(bench)
  const found = await scan(bench, customer)
  assert.deepEqual(found.exceptions, [])
  const rows = await bench.installation.ports.store.scan.resources(found.id)
  const records = new Map(rows.map((row) => [row.resource, row.records]))
  assert.deepEqual(
    ['Assets', 'AssetTypes', 'AssetSettings', 'Projects', 'ProjectTasks', 'ProjectTime'].map(
      (name) => records.get(name),
    ),
    [16, 1, 1, 3, 12, 21],
  )
})

test('a library that Xero does not open is an exception, and the scan an estimate', async () => {
  const XERO_SCOPES = DEFAULT_SCOPES.filter((scope) => scope !== 'files.read').join(' ')
  await using bench = await startInstallation({ world: 'tiny', settings: { XERO_SCOPES } })
  const customer = await connect(bench)
  const found = await scan(bench, customer)
  assert.equal(found.exact, false)
  assert.deepEqual(
    found.exceptions.map((one) => one.title),
    ['Library folders', 'File library', 'Library file links'],
  )
  const backup = await ended(bench, customer, await begin(bench, customer, found.id))
  assert.equal(backup.state, 'complete with exceptions')
})

test('payroll comes along where its permissions are asked for, page by page', async () => {
  const areas = ['employees', 'payruns', 'payslip', 'settings', 'timesheets']
  const scopes = [...DEFAULT_SCOPES, ...areas.map((area) => `payroll.${area}.read`)]
  const settings = { XERO_SCOPES: scopes.join(' ') }
  await using bench = await startInstallation({ world: 'tiny', settings })
  const customer = await connect(bench)
  const found = await scan(bench, customer)
  assert.deepEqual(found.exceptions, [])
  const rows = await bench.installation.ports.store.scan.resources(found.id)
  const records = new Map(rows.map((row) => [row.resource, row.records]))
  assert.deepEqual(
    ['PayrollEmployees', 'PayrollPayRuns', 'PayrollGBPayslips', 'PayrollTimesheets'].map((name) =>
      records.get(name),
    ),
    [103, 2, 206, 3],
  )
  const backup = await ended(bench, customer, await begin(bench, customer, found.id))
  const zip = readZip(await download(bench.app, customer, backup.id))
  const sheet = zip.find((file) => file.path === 'data/Data/Payroll employees.csv')
  assert.match(sheet?.bytes.toString() ?? '', /Robin 103/)
})

test('receipts, expense claims and journals are read where they are granted, and else not tried', async () => {
  const more = ['accounting.transactions.read', 'accounting.journals.read']
  const settings = { XERO_SCOPES: [...DEFAULT_SCOPES, ...more].join(' ') }
  await using bench = await startInstallation({ settings, xero: { refusedScopes: [] } })
  const customer = await connect(bench)
  const found = await scan(bench, customer)
  assert.deepEqual(found.exceptions, [])
  const rows = await bench.installation.ports.store.scan.resources(found.id)
  for (const name of ['Receipts', 'ExpenseClaims', 'Journals']) {
    const row = rows.find((one) => one.resource === name)
    assert.equal(row?.state, 'done', name)
    assert.equal(row.records, booksOf(bench).size(name), name)
  }
  await using plain = await startInstallation()
  await scan(plain, await connect(plain))
  assert.equal(callsTo(plain, /Receipts|ExpenseClaims|Journals$/) - callsTo(plain, /Manual/), 0)
})

test('the preview tells files by type and month, sizes that cost nothing, calls and days', async () => {
  await using bench = await startInstallation({ world: 'demo' })
  const customer = await connect(bench)
  const { id } = await scan(bench, customer)
  const all = await bench.app.quote.preview(customer.personId, id, EVERYTHING)
  const truths = attachedFiles(booksOf(bench))
  const bills = all.months.filter((one) => one.type === 'bills')
  for (const { month, files, exact } of bills) {
    const there = truths.filter(
      (file) => file.recordType === 'ACCPAY' && file.resource === 'Invoices',
    )
    assert.equal(
      files,
      there.filter((file) => file.day?.startsWith(month ?? '-')).length,
      month ?? '',
    )
    assert.equal(exact, true)
  }
  assert.equal(
    all.months.reduce((sum, one) => sum + one.files, 0),
    all.files,
  )
  assert.equal(
    all.years.reduce((sum, one) => sum + one.files, 0),
    all.files,
  )
  const sizes = library(bench).reduce((sum, file) => sum + file.length, 0)
  assert.deepEqual(all.sized, { files: library(bench).length, bytes: sizes })
  assert.ok(all.exact && all.calls >= all.files && all.endAt > bench.clock.now())
})

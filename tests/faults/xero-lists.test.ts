import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Fault } from '../../simulators/xero/faults.ts'
import { storedRecords } from '../../src/app/reading/books.ts'
import { isOpen, readResource } from '../../src/app/reading/reading.ts'
import { recordFacts, resourceNamed } from '../../src/core/catalogue/index.ts'
import type { ScanResource } from '../../src/ports/store/scan.ts'
import { backUp, connect, download, scan } from '../support/customer.ts'
import { type Bench, startInstallation } from '../support/installation.ts'
import { attachmentsIn } from '../support/read-zip.ts'
import { allFiles, attachedFiles, booksOf, hashes } from '../support/truth.ts'

const ALWAYS = 1_000_000
const HOUR_MS = 3_600_000
const contentType = 'application/json; charset=utf-8'
const good = { kind: 'status', status: 200, contentType } as const
const NO_LIST = { ...good, body: '{"Status":"OK"}' } as const

const rowOf = async (bench: Bench, scanId: string, resource: string) =>
  (await bench.installation.ports.store.scan.resources(scanId)).find(
    (one) => one.resource === resource,
  )

async function scanned(faults: readonly Fault[], world = 'tiny') {
  const bench = await startInstallation({ world })
  const customer = await connect(bench)
  for (const fault of faults) bench.xero.faults.add({ count: ALWAYS, ...fault })
  const began = bench.clock.now()
  const found = await scan(bench, customer)
  return { bench, customer, found, tookMs: bench.clock.now() - began }
}

for (const [what, fault] of [
  ['answers 500', { kind: 'status', status: 500 }],
  ['drops the connection', { kind: 'reset' }],
  ['answers with a page', { kind: 'html' }],
  ['answers with XML', { ...good, body: '<Response><Status>OK</Status></Response>' }],
  ['answers without its list', NO_LIST],
] as const) {
  test(`a list that ${what} for ever is an exception within the hour, and every file is kept`, async () => {
    const { bench, customer, found, tookMs } = await scanned([{ ...fault, match: '/Quotes\\?' }])
    await using _ = bench
    assert.equal(found.state, 'done')
    assert.deepEqual(
      found.exceptions.map((one) => one.title),
      ['Quotes'],
    )
    assert.match(found.exceptions[0]?.reason ?? '', /could not be read/)
    assert.ok(tookMs < HOUR_MS, `${tookMs} ms`)
    assert.ok((bench.xero.faults.list()[0]?.hits ?? 0) < 60)
    bench.xero.faults.clear()
    bench.xero.faults.add({ ...fault, match: '/Quotes\\?', count: ALWAYS })
    const backup = await backUp(bench, customer)
    assert.equal(backup.state, 'complete with exceptions')
    // The files of the quotes come through the library, where they are listed as well.
    const zip = await download(bench.app, customer, backup.id)
    assert.deepEqual(hashes(attachmentsIn(zip)), hashes(allFiles(booksOf(bench))))
  })
}

test('a list that fails for a while is waited for, and says why it waits', async () => {
  await using bench = await startInstallation()
  const customer = await connect(bench)
  bench.xero.faults.add({ kind: 'status', status: 500, match: '/Quotes\\?', count: 7 })
  const id = await bench.app.scan.start(customer.personId, customer.connectionId)
  const view = await bench.clock.until(async () => {
    const [one] = await bench.app.status.organisations(customer.personId)
    return one?.scan?.waitingFor ? one.scan : null
  })
  assert.match(view.waitingFor ?? '', /500/)
  const done = await scan(bench, customer)
  assert.equal(done.id, id)
  assert.deepEqual(done.exceptions, [])
})

for (const [what, fault] of [
  ['fails', { kind: 'status', status: 500 }],
  ['is no JSON', { ...good, body: '<Count/>' }],
] as const) {
  test(`a count of files that ${what} for ever makes the scan an estimate, and loses no file`, async () => {
    const { bench, customer, found } = await scanned([{ ...fault, match: '/Associations/Count' }])
    await using _ = bench
    assert.equal(found.state, 'done')
    assert.equal(found.exact, false)
    const { months, exact } = await bench.app.quote.preview(customer.personId, found.id, {
      ...{ types: ['bills', 'sales-invoices', 'quotes'], from: null, to: null },
    })
    assert.equal(exact, false)
    assert.ok(months.some((one) => !one.exact))
    bench.xero.faults.clear()
    const backup = await backUp(bench, customer)
    const zip = await download(bench.app, customer, backup.id)
    assert.deepEqual(hashes(attachmentsIn(zip)), hashes(allFiles(booksOf(bench))))
  })
}

test('a library that fails for ever is an exception, and records keep their files', async () => {
  const { bench, customer, found } = await scanned([
    { kind: 'status', status: 500, match: '/files.xro/1.0/(Files|Folders)' },
  ])
  await using _ = bench
  assert.ok(found.exceptions.some((one) => one.title === 'File library'))
  const backup = await backUp(bench, customer)
  const zip = await download(bench.app, customer, backup.id)
  assert.deepEqual(hashes(attachmentsIn(zip)), hashes(attachedFiles(booksOf(bench))))
})

test('a page that is too large for Xero comes in pieces', async () => {
  const match = '/Invoices\\?.*pageSize=1000'
  const { bench, found } = await scanned([{ kind: 'status', status: 504, match }], 'demo')
  await using _ = bench
  assert.deepEqual(found.exceptions, [])
  const row = await rowOf(bench, found.id, 'Invoices')
  assert.equal(row?.records, booksOf(bench).size('Invoices'))
  assert.equal(found.files, booksOf(bench).fileCount)
})

test('where one piece never comes, the other pieces are kept, and the list says so', async () => {
  const match = '/Invoices\\?.*(pageSize=1000|page=2&pageSize=100)$'
  const { bench, found } = await scanned([{ kind: 'status', status: 504, match }], 'demo')
  await using _ = bench
  const row = await rowOf(bench, found.id, 'Invoices')
  assert.equal(row?.records, booksOf(bench).size('Invoices') - 100)
  assert.match(found.exceptions[0]?.reason ?? '', /1 part of a page/)
  assert.equal(found.exceptions.length, 1)
})

test('what Xero leaves out of the organisation does not take its name away', async () => {
  const match = '/Organisation(\\?|$)'
  const body = '{"Organisations":[{"OrganisationID":"x","Name":" ","CountryCode":"GB"}]}'
  const { bench, customer } = await scanned([{ ...good, body, match }])
  await using _ = bench
  const [view] = await bench.app.status.organisations(customer.personId)
  assert.equal(view?.name, booksOf(bench).name)
})

/** Every record once, as the books have them. */
function idsIn(bench: Bench, list: string): readonly string[] {
  const books = booksOf(bench)
  const rows = Array.from({ length: books.size(list) }, (_, index) =>
    books.row(list, index, { detail: 'summary', unitdp: 2 }),
  )
  return rows.map((row) => recordFacts(resourceNamed(list), row).id).sort()
}

/** Scans the books of several pages, and does something when the first page of invoices was read. */
async function scanWhile(
  deed: (bench: Bench) => void,
  before: (bench: Bench) => void = () => {},
  { list = 'Invoices', largestPage = 100 } = {},
) {
  const bench = await startInstallation({ world: 'demo', xero: { largestPage } })
  before(bench)
  const customer = await connect(bench)
  const id = await bench.app.scan.start(customer.personId, customer.connectionId)
  await bench.clock.until(async () => {
    const row = await rowOf(bench, id, list)
    return row?.nextPage === 2
  })
  deed(bench)
  const found = await scan(bench, customer)
  const stored = await storedRecords(bench.installation.ports, found.id, list)
  const ids = stored.map((one) => recordFacts(resourceNamed(list), one).id).sort()
  return { bench, found, ids, row: await rowOf(bench, found.id, list) }
}

test('records that are edited between two pages push none out of the list', async () => {
  const { bench, found, row, ids } = await scanWhile(({ xero }) => {
    for (const index of [3, 5, 8]) xero.shifts.moveToEnd('Invoices', index)
  })
  await using _ = bench
  assert.deepEqual(ids, idsIn(bench, 'Invoices'))
  assert.equal(row?.records, booksOf(bench).size('Invoices'))
  assert.equal(found.files, booksOf(bench).fileCount)
  assert.deepEqual(found.exceptions, [])
})

test('records that are added between two pages are found', async () => {
  const { bench, row, ids } = await scanWhile(
    ({ xero }) => xero.shifts.showAll(),
    ({ xero }) => {
      const size = booksOf({ xero }).size('Invoices')
      for (let nth = 1; nth <= 4; nth += 1) xero.shifts.hide('Invoices', size - nth)
    },
  )
  await using _ = bench
  assert.deepEqual(ids, idsIn(bench, 'Invoices'))
  assert.equal(row?.records, ids.length)
})

test('quotes, which Xero does not count, are read until two readings agree', async () => {
  const { bench, found, row, ids } = await scanWhile(
    ({ xero }) => {
      for (const index of [0, 2, 3]) xero.shifts.moveToEnd('Quotes', index)
    },
    () => {},
    { list: 'Quotes', largestPage: 8 },
  )
  await using _ = bench
  assert.deepEqual(ids, idsIn(bench, 'Quotes'))
  assert.equal(row?.records, ids.length)
  assert.equal(row.state, 'done')
  assert.equal(found.files, booksOf(bench).fileCount)
})

/** Reads the quotes of a scan anew, slice by slice, each too short for a reading; gives the slices. */
async function readInSlices(bench: Bench, scanId: string, calls: number, deed: () => void) {
  const { ports } = bench.installation
  const before = await rowOf(bench, scanId, 'Quotes')
  const scan = await ports.store.scan.scan(scanId)
  const connection = await ports.store.connect.connection(scan?.connectionId ?? '')
  assert.ok(before && connection)
  const { rounds: _, sizeBefore: __, ...known } = before
  let row: ScanResource | undefined = { ...known, ...AT_THE_START }
  let slices = 0
  for (; slices < 40 && row && isOpen(row); slices += 1) {
    const reading = {
      ...{ ports, connection, resource: resourceNamed('Quotes'), budget: { calls } },
      calls: [{ path: ['Quotes'], query: {} }],
      course: { aside: new Map(), lastTry: false, gaveUp: false, done: 0 },
      signal: AbortSignal.timeout(60_000),
    }
    const ended: true[] = []
    const read = readResource(reading, row).then(() => ended.push(true))
    await bench.clock.until(() => ended.length > 0)
    await read
    row = await rowOf(bench, scanId, 'Quotes')
    if (row?.nextPage === 0) deed()
  }
  return { row, slices }
}

const AT_THE_START = { state: 'pending', nextPage: 1, records: 0 } as const

test('a list that is longer than a slice ends, and keeps no page of a reading before', async () => {
  await using bench = await startInstallation({ world: 'demo', xero: { largestPage: 2 } })
  const customer = await connect(bench)
  const found = await scan(bench, customer)
  const size = booksOf(bench).size('Quotes')
  const { row, slices } = await readInSlices(bench, found.id, 3, () => {
    for (const nth of [1, 2, 3, 4]) bench.xero.shifts.hide('Quotes', size - nth)
  })
  assert.equal(row?.state, 'done', `${slices} slices`)
  assert.equal(row.rounds, 2)
  const stored = await storedRecords(bench.installation.ports, found.id, 'Quotes')
  const ids = stored.map((one) => recordFacts(resourceNamed('Quotes'), one).id)
  assert.equal(ids.length, size - 4)
  assert.equal(new Set(ids).size, ids.length)
})

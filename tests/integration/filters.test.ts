import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { EVERYTHING, type Filter, parseFilter } from '../../src/core/filter.ts'
import { begin, type Customer, connect, download, ended, scan } from '../support/customer.ts'
import { type Bench, startInstallation } from '../support/installation.ts'
import { attachmentsIn, readZip } from '../support/read-zip.ts'
import { attachedFiles, booksOf, hashes, type TrueFile } from '../support/truth.ts'

let bench: Bench
let customer: Customer
let scanId: string
let truth: readonly TrueFile[]

before(async () => {
  bench = await startInstallation({ world: 'demo' })
  customer = await connect(bench)
  scanId = (await scan(bench, customer)).id
  truth = attachedFiles(booksOf(bench))
})

after(() => bench[Symbol.asyncDispose]())

/** Quotes the filter, backs up with it, and compares all three with the truth. */
async function backsUpExactly(filter: Filter, wanted: (file: TrueFile) => boolean): Promise<void> {
  const files = truth.filter(wanted)
  const quoted = await bench.app.quote.preview(customer.personId, scanId, filter)
  assert.equal(quoted.files, files.length)
  const backup = await ended(bench, customer, await begin(bench, customer, scanId, filter))
  assert.equal(backup.state, 'complete')
  assert.equal(backup.filesDone, files.length)
  const zip = await download(bench.app, customer, backup.id)
  assert.deepEqual(hashes(attachmentsIn(zip)), hashes(files))
}

const isBill = (file: TrueFile): boolean =>
  file.resource === 'Invoices' && file.recordType === 'ACCPAY'

test('one type takes the files of that type alone', async () => {
  assert.ok(truth.some(isBill) && !truth.every(isBill))
  await backsUpExactly({ ...EVERYTHING, types: ['bills'] }, isBill)
})

test('a range takes both of its days, and what has no date', async () => {
  const days = truth.map((file) => file.day).filter((day) => day !== null)
  days.sort()
  const from = days[Math.floor(days.length / 3)] ?? ''
  const to = days[Math.floor((days.length * 2) / 3)] ?? ''
  const inside = (file: TrueFile): boolean =>
    file.day === null || (file.day >= from && file.day <= to)
  assert.ok(truth.some((file) => file.day === from) && truth.some((file) => file.day === to))
  assert.ok(truth.some((file) => file.day === null) && !truth.every(inside))
  // Files of the library alone go by a date that no record tells.
  const types = EVERYTHING.types.filter((type) => type !== 'library')
  await backsUpExactly(parseFilter({ types, from, to }), inside)
})

test('type and range together', async () => {
  const days = truth.filter(isBill).map((file) => file.day ?? '')
  const from = days.sort()[Math.floor(days.length / 2)] ?? ''
  const filter = parseFilter({ types: ['bills', 'contacts'], from, to: '' })
  await backsUpExactly(
    filter,
    (file) => file.resource === 'Contacts' || (isBill(file) && (file.day ?? '') >= from),
  )
})

test('no types give the workbook alone, without a call to Xero', async () => {
  const before = bench.xero.calls.accepted
  const filter: Filter = { ...EVERYTHING, types: [] }
  const backup = await ended(bench, customer, await begin(bench, customer, scanId, filter))
  assert.equal(backup.state, 'complete')
  const zip = await download(bench.app, customer, backup.id)
  const paths = readZip(zip).map((file) => file.path)
  assert.ok(paths.includes('README.txt') && paths.includes('data/Accounting data.xlsx'))
  assert.deepEqual(attachmentsIn(zip), [])
  assert.equal(bench.xero.calls.accepted, before)
})

test('bytes that are held already are not fetched again', async () => {
  await backsUpExactly(
    { ...EVERYTHING, types: ['contacts'] },
    (file) => file.resource === 'Contacts',
  )
  const fetched = () =>
    Object.entries(bench.xero.calls.byPath)
      .filter(([path]) => path.endsWith('/{file}'))
      .reduce((sum, [, count]) => sum + count, 0)
  const before = fetched()
  await backsUpExactly(
    { ...EVERYTHING, types: ['contacts'] },
    (file) => file.resource === 'Contacts',
  )
  assert.equal(fetched(), before)
})

test('a range the wrong way round and an unknown type are refused', () => {
  const types = EVERYTHING.types
  assert.throws(() => parseFilter({ types, from: '2026-02-01', to: '2026-01-01' }), {
    kind: 'refuse',
    field: 'from',
  })
  assert.throws(() => parseFilter({ types: ['invoices; drop'], from: '', to: '' }), {
    kind: 'refuse',
    field: 'types',
  })
})

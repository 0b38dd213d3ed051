import assert from 'node:assert/strict'
import { test } from 'node:test'
import { recordFacts, rowsAt, valueAt } from './record.ts'
import { RESOURCES, resourceNamed } from './resources.ts'

const factsOf = (name: string, record: unknown) => recordFacts(resourceNamed(name), record)
const NOTHING = { id: '', day: null, number: '', contact: '', updatedAt: null }

test('the facts of an ordinary bill', () => {
  const facts = factsOf('Invoices', {
    InvoiceID: '22b3fab4-ef56-4d70-a110-a7cc3c1a26cd',
    InvoiceNumber: 'RPT-445',
    Reference: 'unused',
    Contact: { Name: 'Yarra Tram Works' },
    Date: '/Date(1782604800000+0000)/',
    HasAttachments: true,
    UpdatedDateUTC: '/Date(1789378205123+0000)/',
  })
  assert.deepEqual(facts, {
    id: '22b3fab4-ef56-4d70-a110-a7cc3c1a26cd',
    day: '2026-06-28',
    number: 'RPT-445',
    contact: 'Yarra Tram Works',
    hasFiles: true,
    updatedAt: 1_789_378_205_123,
  })
})

test('a bill without a number goes by its reference', () => {
  assert.equal(factsOf('Invoices', { InvoiceNumber: '', Reference: 'March' }).number, 'March')
  assert.equal(factsOf('Invoices', { InvoiceNumber: null, Reference: 12 }).number, '12')
  assert.equal(factsOf('Accounts', { Name: 'Savings' }).number, 'Savings')
  assert.equal(factsOf('Receipts', { ReceiptNumber: 0 }).number, '0')
})

test('the other ways in which Xero tells a date', () => {
  assert.equal(factsOf('Quotes', { Date: '/Date(1571875200000)/' }).day, '2019-10-24')
  assert.equal(factsOf('Invoices', { DateString: '2026-06-28T00:00:00' }).day, '2026-06-28')
  assert.equal(factsOf('Invoices', { Date: 'soon' }).day, null)
  const template = { Schedule: { StartDate: '/Date(1555286400000+0000)/' } }
  assert.equal(factsOf('RepeatingInvoices', template).day, '2019-04-15')
  const updated = factsOf('Invoices', { UpdatedDateUTCString: '2026-09-14T09:30:05Z' })
  assert.equal(updated.updatedAt, Date.UTC(2026, 8, 14, 9, 30, 5))
  assert.equal(factsOf('Contacts', { Date: '/Date(1571875200000)/' }).day, null)
})

test('whether there are files: told, denied, or only to be had by asking', () => {
  const told = (name: string, record: unknown) => factsOf(name, record).hasFiles
  assert.equal(told('Invoices', { HasAttachments: false }), false)
  assert.equal(told('Invoices', { HasAttachments: 'true' }), true)
  assert.equal(told('Invoices', {}), null)
  assert.equal(told('Invoices', { HasAttachments: null }), null)
  assert.equal(told('Invoices', { HasAttachments: false, Attachments: [{}] }), true)
  assert.equal(told('Quotes', { HasAttachments: false }), null)
  assert.equal(told('Payments', { HasAttachments: true }), false)
})

test('no record is too odd to have facts', () => {
  const oddities = [
    undefined,
    null,
    'text',
    [],
    {},
    { Contact: null, Schedule: 7, Date: 7, HasAttachments: 7, UpdatedDateUTC: {} },
    { Contact: { Name: ['x'] }, Date: '/Date(99999999999999999999)/', Reference: {} },
  ]
  for (const resource of RESOURCES)
    for (const record of oddities) {
      const hasFiles = resource.files ? null : false
      assert.deepEqual(recordFacts(resource, record), { ...NOTHING, hasFiles }, resource.name)
    }
  assert.equal(factsOf('Invoices', { InvoiceID: 42 }).id, '42')
})

test('a path leads through names and places, and nowhere without an error', () => {
  const line = { Tracking: [{ Name: 'Region', Option: 'North' }], Item: null, UnitAmount: 0 }
  assert.equal(valueAt(line, 'Tracking.0.Option'), 'North')
  assert.equal(valueAt(line, 'Tracking.1.Option'), undefined)
  assert.equal(valueAt(line, 'Item.Name'), undefined)
  assert.equal(valueAt(line, 'UnitAmount'), 0)
  assert.equal(valueAt(line, 'toString'), undefined)
  assert.equal(valueAt('text', 'length'), undefined)
})

test('the rows of a list, also of a list in a list', () => {
  const budget = {
    BudgetLines: [
      { AccountCode: '200', BudgetBalances: [{ Period: '2027-08' }, { Period: '2027-09' }] },
      { AccountCode: '420', BudgetBalances: [] },
      { AccountCode: '430' },
      null,
    ],
  }
  const rows = rowsAt(budget, { path: 'BudgetLines.BudgetBalances' })
  assert.deepEqual(
    rows.map((row) => [valueAt(row, 'AccountCode'), valueAt(row, 'Period')]),
    [
      ['200', '2027-08'],
      ['200', '2027-09'],
    ],
  )
  assert.deepEqual(rowsAt({ LineItems: [{ Quantity: 1 }, 7] }, { path: 'LineItems' }), [
    { Quantity: 1 },
  ])
  assert.deepEqual(rowsAt(null, { path: 'LineItems' }), [])
  assert.deepEqual(rowsAt({ LineItems: {} }, { path: 'LineItems' }), [])
})

test('every path of lines through lists and single records gives its rows', () => {
  const dotted = RESOURCES.flatMap(({ lines }) => lines).filter(({ path }) => path.includes('.'))
  assert.ok(dotted.length >= 2)
  for (const lines of dotted) {
    const [outer = '', ...inner] = lines.path.split('.')
    const rows = inner.reduceRight<unknown>((row, name) => ({ [name]: [row] }), { Found: 'yes' })
    for (const value of [rows, [rows]]) {
      const [found, ...more] = rowsAt({ [outer]: value }, lines)
      assert.equal(valueAt(found, 'Found'), 'yes', lines.title)
      assert.deepEqual(more, [])
    }
  }
})

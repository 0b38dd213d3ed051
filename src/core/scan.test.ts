import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resourceNamed } from './catalogue/index.ts'
import { documentsOf, nextPage, pieceQuery, readCounts, readListPage, withoutId } from './scan.ts'

const read = (name: string, answer: unknown) =>
  readListPage(resourceNamed(name), new TextEncoder().encode(JSON.stringify(answer)))

test('an answer without its list is told apart from an empty one', () => {
  assert.equal(read('Invoices', { Invoices: [] }).listed, true)
  assert.equal(read('Invoices', []).listed, true)
  assert.equal(read('Invoices', { Invoices: null, pagination: { itemCount: 0 } }).listed, true)
  for (const odd of [{}, null, 7, { Invoices: 'none' }, { invoices: [] }]) {
    assert.equal(read('Invoices', odd).listed, false, JSON.stringify(odd))
  }
  assert.equal(read('Invoices', { Invoices: null, pagination: { itemCount: 9 } }).listed, false)
  assert.equal(read('PayrollSettings', { settings: { accounts: [] } }).listed, true)
  assert.equal(read('AssetSettings', { assetNumberPrefix: 'FA-' }).listed, true)
})

test('the last page is the one that Xero counts, or the one that is short or empty', () => {
  const page = (records: number, pageCount: number | null) => ({
    ...{ records: Array.from({ length: records }, () => ({})), itemCount: null },
    ...{ pageCount, listed: true },
  })
  const next = (name: string, at: number, found: ReturnType<typeof page>) =>
    nextPage(resourceNamed(name), at, found)
  assert.equal(next('Invoices', 1, page(100, 3)), 2)
  assert.equal(next('Invoices', 3, page(100, 3)), null)
  assert.equal(next('Quotes', 1, page(3, null)), 2)
  assert.equal(next('Quotes', 2, page(0, null)), null)
  assert.equal(next('PayrollEmployees', 1, page(100, 1)), null)
  assert.equal(next('PayrollAuEmployees', 1, page(100, null)), 2)
  assert.equal(next('PayrollAuEmployees', 2, page(7, null)), null)
  assert.equal(next('Accounts', 1, page(7, null)), null)
})

test('pieces cover exactly their page', () => {
  const invoices = resourceNamed('Invoices')
  assert.deepEqual(
    [0, 9].map((piece) => pieceQuery(invoices, 3, piece)['page']),
    ['21', '30'],
  )
  assert.equal(pieceQuery(invoices, 3, 0)['pageSize'], '100')
})

test('records that have no id, and may have files, are counted', () => {
  const found = read('Invoices', {
    Invoices: [null, {}, { HasAttachments: false }, { InvoiceID: 'a' }, { HasAttachments: 'true' }],
  })
  assert.equal(withoutId(resourceNamed('Invoices'), found), 2)
  assert.equal(withoutId(resourceNamed('Payments'), read('Payments', { Payments: [{}] })), 0)
})

test('lengths that a list tells of its records’ files are added up, where it tells all', () => {
  const receipt = (...lengths: readonly unknown[]) => ({
    ReceiptID: 'r',
    Attachments: lengths.map((ContentLength) => ({ ContentLength })),
  })
  const bytesOf = (one: unknown) =>
    documentsOf(resourceNamed('Receipts'), read('Receipts', { Receipts: [one] }))[0]?.bytes
  assert.equal(bytesOf(receipt(10, '20')), 30)
  assert.equal(bytesOf(receipt(10, null)), undefined)
  assert.equal(bytesOf(receipt()), undefined)
})

test('counts may come as texts; what is no count is not known', () => {
  const answer = '\ufeff{"A1":"2","b2":0,"c3":null,"d4":-1,"e5":"x","f6":1.5}'
  const counts = readCounts(new TextEncoder().encode(answer))
  assert.deepEqual(
    [...counts],
    [
      ['a1', 2],
      ['b2', 0],
    ],
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endsOf, foldersIn, hangsOnRecord, libraryDocuments, listsRead } from './scan-library.ts'

const file = (id: string, change: object = {}) => ({
  Id: id,
  Name: `${id}.pdf`,
  FolderId: 'one',
  CreatedDateUtc: '2026-02-10T16:02:54.9930000',
  ...change,
})

const ALL = listsRead(
  ['Invoices', 'PurchaseOrders', 'Quotes', 'BankTransfers', 'Contacts'].map((resource) => ({
    resource,
    state: 'done',
  })),
)

test('what hangs on a record that lists its own files is no library file; an item has no such list', () => {
  const hangs = (...links: readonly object[]) => hangsOnRecord(links, ALL)
  assert.equal(hangs({ ObjectGroup: 'Invoice', ObjectType: 'AccPay' }), true)
  assert.equal(hangs({ ObjectGroup: '', ObjectType: 'PurchaseOrder' }), true)
  for (const ObjectGroup of ['Item', 'Payment']) assert.equal(hangs({ ObjectGroup }), false)
  for (const ObjectType of ['FixedAsset', 'Employee', 'PayRun']) {
    assert.equal(hangs({ ObjectType }), false)
  }
  assert.equal(hangs({ ObjectGroup: 'Item' }, { ObjectGroup: 'Quote' }), true)
  assert.equal(hangs(), false)
})

test('what hangs on a record of a list that was not read is kept with the library', () => {
  const rows = [
    { resource: 'Invoices', state: 'exception' },
    { resource: 'BankTransactions', state: 'done' },
  ]
  const hangs = (link: object) => hangsOnRecord([link], listsRead(rows))
  assert.equal(hangs({ ObjectGroup: 'Invoice', ObjectType: 'AccPay' }), false)
  assert.equal(hangs({ ObjectGroup: 'Receipt', ObjectType: 'Receipt' }), false)
  assert.equal(hangs({ ObjectGroup: 'BankTransaction', ObjectType: 'CashPaid' }), true)
  assert.equal(hangs({ ObjectGroup: 'BankTransaction', ObjectType: 'Transfer' }), false)
})

test('the ends of a folder are its first file and its last, each once', () => {
  const files = Array.from({ length: 90 }, (_, nth) => file(String(nth)))
  assert.deepEqual(endsOf(files, files.slice(0, 7)), ['0', '6'])
  assert.deepEqual(endsOf(files, []), ['0', '89'])
  assert.deepEqual(endsOf(files.slice(0, 1), []), ['0'])
  assert.deepEqual(endsOf([], []), [])
})

test('a library file has its folder, its name and the day it came, and stands once', () => {
  const folders = foldersIn([
    { Id: 'one', Name: 'Contracts', FileCount: 2 },
    { Name: 'no id' },
    null,
  ])
  assert.deepEqual(folders, [{ id: 'one', name: 'Contracts', files: 2 }])
  const found = libraryDocuments([file('a'), file('a'), file('b', { FolderId: null }), {}], folders)
  assert.deepEqual(
    found.map(({ id, contact, number, day, type }) => [id, contact, number, day, type]),
    [
      ['a', 'Contracts', 'a.pdf', '2026-02-10', 'library'],
      ['b', '', 'b.pdf', '2026-02-10', 'library'],
    ],
  )
})

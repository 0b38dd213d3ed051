import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foldersIn, hangsOnRecord, libraryDocuments, samplesOf } from './scan-library.ts'

const file = (id: string, change: object = {}) => ({
  Id: id,
  Name: `${id}.pdf`,
  FolderId: 'one',
  CreatedDateUtc: '2026-02-10T16:02:54.9930000',
  ...change,
})

test('what hangs on a record that lists its own files is no library file; an item has no such list', () => {
  assert.equal(hangsOnRecord([{ ObjectGroup: 'Invoice', ObjectType: 'AccPay' }]), true)
  assert.equal(hangsOnRecord([{ ObjectGroup: '', ObjectType: 'PurchaseOrder' }]), true)
  for (const ObjectGroup of ['Item', 'Payment'])
    assert.equal(hangsOnRecord([{ ObjectGroup }]), false)
  for (const ObjectType of ['FixedAsset', 'Employee', 'PayRun']) {
    assert.equal(hangsOnRecord([{ ObjectType }]), false)
  }
  assert.equal(hangsOnRecord([{ ObjectGroup: 'Item' }, { ObjectGroup: 'Quote' }]), true)
  assert.equal(hangsOnRecord([]), false)
})

test('samples are spread over what was listed', () => {
  const files = Array.from({ length: 90 }, (_, nth) => file(String(nth)))
  assert.deepEqual(samplesOf(files), ['0', '30', '60'])
  assert.deepEqual(samplesOf(files.slice(0, 2)), ['0', '1'])
  assert.deepEqual(samplesOf([]), [])
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

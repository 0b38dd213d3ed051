import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FILE_TYPES, fileTypeOf, fileTypeTitle, isFileTypeKey } from './file-types.ts'
import { RESOURCES, resourceNamed } from './resources.ts'

const typeOf = (name: string, record: unknown) => fileTypeOf(resourceNamed(name), record)

test('all fifteen types, each once, in the order people see', () => {
  assert.deepEqual(
    FILE_TYPES.map((one) => one.key),
    [
      'sales-invoices',
      'bills',
      'sales-credit-notes',
      'bill-credit-notes',
      'spend-money',
      'receive-money',
      'bank-transfers',
      'manual-journals',
      'purchase-orders',
      'quotes',
      'repeating-invoices',
      'receipts',
      'contacts',
      'accounts',
      'library',
    ],
  )
})

test('keys are told from other texts, and have titles', () => {
  assert.ok(FILE_TYPES.every((one) => isFileTypeKey(one.key)))
  for (const text of ['', 'Bills', 'bill', 'toString', '__proto__'])
    assert.equal(isFileTypeKey(text), false, text)
  assert.equal(fileTypeTitle('bill-credit-notes'), 'Bill credit notes')
})

test('the Type of a record picks its file type', () => {
  assert.equal(typeOf('Invoices', { Type: 'ACCREC' }), 'sales-invoices')
  assert.equal(typeOf('Invoices', { Type: 'ACCPAY' }), 'bills')
  assert.equal(typeOf('Invoices', { Type: 'APPREPAYMENT' }), 'bills')
  assert.equal(typeOf('Invoices', { Type: 'AROVERPAYMENT' }), 'sales-invoices')
  assert.equal(typeOf('CreditNotes', { Type: 'ACCRECCREDIT' }), 'sales-credit-notes')
  assert.equal(typeOf('CreditNotes', { Type: 'ACCPAYCREDIT' }), 'bill-credit-notes')
  assert.equal(typeOf('BankTransactions', { Type: 'SPEND' }), 'spend-money')
  assert.equal(typeOf('BankTransactions', { Type: 'SPEND-PREPAYMENT' }), 'spend-money')
  assert.equal(typeOf('BankTransactions', { Type: 'RECEIVE-OVERPAYMENT' }), 'receive-money')
  assert.equal(typeOf('BankTransactions', { Type: ' receive ' }), 'receive-money')
  assert.equal(typeOf('Quotes', {}), 'quotes')
})

test('a record of a resource with files always lands in one of its types', () => {
  const oddities = [undefined, null, [], 'text', 7, {}, { Type: null }, { Type: 5 }, { Type: 'X' }]
  for (const resource of RESOURCES) {
    const keys: readonly unknown[] = resource.files?.types.map((one) => one.key) ?? [null]
    for (const record of oddities) assert.ok(keys.includes(fileTypeOf(resource, record)))
  }
})

test('an unknown Type goes under the type without a condition before the first one', () => {
  const invoices = resourceNamed('Invoices')
  assert.equal(typeOf('Invoices', { Type: 'SOMETHING-NEW' }), 'sales-invoices')
  assert.ok(invoices.files)
  const types = [...invoices.files.types, { key: 'receipts', title: 'Receipts' } as const]
  const widened = { ...invoices, files: { ...invoices.files, types } }
  assert.equal(fileTypeOf(widened, { Type: 'SOMETHING-NEW' }), 'receipts')
  assert.equal(fileTypeOf(widened, { Type: 'ACCPAY' }), 'bills')
})

test('money paid ahead goes with the other money spent and received', () => {
  assert.equal(typeOf('Prepayments', { Type: 'SPEND-PREPAYMENT' }), 'spend-money')
  assert.equal(typeOf('Overpayments', { Type: 'RECEIVE-OVERPAYMENT' }), 'receive-money')
})

test('what has no files of its own has no type', () => {
  for (const name of ['Payments', 'BatchPayments', 'Items'])
    assert.equal(typeOf(name, { Type: 'ACCREC', HasAttachments: true }), null)
})

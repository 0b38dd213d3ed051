import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RESOURCES } from './catalogue/index.ts'
import { listsAgain, NOT_PERMITTED } from './scan-again.ts'

/** All lists of a scan, read but for these. */
const rows = (failed: Readonly<Record<string, string>>) =>
  RESOURCES.map(({ name }) => ({
    resource: name,
    state: name in failed ? 'exception' : 'done',
    reason: failed[name] ?? null,
  }))

const again = (failed: Readonly<Record<string, string>>, permitted = false) =>
  listsAgain(rows(failed), () => permitted).toSorted()

test('only what fell short is read again', () => {
  assert.deepEqual(again({}), [])
  assert.deepEqual(again({ Quotes: 'Xero answered 500.' }), ['Quotes'])
})

test('what follows from a list is read again with it', () => {
  assert.deepEqual(again({ Budgets: '500' }), ['BudgetLines', 'Budgets'])
  assert.deepEqual(again({ BudgetLines: '1 of its parts' }), ['BudgetLines'])
  assert.deepEqual(again({ Folders: '500' }), ['FileLinks', 'Files', 'Folders'])
  const withContacts = again({ Contacts: '500' })
  assert.ok(withContacts.includes('AgedReceivablesByContact'), withContacts.join())
  const all = again({ Organisation: '500' })
  assert.ok(all.includes('TrialBalance') && all.includes('CISSettings'), all.join())
  assert.ok(!all.includes('Invoices'))
})

test('what is not permitted is left alone until it is', () => {
  const failed = { Budgets: `${NOT_PERMITTED}Xero did not grant it.`, Quotes: '500' }
  assert.deepEqual(again(failed), ['Quotes'])
  assert.deepEqual(again(failed, true), ['BudgetLines', 'Budgets', 'Quotes'])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resourceNamed } from './index.ts'
import { isGranted, isWanted, refusalOf } from './permission.ts'

const BUDGETS = resourceNamed('Budgets')
const ASSETS = resourceNamed('Assets')

test('the scope, its older broad sibling and the one that may also write all open a list', () => {
  const invoices = resourceNamed('Invoices')
  for (const scope of [
    'accounting.invoices.read',
    'accounting.transactions',
    'accounting.invoices',
  ]) {
    assert.equal(isGranted(invoices, [scope]), true, scope)
  }
  assert.equal(isGranted(invoices, ['accounting.payments.read']), false)
})

test('what is not permitted says whose turn it is: who connects, or the operator', () => {
  const scope = 'accounting.budgets.read'
  assert.equal(refusalOf(BUDGETS, [scope], []), null)
  assert.match(refusalOf(BUDGETS, [], [scope]) ?? '', /Connect the organisation again/)
  assert.match(refusalOf(BUDGETS, [], []) ?? '', /XERO_SCOPES/)
})

test('what few use is left out in silence until somebody asks for it', () => {
  assert.equal(isWanted(BUDGETS, [], [], ''), true)
  assert.equal(isWanted(ASSETS, [], [], ''), false)
  assert.equal(isWanted(ASSETS, [], ['assets.read'], ''), true)
  assert.match(refusalOf(ASSETS, [], ['assets.read']) ?? '', /did not grant/)
})

test('a list of one country is not asked for in another, and on request only is not asked for', () => {
  const cis = resourceNamed('CISSettings')
  assert.deepEqual(
    ['GB', 'NZ', ''].map((country) => isWanted(cis, [], [], country)),
    [true, false, true],
  )
  assert.equal(isWanted(resourceNamed('History'), [], [], 'GB'), false)
})

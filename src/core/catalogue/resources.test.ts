import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LedgerkeepError } from '../errors.ts'
import { date, text, yesNo } from './columns.ts'
import { DEFAULT_SCOPES, RESOURCES, resourceNamed } from './resources.ts'

const SHEETS = RESOURCES.flatMap((one) => [one, ...one.lines])

function repeated(texts: readonly string[]): readonly string[] {
  return texts.filter((one, index) => texts.indexOf(one) !== index)
}

test('every resource has a name, a path and a list of its own', () => {
  assert.deepEqual(repeated(RESOURCES.map((one) => one.name)), [])
  assert.deepEqual(repeated(RESOURCES.map((one) => one.path)), [])
  assert.deepEqual(repeated(RESOURCES.map((one) => one.list)), [])
})

test('the sheets stand in the order of the workbook', () => {
  const order = RESOURCES.map((one) => one.name).join(' ')
  assert.equal(
    order,
    'Organisation Accounts Contacts ContactGroups Invoices CreditNotes BankTransactions ' +
      'BankTransfers Payments BatchPayments Prepayments Overpayments ManualJournals ' +
      'PurchaseOrders Quotes RepeatingInvoices Items TaxRates TrackingCategories Currencies ' +
      'BrandingThemes Budgets LinkedTransactions Users Journals Receipts ExpenseClaims',
  )
})

test('every sheet title fits Excel: short, unique without regard to case, no forbidden sign', () => {
  const titles = SHEETS.map((one) => one.title)
  assert.deepEqual(repeated(titles.map((one) => one.toLowerCase())), [])
  for (const title of titles) {
    assert.ok(title.length > 0 && title.length <= 31, title)
    assert.doesNotMatch(title, /[[\]:*?/\\]|^'|'$/)
  }
})

test('no sheet has two columns of one title or of one path', () => {
  for (const { title, columns } of SHEETS) {
    assert.deepEqual(repeated(columns.map((one) => one.title.toLowerCase())), [], title)
    assert.deepEqual(repeated(columns.map((one) => one.path)), [], title)
    assert.ok(columns.length > 0, title)
  }
})

test('every record can be found by its id in its sheet', () => {
  for (const { name, id, columns } of RESOURCES)
    assert.ok(
      columns.some((one) => one.path === id),
      name,
    )
})

test('column titles read as English', () => {
  assert.equal(date('DueDate').title, 'Due date')
  assert.equal(text('AddressLine1').title, 'Address line 1')
  assert.equal(text('Account.AccountID').title, 'Account account ID')
  assert.equal(text('COGSAccountCode').title, 'COGS account code')
  assert.equal(yesNo('IncludePDF').title, 'Include PDF')
})

test('exact unit prices and what Xero hides by default are asked for', () => {
  const asking = (key: string) => RESOURCES.filter((one) => key in one.query).map((one) => one.name)
  assert.deepEqual(asking('unitdp'), [
    'Invoices',
    'CreditNotes',
    'BankTransactions',
    'Prepayments',
    'Overpayments',
    'Items',
    'Receipts',
  ])
  assert.deepEqual(asking('includeArchived'), ['Contacts', 'Invoices', 'TrackingCategories'])
  assert.deepEqual(asking('includeDeleted'), ['BankTransfers'])
})

test('the default scopes are the least, read-only, and leave out what a new app is refused', () => {
  assert.deepEqual(DEFAULT_SCOPES, [
    'openid',
    'profile',
    'email',
    'offline_access',
    'accounting.attachments.read',
    'accounting.banktransactions.read',
    'accounting.budgets.read',
    'accounting.contacts.read',
    'accounting.invoices.read',
    'accounting.manualjournals.read',
    'accounting.payments.read',
    'accounting.settings.read',
    'files.read',
  ])
  const special = RESOURCES.filter((one) => one.onlyWhenGranted)
  assert.deepEqual(
    special.map((one) => one.name),
    ['Journals', 'Receipts', 'ExpenseClaims'],
  )
})

test('a resource is found by its name, and an unknown name is a bug', () => {
  assert.equal(resourceNamed('BankTransactions').title, 'Bank transactions')
  assert.throws(
    () => resourceNamed('bankTransactions'),
    (error) => error instanceof LedgerkeepError && error.kind === 'bug',
  )
})

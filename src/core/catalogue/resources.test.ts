import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LedgerkeepError } from '../errors.ts'
import { date, text, yesNo } from './columns.ts'
import { DEFAULT_SCOPES, RESOURCES, resourceNamed } from './resources.ts'

const SHEETS = RESOURCES.flatMap((one) => [one, ...one.lines])

function repeated(texts: readonly string[]): readonly string[] {
  return texts.filter((one, index) => texts.indexOf(one) !== index)
}

test('every resource has a name and a path of its own', () => {
  assert.deepEqual(repeated(RESOURCES.map((one) => one.name)), [])
  assert.deepEqual(repeated(RESOURCES.map((one) => `${one.api} ${one.path}`)), [])
})

test('what follows from another list follows from one that there is, and says where its id goes', () => {
  for (const { name, path, query, follows } of RESOURCES) {
    if (follows?.by === 'library' || follows?.by === 'request') continue
    const asks = `${path} ${Object.values(query)}`.includes('{id}')
    assert.equal(asks, follows?.by === 'records' || follows?.by === 'balances', name)
    if (follows?.by !== 'records') continue
    assert.equal(resourceNamed(follows.of).follows?.by, undefined, name)
  }
})

test('the sheets stand in the order of the workbook', () => {
  const names = RESOURCES.map((one) => one.name)
  const order = names.filter((name) => !name.startsWith('Payroll')).join(' ')
  assert.equal(names.indexOf('PayrollAuEmployees'), names.indexOf('ProjectUsers') + 1)
  assert.equal(
    order,
    'Organisation Accounts Contacts ContactGroups GroupMembers Invoices CreditNotes BankTransactions ' +
      'BankTransfers Payments BatchPayments Prepayments Overpayments ManualJournals ' +
      'PurchaseOrders Quotes RepeatingInvoices Items TaxRates TrackingCategories Currencies ' +
      'BrandingThemes Budgets BudgetLines LinkedTransactions Users InvoiceReminders CISSettings ' +
      'Journals Receipts ExpenseClaims Assets AssetTypes AssetSettings Projects ProjectTasks ' +
      'ProjectTime ProjectUsers ' +
      'TrialBalance BalanceSheet ProfitAndLoss BankSummary ' +
      'ExecutiveSummary BudgetSummary AgedReceivablesByContact AgedPayablesByContact ' +
      'PublishedReports TaxReports Folders Files FileLinks History',
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
    'accounting.reports.aged.read',
    'accounting.reports.balancesheet.read',
    'accounting.reports.banksummary.read',
    'accounting.reports.budgetsummary.read',
    'accounting.reports.executivesummary.read',
    'accounting.reports.profitandloss.read',
    'accounting.reports.taxreports.read',
    'accounting.reports.trialbalance.read',
    'accounting.settings.read',
    'files.read',
  ])
  const special = RESOURCES.filter(
    (one) => one.onlyWhenGranted && !one.scope.startsWith('payroll.'),
  )
  assert.deepEqual(
    special.map((one) => one.name),
    [
      ...['Journals', 'Receipts', 'ExpenseClaims', 'Assets', 'AssetTypes', 'AssetSettings'],
      ...['Projects', 'ProjectTasks', 'ProjectTime', 'ProjectUsers'],
    ],
  )
})

test('a resource is found by its name, and an unknown name is a bug', () => {
  assert.equal(resourceNamed('BankTransactions').title, 'Bank transactions')
  assert.throws(
    () => resourceNamed('bankTransactions'),
    (error) => error instanceof LedgerkeepError && error.kind === 'bug',
  )
})

import { instant, text, yesNo } from './columns.ts'
import type { Resource } from './resource.ts'
import { SETTINGS_ACCESS } from './scopes.ts'

export const ACCOUNTS: Resource = {
  name: 'Accounts',
  title: 'Accounts',
  path: 'Accounts',
  list: 'Accounts',
  id: 'AccountID',
  paging: 'none',
  query: {},
  ...SETTINGS_ACCESS,
  columns: [
    text('Code'),
    text('Name'),
    text('Type'),
    text('Class'),
    text('Status'),
    text('Description'),
    text('TaxType'),
    text('CurrencyCode', 'Currency'),
    text('BankAccountNumber'),
    text('BankAccountType'),
    text('SystemAccount'),
    text('ReportingCode'),
    text('ReportingCodeName'),
    yesNo('EnablePaymentsToAccount', 'Payments allowed'),
    yesNo('ShowInExpenseClaims'),
    yesNo('AddToWatchlist', 'On watchlist'),
    yesNo('HasAttachments'),
    instant('UpdatedDateUTC'),
    text('AccountID'),
  ],
  lines: [],
  files: {
    endpoint: 'Accounts',
    flag: true,
    types: [{ key: 'accounts', title: 'Accounts' }],
    // Bank accounts often have no code.
    number: 'Code',
    otherNumber: 'Name',
  },
}

import { amount, decimal, lines, text, yesNo } from './columns.ts'
import type { Resource } from './resource.ts'
import { BUDGETS_ACCESS, CONTACTS_ACCESS, SETTINGS_ACCESS } from './scopes.ts'

// What lists leave out and only a call for each record tells. Each stands for few calls.

/** Amounts of a budget come with the budget itself, for at most 24 months a call. */
export const BUDGET_LINES: Resource = {
  name: 'BudgetLines',
  title: 'Budgets with lines',
  path: 'Budgets/{id}',
  list: 'Budgets',
  id: 'BudgetID',
  paging: 'none',
  query: { DateFrom: '{from}', DateTo: '{to}' },
  ...BUDGETS_ACCESS,
  follows: { by: 'records', of: 'Budgets', inYears: true },
  linesOnly: true,
  columns: [text('Description'), text('BudgetID')],
  lines: [
    lines('Budget lines', 'BudgetLines.BudgetBalances', [
      text('AccountCode'),
      // A month such as 2027-08, so no date.
      text('Period'),
      amount('Amount'),
      decimal('UnitAmount'),
      text('Notes'),
      text('AccountID'),
    ]),
  ],
}

/** Who belongs to a group is told only for a single group. */
export const GROUP_MEMBERS: Resource = {
  name: 'GroupMembers',
  title: 'Contact groups with members',
  path: 'ContactGroups/{id}',
  list: 'ContactGroups',
  id: 'ContactGroupID',
  paging: 'none',
  query: {},
  ...CONTACTS_ACCESS,
  follows: { by: 'records', of: 'ContactGroups' },
  linesOnly: true,
  columns: [text('Name'), text('ContactGroupID')],
  lines: [lines('Members of contact groups', 'Contacts', [text('Name'), text('ContactID')])],
}

export const INVOICE_REMINDERS: Resource = {
  name: 'InvoiceReminders',
  title: 'Invoice reminders',
  path: 'InvoiceReminders/Settings',
  list: 'InvoiceReminders',
  id: 'Enabled',
  paging: 'none',
  query: {},
  ...SETTINGS_ACCESS,
  columns: [yesNo('Enabled')],
  lines: [],
}

/** The construction industry scheme exists in the United Kingdom alone. */
export const CIS_SETTINGS: Resource = {
  name: 'CISSettings',
  title: 'CIS settings',
  path: 'Organisation/{id}/CISSettings',
  list: 'CISSettings',
  id: 'Rate',
  paging: 'none',
  query: {},
  ...SETTINGS_ACCESS,
  follows: { by: 'records', of: 'Organisation' },
  countries: ['GB'],
  columns: [
    yesNo('CISContractorEnabled', 'Contractor'),
    yesNo('CISSubContractorEnabled', 'Subcontractor'),
    decimal('Rate', 'Rate %'),
  ],
  lines: [],
}

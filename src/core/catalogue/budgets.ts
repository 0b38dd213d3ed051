import { amount, decimal, instant, lines, text } from './columns.ts'
import { tracking } from './line-items.ts'
import type { Resource } from './resource.ts'
import { BUDGETS_ACCESS } from './scopes.ts'

/**
 * The list tells which budgets there are; their amounts come only with `Budgets/{id}`, for at most
 * 24 months a call. The sheet of lines fills when a stored page holds them.
 */
export const BUDGETS: Resource = {
  name: 'Budgets',
  title: 'Budgets',
  path: 'Budgets',
  list: 'Budgets',
  id: 'BudgetID',
  paging: 'none',
  query: {},
  ...BUDGETS_ACCESS,
  columns: [
    text('Description'),
    text('Type'),
    text('Status'),
    ...tracking('Tracking'),
    instant('UpdatedDateUTC'),
    text('BudgetID'),
  ],
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

import { instant, text } from './columns.ts'
import { tracking } from './line-items.ts'
import type { Resource } from './resource.ts'
import { BUDGETS_ACCESS } from './scopes.ts'

/** Which budgets there are; their amounts come only with each of them. */
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
  lines: [],
}

import { amount, decimal, instant, text } from './columns.ts'
import type { Column, Resource } from './resource.ts'
import { PROJECTS_ACCESS } from './scopes.ts'

const sum = (name: string): Column => amount(`${name}.value`, spelt(name))
const spelt = (name: string): string => amount(name).title

const PROJECTS: Resource = {
  api: 'projects',
  name: 'Projects',
  title: 'Projects',
  path: 'Projects',
  list: 'items',
  id: 'projectId',
  paging: 'pages',
  query: {},
  ...PROJECTS_ACCESS,
  columns: [
    text('name'),
    text('status'),
    text('currencyCode', 'Currency'),
    instant('deadlineUtc', 'Deadline'),
    sum('estimate'),
    sum('totalTaskAmount'),
    sum('totalExpenseAmount'),
    sum('taskAmountToBeInvoiced'),
    sum('taskAmountInvoiced'),
    sum('expenseAmountToBeInvoiced'),
    sum('expenseAmountInvoiced'),
    sum('projectAmountInvoiced'),
    sum('deposit'),
    sum('depositApplied'),
    sum('creditNoteAmount'),
    sum('totalInvoiced'),
    sum('totalToBeInvoiced'),
    decimal('minutesLogged'),
    decimal('minutesToBeInvoiced'),
    text('contactId', 'Contact ID'),
    text('projectId', 'Project ID'),
  ],
  lines: [],
}

const TASKS: Resource = {
  api: 'projects',
  name: 'ProjectTasks',
  title: 'Project tasks',
  path: 'Projects/{id}/Tasks',
  list: 'items',
  id: 'taskId',
  paging: 'pages',
  query: {},
  ...PROJECTS_ACCESS,
  follows: { by: 'records', of: 'Projects' },
  columns: [
    text('name'),
    text('status'),
    text('chargeType'),
    amount('rate.value', 'Rate'),
    decimal('estimateMinutes'),
    decimal('totalMinutes'),
    amount('totalAmount.value', 'Total amount'),
    decimal('minutesInvoiced'),
    decimal('minutesToBeInvoiced'),
    decimal('fixedMinutes'),
    decimal('nonChargeableMinutes'),
    amount('amountToBeInvoiced.value', 'Amount to be invoiced'),
    amount('amountInvoiced.value', 'Amount invoiced'),
    text('projectId', 'Project ID'),
    text('taskId', 'Task ID'),
  ],
  lines: [],
}

const TIME: Resource = {
  api: 'projects',
  name: 'ProjectTime',
  title: 'Project time',
  path: 'Projects/{id}/Time',
  list: 'items',
  id: 'timeEntryId',
  paging: 'pages',
  query: {},
  ...PROJECTS_ACCESS,
  follows: { by: 'records', of: 'Projects' },
  columns: [
    instant('dateUtc', 'Date'),
    decimal('duration', 'Minutes'),
    text('description'),
    text('status'),
    instant('dateEnteredUtc', 'Entered'),
    text('userId', 'User ID'),
    text('projectId', 'Project ID'),
    text('taskId', 'Task ID'),
    text('timeEntryId', 'Time entry ID'),
  ],
  lines: [],
}

const PROJECT_USERS: Resource = {
  api: 'projects',
  name: 'ProjectUsers',
  title: 'Project users',
  path: 'ProjectsUsers',
  list: 'items',
  id: 'userId',
  paging: 'pages',
  query: {},
  ...PROJECTS_ACCESS,
  columns: [text('name'), text('email'), text('userId', 'User ID')],
  lines: [],
}

export const PROJECT_RESOURCES: readonly Resource[] = [PROJECTS, TASKS, TIME, PROJECT_USERS]

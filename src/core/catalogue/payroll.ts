import { amount, date, decimal, instant, lines, text, yesNo } from './columns.ts'
import type { Column, Resource } from './resource.ts'
import { payrollAccess } from './scopes.ts'

interface Parts {
  readonly path?: string
  /** The list's name in the answer, in camel case. */
  readonly list: string
  readonly id: string
  readonly area?: string
  readonly countries?: readonly string[]
  readonly columns: readonly Column[]
}

/** A list of the payroll of New Zealand and the United Kingdom: camel case, pages of a hundred. */
const list = (name: string, title: string, parts: Parts): Resource => ({
  api: 'payroll 2.0',
  name: `Payroll${name}`,
  title: `Payroll ${title}`,
  path: parts.path ?? name,
  list: parts.list,
  id: parts.id,
  paging: 'payroll',
  query: {},
  ...payrollAccess(parts.area ?? 'settings'),
  countries: parts.countries ?? ['NZ', 'GB'],
  columns: parts.columns,
  currency: 'base',
  lines: [],
})

const setting = (id: string, ...columns: readonly Column[]): readonly Column[] => [
  text('name'),
  ...columns,
  yesNo('currentRecord'),
  text(id),
]

const slipColumns: readonly Column[] = [
  text('firstName'),
  text('lastName'),
  amount('totalEarnings'),
  amount('grossEarnings'),
  amount('totalPay'),
  amount('totalEmployerTaxes'),
  amount('totalEmployeeTaxes'),
  amount('totalDeductions'),
  amount('totalReimbursements'),
  text('paymentMethod'),
  date('lastEdited'),
  text('employeeID'),
  text('payRunID'),
  text('paySlipID'),
]

/** Pay slips of a run, with all their lines in the raw answers. The two countries spell the path apart. */
const slips = (country: string, path: string): Resource => ({
  ...list(path, `slips ${country}`, {
    path,
    list: 'paySlips',
    id: 'paySlipID',
    area: 'payslip',
    countries: [country],
    columns: slipColumns,
  }),
  name: `Payroll${country}${path}`,
  query: { PayRunID: '{id}' },
  follows: { by: 'records', of: 'PayrollPayRuns' },
})

export const PAYROLL: readonly Resource[] = [
  list('Employees', 'employees', {
    list: 'employees',
    id: 'employeeID',
    area: 'employees',
    columns: [
      text('firstName'),
      text('lastName'),
      text('title'),
      date('dateOfBirth'),
      date('startDate'),
      date('endDate'),
      text('email'),
      text('phoneNumber'),
      text('gender'),
      text('payrollCalendarID'),
      instant('updatedDateUTC'),
      text('employeeID'),
    ],
  }),
  list('PayRunCalendars', 'calendars', {
    list: 'payRunCalendars',
    id: 'payrollCalendarID',
    columns: [
      text('name'),
      text('calendarType'),
      date('periodStartDate'),
      date('periodEndDate'),
      date('paymentDate'),
      instant('updatedDateUTC'),
      text('payrollCalendarID'),
    ],
  }),
  list('PayRuns', 'pay runs', {
    list: 'payRuns',
    id: 'payRunID',
    area: 'payruns',
    columns: [
      text('payRunStatus'),
      text('payRunType'),
      text('calendarType'),
      date('periodStartDate'),
      date('periodEndDate'),
      date('paymentDate'),
      amount('totalCost'),
      amount('totalPay'),
      text('payrollCalendarID'),
      text('payRunID'),
    ],
  }),
  slips('NZ', 'PaySlips'),
  slips('GB', 'Payslips'),
  list('Timesheets', 'timesheets', {
    list: 'timesheets',
    id: 'timesheetID',
    area: 'timesheets',
    columns: [
      date('startDate'),
      date('endDate'),
      text('status'),
      decimal('totalHours'),
      text('employeeID'),
      text('payrollCalendarID'),
      instant('updatedDateUTC'),
      text('timesheetID'),
    ],
  }),
  list('EarningsRates', 'earnings rates', {
    list: 'earningsRates',
    id: 'earningsRateID',
    columns: setting(
      'earningsRateID',
      text('earningsType'),
      text('rateType'),
      text('typeOfUnits'),
      decimal('ratePerUnit'),
      decimal('multipleOfOrdinaryEarningsRate', 'Multiple of ordinary rate'),
      amount('fixedAmount'),
      text('expenseAccountID'),
    ),
  }),
  list('LeaveTypes', 'leave types', {
    list: 'leaveTypes',
    id: 'leaveTypeID',
    columns: [
      text('name'),
      yesNo('isPaidLeave'),
      yesNo('showOnPayslip'),
      yesNo('isActive'),
      instant('updatedDateUTC'),
      text('leaveTypeID'),
    ],
  }),
  list('Reimbursements', 'reimbursements', {
    list: 'reimbursements',
    id: 'reimbursementID',
    columns: setting('reimbursementID', text('accountID')),
  }),
  list('Deductions', 'deductions', {
    list: 'deductions',
    id: 'deductionId',
    columns: [
      text('deductionName', 'Name'),
      text('deductionCategory', 'Category'),
      decimal('standardAmount'),
      text('liabilityAccountId', 'Liability account ID'),
      yesNo('currentRecord'),
      text('deductionId', 'Deduction ID'),
    ],
  }),
  list('StatutoryDeductions', 'statutory deductions', {
    list: 'statutoryDeductions',
    id: 'id',
    countries: ['NZ'],
    columns: setting('id', text('statutoryDeductionCategory', 'Category')),
  }),
  list('Superannuations', 'superannuations', {
    list: 'benefits',
    id: 'id',
    countries: ['NZ'],
    columns: setting('id', text('category'), decimal('standardAmount'), decimal('percentage')),
  }),
  list('Benefits', 'benefits', {
    list: 'benefits',
    id: 'id',
    countries: ['GB'],
    columns: setting('id', text('category'), decimal('standardAmount'), decimal('percentage')),
  }),
  list('EarningsOrders', 'earnings orders', {
    list: 'statutoryDeductions',
    id: 'id',
    countries: ['GB'],
    columns: setting('id', text('statutoryDeductionCategory', 'Category')),
  }),
  {
    ...list('Settings', 'settings', {
      list: 'settings',
      id: 'accounts',
      columns: [text('accounts')],
    }),
    paging: 'none',
    linesOnly: true,
    lines: [
      lines('Payroll accounts', 'accounts', [
        text('type'),
        text('code'),
        text('name'),
        text('accountID'),
      ]),
    ],
  },
]

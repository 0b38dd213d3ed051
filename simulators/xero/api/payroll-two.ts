import type { Row } from '../worlds/row.ts'
import type { Books } from '../worlds/world.ts'
import { EMPLOYEES, key, nameOf, PAY_RUNS, type PayrollTable, times } from './payroll-table.ts'

/** The payroll of New Zealand and the United Kingdom, by the lower case of the path. */
export function payrollTwo(country: string): ReadonlyMap<string, PayrollTable> {
  const own = country === 'NZ' ? NEW_ZEALAND : country === 'GB' ? UNITED_KINGDOM : null
  return new Map(own ? [...COMMON, ...own] : [])
}

const EDITED = '2026-03-31T09:30:00'

const setting = (list: string, id: string, rows: PayrollTable['rows']): PayrollTable => ({
  ...{ area: 'settings', list, id, rows },
})

const employee = (books: Books, nth: number): Row => ({
  employeeID: key(books, 'employee', nth),
  firstName: nameOf(nth).first,
  lastName: nameOf(nth).last,
  dateOfBirth: '1990-02-28T00:00:00',
  email: `robin${nth}@example.com`,
  gender: 'F',
  phoneNumber: '0117 496 0000',
  startDate: '2024-04-01T00:00:00',
  payrollCalendarID: key(books, 'calendar', 0),
  updatedDateUTC: EDITED,
  createdDateUTC: EDITED,
})

const payRun = (books: Books, nth: number): Row => ({
  payRunID: key(books, 'run', nth),
  payrollCalendarID: key(books, 'calendar', 0),
  periodStartDate: `2026-0${nth + 2}-01T00:00:00`,
  periodEndDate: `2026-0${nth + 2}-28T00:00:00`,
  paymentDate: `2026-0${nth + 2}-28T00:00:00`,
  totalCost: 231_750.25,
  totalPay: 180_250,
  payRunStatus: 'Posted',
  payRunType: 'Scheduled',
  calendarType: 'Monthly',
})

const slip = (books: Books, run: string, nth: number): Row => ({
  paySlipID: key(books, `slip ${run}`, nth),
  employeeID: key(books, 'employee', nth),
  payRunID: run,
  lastEdited: EDITED,
  firstName: nameOf(nth).first,
  lastName: nameOf(nth).last,
  totalEarnings: 2_250.25,
  grossEarnings: 2_250.25,
  totalPay: 1_750,
  totalEmployerTaxes: 0,
  totalEmployeeTaxes: 500.25,
  totalDeductions: 0,
  totalReimbursements: 0,
  paymentMethod: 'Electronically',
})

const slips: PayrollTable = {
  ...{ area: 'payslip', list: 'paySlips', id: 'paySlipID' },
  rows: (books, run) => (run === null ? [] : times(EMPLOYEES, (nth) => slip(books, run, nth))),
}

const kept = { currentRecord: true } as const

const COMMON: readonly (readonly [string, PayrollTable])[] = [
  [
    'employees',
    {
      ...{ area: 'employees', list: 'employees', id: 'employeeID' },
      rows: (books) => times(EMPLOYEES, (nth) => employee(books, nth)),
    },
  ],
  [
    'payruncalendars',
    setting('payRunCalendars', 'payrollCalendarID', (books) => [
      {
        payrollCalendarID: key(books, 'calendar', 0),
        name: 'Monthly',
        calendarType: 'Monthly',
        periodStartDate: '2026-04-01T00:00:00',
        periodEndDate: '2026-04-30T00:00:00',
        paymentDate: '2026-04-30T00:00:00',
        updatedDateUTC: EDITED,
      },
    ]),
  ],
  [
    'payruns',
    {
      ...{ area: 'payruns', list: 'payRuns', id: 'payRunID' },
      rows: (books) => times(PAY_RUNS, (nth) => payRun(books, nth)),
    },
  ],
  [
    'timesheets',
    {
      ...{ area: 'timesheets', list: 'timesheets', id: 'timesheetID' },
      rows: (books) =>
        times(3, (nth) => ({
          timesheetID: key(books, 'timesheet', nth),
          payrollCalendarID: key(books, 'calendar', 0),
          employeeID: key(books, 'employee', nth),
          startDate: '2026-03-02T00:00:00',
          endDate: '2026-03-08T00:00:00',
          status: 'Approved',
          totalHours: 37.5,
          updatedDateUTC: EDITED,
        })),
    },
  ],
  [
    'earningsrates',
    setting('earningsRates', 'earningsRateID', (books) => [
      {
        earningsRateID: key(books, 'rate', 0),
        name: 'Ordinary hours',
        earningsType: 'OrdinaryTimeEarnings',
        rateType: 'RatePerUnit',
        typeOfUnits: 'Hours',
        ...kept,
        expenseAccountID: key(books, 'account', 0),
        ratePerUnit: 25.1234,
      },
    ]),
  ],
  [
    'leavetypes',
    setting('leaveTypes', 'leaveTypeID', (books) => [
      {
        leaveTypeID: key(books, 'leave', 0),
        name: 'Holiday',
        isPaidLeave: true,
        showOnPayslip: true,
        updatedDateUTC: EDITED,
        isActive: true,
      },
    ]),
  ],
  [
    'reimbursements',
    setting('reimbursements', 'reimbursementID', (books) => [
      {
        reimbursementID: key(books, 'reimbursement', 0),
        name: 'Mileage',
        accountID: key(books, 'account', 1),
        ...kept,
      },
    ]),
  ],
  [
    'deductions',
    setting('deductions', 'deductionId', (books) => [
      {
        deductionId: key(books, 'deduction', 0),
        deductionName: 'Season ticket loan',
        deductionCategory: 'Other',
        liabilityAccountId: key(books, 'account', 2),
        ...kept,
        standardAmount: 50,
      },
    ]),
  ],
  [
    'settings',
    {
      ...setting('settings', 'accounts', (books) => [
        {
          accounts: [
            {
              accountID: key(books, 'account', 0),
              type: 'EXPENSE',
              code: '477',
              name: 'Salaries',
            },
          ],
        },
      ]),
      single: true,
    },
  ],
]

/** What goes by another name in each country, and is alike in form. */
const scheme =
  (kind: string, name: string, fields: Row): PayrollTable['rows'] =>
  (books) => [
    {
      id: key(books, kind, 0),
      name,
      ...fields,
      liabilityAccountId: key(books, 'account', 3),
      ...kept,
    },
  ]

const NEW_ZEALAND: readonly (readonly [string, PayrollTable])[] = [
  ['payslips', slips],
  [
    'superannuations',
    setting(
      'benefits',
      'id',
      scheme('super', 'KiwiSaver', { category: 'KiwiSaver', percentage: 3 }),
    ),
  ],
  [
    'statutorydeductions',
    setting(
      'statutoryDeductions',
      'id',
      scheme('statutory', 'Child support', { statutoryDeductionCategory: 'ChildSupport' }),
    ),
  ],
]

const UNITED_KINGDOM: readonly (readonly [string, PayrollTable])[] = [
  ['payslips', slips],
  [
    'benefits',
    setting(
      'benefits',
      'id',
      scheme('benefit', 'Pension', { category: 'Stakeholder', percentage: 5 }),
    ),
  ],
  [
    'earningsorders',
    setting(
      'statutoryDeductions',
      'id',
      scheme('order', 'Council tax', { statutoryDeductionCategory: 'PriorityOrder' }),
    ),
  ],
]

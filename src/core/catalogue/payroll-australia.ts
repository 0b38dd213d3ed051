import { amount, date, decimal, instant, lines, text, yesNo } from './columns.ts'
import type { Column, Lines, Resource } from './resource.ts'
import { payrollAccess } from './scopes.ts'

interface Parts {
  readonly path?: string
  readonly list?: string
  readonly id: string
  readonly area: string
  readonly columns: readonly Column[]
  readonly lines?: readonly Lines[]
  readonly linesOnly?: boolean
}

/** A list of the Australian payroll, which writes names as the Accounting API does. */
const list = (name: string, title: string, parts: Parts): Resource => ({
  api: 'payroll 1.0',
  name: `PayrollAu${name}`,
  title: `Payroll AU ${title}`,
  path: parts.path ?? name,
  list: parts.list ?? name,
  id: parts.id,
  paging: parts.linesOnly ? 'none' : 'payroll',
  query: {},
  ...payrollAccess(parts.area),
  countries: ['AU'],
  columns: parts.columns,
  currency: 'base',
  lines: parts.lines ?? [],
  ...(parts.linesOnly && { linesOnly: true }),
})

const sums = ['Wages', 'Deductions', 'Tax', 'Super'].map((name) => amount(name))

export const PAYROLL_AUSTRALIA: readonly Resource[] = [
  list('Employees', 'employees', {
    id: 'EmployeeID',
    area: 'employees',
    columns: [
      text('FirstName'),
      text('MiddleNames'),
      text('LastName'),
      text('Status'),
      date('DateOfBirth'),
      date('StartDate'),
      date('TerminationDate'),
      text('Email'),
      text('Phone'),
      text('Mobile'),
      text('JobTitle'),
      text('Classification'),
      text('EmployeeGroupName'),
      text('PayrollCalendarID'),
      instant('UpdatedDateUTC'),
      text('EmployeeID'),
    ],
  }),
  {
    ...list('EmployeeDetails', 'employees in full', {
      path: 'Employees/{id}',
      list: 'Employees',
      id: 'EmployeeID',
      area: 'employees',
      linesOnly: true,
      columns: [text('EmployeeID')],
      lines: [
        lines('Payroll AU bank accounts', 'BankAccounts', [
          text('StatementText'),
          text('AccountName'),
          text('BSB'),
          text('AccountNumber'),
          yesNo('Remainder'),
          amount('Amount'),
        ]),
        lines('Payroll AU super memberships', 'SuperMemberships', [
          text('SuperFundID'),
          text('EmployeeNumber'),
          text('SuperMembershipID'),
        ]),
        lines('Payroll AU leave balances', 'LeaveBalances', [
          text('LeaveName'),
          decimal('NumberOfUnits'),
          text('TypeOfUnits'),
          text('LeaveTypeID'),
        ]),
        lines('Payroll AU regular earnings', 'PayTemplate.EarningsLines', [
          text('CalculationType'),
          amount('AnnualSalary'),
          decimal('NormalNumberOfUnits'),
          decimal('RatePerUnit'),
          text('EarningsRateID'),
        ]),
      ],
    }),
    follows: { by: 'records', of: 'PayrollAuEmployees' },
  },
  list('LeaveApplications', 'leave', {
    id: 'LeaveApplicationID',
    area: 'employees',
    columns: [
      text('Title'),
      text('Description'),
      date('StartDate'),
      date('EndDate'),
      text('LeaveTypeID'),
      text('EmployeeID'),
      instant('UpdatedDateUTC'),
      text('LeaveApplicationID'),
    ],
  }),
  list('PayItems', 'pay items', {
    id: 'Name',
    area: 'settings',
    linesOnly: true,
    columns: [text('Name')],
    lines: [
      lines('Payroll AU earnings rates', 'EarningsRates', [
        text('Name'),
        text('EarningsType'),
        text('RateType'),
        text('AccountCode'),
        text('TypeOfUnits'),
        text('RatePerUnit'),
        text('EarningsRateID'),
      ]),
      lines('Payroll AU deduction types', 'DeductionTypes', [
        text('Name'),
        text('AccountCode'),
        yesNo('ReducesTax'),
        yesNo('ReducesSuper'),
        text('DeductionTypeID'),
      ]),
      lines('Payroll AU leave types', 'LeaveTypes', [
        text('Name'),
        text('TypeOfUnits'),
        decimal('NormalEntitlement'),
        yesNo('IsPaidLeave'),
        text('LeaveTypeID'),
      ]),
      lines('Payroll AU reimbursements', 'ReimbursementTypes', [
        text('Name'),
        text('AccountCode'),
        text('ReimbursementTypeID'),
      ]),
    ],
  }),
  list('PayrollCalendars', 'calendars', {
    id: 'PayrollCalendarID',
    area: 'settings',
    columns: [
      text('Name'),
      text('CalendarType'),
      date('StartDate'),
      date('PaymentDate'),
      instant('UpdatedDateUTC'),
      text('PayrollCalendarID'),
    ],
  }),
  list('PayRuns', 'pay runs', {
    id: 'PayRunID',
    area: 'payruns',
    columns: [
      text('PayRunStatus', 'Status'),
      date('PayRunPeriodStartDate', 'Period start'),
      date('PayRunPeriodEndDate', 'Period end'),
      date('PaymentDate'),
      ...sums,
      amount('Reimbursement'),
      amount('NetPay'),
      text('PayslipMessage'),
      text('PayrollCalendarID'),
      instant('UpdatedDateUTC'),
      text('PayRunID'),
    ],
  }),
  {
    ...list('PayRunDetails', 'pay runs in full', {
      path: 'PayRuns/{id}',
      list: 'PayRuns',
      id: 'PayRunID',
      area: 'payruns',
      linesOnly: true,
      columns: [text('PayRunID')],
      lines: [
        lines('Payroll AU payslips', 'Payslips', [
          text('FirstName'),
          text('LastName'),
          ...sums,
          amount('Reimbursements'),
          amount('NetPay'),
          text('EmployeeID'),
          text('PayslipID'),
        ]),
      ],
    }),
    follows: { by: 'records', of: 'PayrollAuPayRuns' },
  },
  list('Superfunds', 'super funds', {
    list: 'SuperFunds',
    id: 'SuperFundID',
    area: 'settings',
    columns: [
      text('Name'),
      text('Type'),
      text('ABN'),
      text('USI'),
      text('EmployerNumber'),
      instant('UpdatedDateUTC'),
      text('SuperFundID'),
    ],
  }),
  list('Timesheets', 'timesheets', {
    id: 'TimesheetID',
    area: 'timesheets',
    columns: [
      date('StartDate'),
      date('EndDate'),
      text('Status'),
      decimal('Hours'),
      text('EmployeeID'),
      instant('UpdatedDateUTC'),
      text('TimesheetID'),
    ],
  }),
  list('Settings', 'settings', {
    id: 'DaysInPayrollYear',
    area: 'settings',
    linesOnly: true,
    columns: [decimal('DaysInPayrollYear')],
    lines: [
      lines('Payroll AU accounts', 'Accounts', [
        text('Type'),
        text('Code'),
        text('Name'),
        text('AccountID'),
      ]),
    ],
  }),
]

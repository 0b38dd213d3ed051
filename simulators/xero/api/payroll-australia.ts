import type { Row } from '../worlds/row.ts'
import type { Books } from '../worlds/world.ts'
import { EMPLOYEES, key, nameOf, PAY_RUNS, type PayrollTable, times } from './payroll-table.ts'

const ticks = (year: number, month: number, day: number): string =>
  `/Date(${Date.UTC(year, month - 1, day)}+0000)/`

const UpdatedDateUTC = ticks(2026, 3, 31)
const SUMS = { Wages: 2_250.25, Deductions: 0, Tax: 500.25, Super: 258.78, NetPay: 1_750 } as const

const table = (
  area: PayrollTable['area'],
  list: string,
  id: string,
  rows: PayrollTable['rows'],
): PayrollTable => ({ area, list, id, rows })

const employee = (books: Books, nth: number): Row => ({
  FirstName: nameOf(nth).first,
  LastName: nameOf(nth).last,
  Status: 'ACTIVE',
  Email: `robin${nth}@example.com`,
  DateOfBirth: ticks(1990, 2, 28),
  StartDate: ticks(2024, 7, 1),
  Gender: 'F',
  PayrollCalendarID: key(books, 'calendar', 0),
  EmployeeID: key(books, 'employee', nth),
  UpdatedDateUTC,
})

const payRun = (books: Books, nth: number): Row => ({
  PayRunID: key(books, 'run', nth),
  PayrollCalendarID: key(books, 'calendar', 0),
  PayRunPeriodStartDate: ticks(2026, nth + 2, 1),
  PayRunPeriodEndDate: ticks(2026, nth + 2, 28),
  PaymentDate: ticks(2026, nth + 2, 28),
  PayRunStatus: 'POSTED',
  ...SUMS,
  Reimbursement: 0,
  UpdatedDateUTC,
})

const withSlips = (books: Books, run: Row): Row => ({
  ...run,
  Payslips: times(4, (nth) => ({
    EmployeeID: key(books, 'employee', nth),
    PayslipID: key(books, `slip ${String(run.PayRunID)}`, nth),
    FirstName: nameOf(nth).first,
    LastName: nameOf(nth).last,
    ...SUMS,
    Reimbursements: 0,
    UpdatedDateUTC,
  })),
})

/** Names in the answer as the path has them, but for the super funds. */
export const AUSTRALIA: ReadonlyMap<string, PayrollTable> = new Map(
  [
    table('employees', 'Employees', 'EmployeeID', (books) =>
      times(EMPLOYEES, (nth) => employee(books, nth)),
    ),
    table('employees', 'LeaveApplications', 'LeaveApplicationID', (books) => [
      {
        LeaveApplicationID: key(books, 'application', 0),
        EmployeeID: key(books, 'employee', 0),
        LeaveTypeID: key(books, 'leave', 0),
        Title: 'Snow',
        StartDate: ticks(2026, 7, 6),
        EndDate: ticks(2026, 7, 10),
        UpdatedDateUTC,
      },
    ]),
    {
      ...table('settings', 'PayItems', 'Name', (books) => [payItems(books)]),
      single: true,
    },
    table('settings', 'PayrollCalendars', 'PayrollCalendarID', (books) => [
      {
        PayrollCalendarID: key(books, 'calendar', 0),
        Name: 'Monthly',
        CalendarType: 'MONTHLY',
        StartDate: ticks(2026, 4, 1),
        PaymentDate: ticks(2026, 4, 30),
        UpdatedDateUTC,
      },
    ]),
    {
      ...table('payruns', 'PayRuns', 'PayRunID', (books) =>
        times(PAY_RUNS, (nth) => payRun(books, nth)),
      ),
      whole: withSlips,
    },
    table('settings', 'SuperFunds', 'SuperFundID', (books) => [
      {
        SuperFundID: key(books, 'fund', 0),
        Type: 'REGULATED',
        Name: 'Harbour Super',
        ABN: '83760000000',
        USI: 'HAR0001AU',
        UpdatedDateUTC,
      },
    ]),
    table('timesheets', 'Timesheets', 'TimesheetID', (books) =>
      times(3, (nth) => ({
        TimesheetID: key(books, 'timesheet', nth),
        EmployeeID: key(books, 'employee', nth),
        StartDate: ticks(2026, 3, 2),
        EndDate: ticks(2026, 3, 8),
        Status: 'APPROVED',
        Hours: 38,
        UpdatedDateUTC,
      })),
    ),
    {
      ...table('settings', 'Settings', 'DaysInPayrollYear', (books) => [
        {
          Accounts: [
            {
              AccountID: key(books, 'account', 0),
              Type: 'WAGESEXPENSE',
              Code: '477',
              Name: 'Wages',
            },
          ],
          DaysInPayrollYear: 365,
        },
      ]),
      single: true,
    },
  ].map((one) => [one.list.toLowerCase(), one]),
)

const payItems = (books: Books): Row => ({
  EarningsRates: [
    {
      EarningsRateID: key(books, 'rate', 0),
      Name: 'Ordinary hours',
      AccountCode: '477',
      TypeOfUnits: 'Hours',
      EarningsType: 'ORDINARYTIMEEARNINGS',
      RateType: 'RATEPERUNIT',
      RatePerUnit: '38.1234',
      UpdatedDateUTC,
    },
  ],
  DeductionTypes: [
    {
      DeductionTypeID: key(books, 'deduction', 0),
      Name: 'Union fees',
      AccountCode: '850',
      ReducesTax: false,
      ReducesSuper: false,
      UpdatedDateUTC,
    },
  ],
  LeaveTypes: [
    {
      LeaveTypeID: key(books, 'leave', 0),
      Name: 'Annual leave',
      TypeOfUnits: 'Hours',
      NormalEntitlement: 152,
      IsPaidLeave: true,
      UpdatedDateUTC,
    },
  ],
  ReimbursementTypes: [
    {
      ReimbursementTypeID: key(books, 'reimbursement', 0),
      Name: 'Travel',
      AccountCode: '493',
      UpdatedDateUTC,
    },
  ],
})

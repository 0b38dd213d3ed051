/** A readable path that the catalogue leaves out on purpose, and why. `*` is any resource. */
export interface Excluded {
  /** Below the Accounting API, or with another API's name and a colon before it. */
  readonly path: string
  readonly reason: string
}

const PAYMENT_SERVICES = 'Allowed only by a scope that may also write; Ledgerkeep only reads.'
const UK_DEDUCTIONS =
  'Rate and deduction stand on each invoice; asking costs a call for each record.'
const ON_REQUEST = 'Costs a call for each record, days for large books: a backup asks on request.'

const EMPLOYEE =
  'Several calls for each employee; pay slips and pay runs tell what came of these settings.'

const SAME = 'The list tells the same of each of its records.'
const TIMESHEET =
  'Its hours day by day, at a call for each; their sums stand in the list, and by rate in the pay slip.'
const PARTNERS = 'Open to partners of Xero alone.'

/** Records of payroll lists, by the API's name, that the lists tell as well. */
const PAYROLL_RECORDS: Readonly<Record<string, readonly string[]>> = {
  payrollau: ['LeaveApplications', 'PayrollCalendars', 'Superfunds', 'Timesheets'],
  payrollnz: ['Superannuations', 'StatutoryDeductions', 'PaySlips'],
  payrolluk: ['Benefits', 'EarningsOrders', 'Payslips'],
}
const IN_BOTH = ['Deductions', 'EarningsRates', 'LeaveTypes', 'PayRunCalendars', 'Reimbursements']

const sameAsList = (api: string, lists: readonly string[]): readonly Excluded[] =>
  lists.map((list) => ({ path: `${api}:/${list}/{id}`, reason: SAME }))

export const EXCLUDED: readonly Excluded[] = [
  { path: '/*/{id}', reason: SAME },
  { path: '/Organisation/Actions', reason: 'What this login may do, not a part of the books.' },
  { path: '/PaymentServices', reason: PAYMENT_SERVICES },
  {
    path: '/Reports/TenNinetyNine',
    reason: 'United States only, under a scope of its own; the payments it adds up are kept.',
  },
  { path: '/*/{id}/Attachments', reason: 'Files: fetched by the backup, record by record.' },
  { path: '/*/{id}/Attachments/{id}', reason: 'The content of a file: fetched by the backup.' },
  { path: '/*/{id}/History', reason: ON_REQUEST },
  { path: '/*/{id}/pdf', reason: ON_REQUEST },
  { path: '/Contacts/{id}/CISSettings', reason: UK_DEDUCTIONS },
  { path: '/*/{id}/PaymentServices', reason: PAYMENT_SERVICES },
  { path: '/*/{id}/OnlineInvoice', reason: 'A web address that lives only as long as Xero does.' },
  { path: 'files:/Files/{id}/Content', reason: 'The content of a file: fetched by the backup.' },
  {
    path: 'files:/Associations/{id}',
    reason: 'The files of one record, which its list of attachments tells as well.',
  },
  { path: 'files:/Associations/Count', reason: 'Counts the files of records: asked by the scan.' },
  { path: 'files:/Inbox', reason: 'The same folder stands in the list of folders.' },
  ...sameAsList('files', ['Files', 'Folders']),
  ...sameAsList('assets', ['Assets']),
  ...sameAsList('projects', ['Projects', 'Projects/{id}/Tasks', 'Projects/{id}/Time']),
  ...Object.entries(PAYROLL_RECORDS).flatMap(([api, lists]) => sameAsList(api, lists)),
  ...['payrollnz', 'payrolluk'].flatMap((api) => [
    ...sameAsList(api, IN_BOTH),
    { path: `${api}:/PayRuns/{id}`, reason: 'Its pay slips are read run by run.' },
    { path: `${api}:/Timesheets/{id}`, reason: TIMESHEET },
    { path: `${api}:/Employees/{id}`, reason: EMPLOYEE },
    { path: `${api}:/Employees/{id}/*`, reason: EMPLOYEE },
    { path: `${api}:/Employees/{id}/*/{id}`, reason: EMPLOYEE },
    { path: `${api}:/Settings/*`, reason: 'Which tracking category groups employees.' },
  ]),
  { path: 'payrolluk:/StatutoryLeaves/Summary/{id}', reason: EMPLOYEE },
  { path: 'payrolluk:/StatutoryLeaves/Sick/{id}', reason: EMPLOYEE },
  { path: 'payrollau:/LeaveApplications/v2', reason: 'The same leave in another form.' },
  {
    path: 'payrollau:/Payslip/{id}',
    reason: 'Its sums stand in the pay run; a call for each slip.',
  },
  { path: 'payrollau:/SuperfundProducts', reason: 'A catalogue of the country, not of the books.' },
  ...['/*', '/*/*', '/*/*/*'].map((path) => ({ path: `finance:${path}`, reason: PARTNERS })),
  {
    path: 'identity:/Connections',
    reason: 'Which organisations a login may open: asked to connect.',
  },
]

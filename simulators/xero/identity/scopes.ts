const READ_AND_WRITE = [
  'accounting.transactions',
  'accounting.invoices',
  'accounting.payments',
  'accounting.banktransactions',
  'accounting.manualjournals',
  'accounting.settings',
  'accounting.contacts',
  'accounting.attachments',
  'files',
  'assets',
  'projects',
  'payroll.employees',
  'payroll.payruns',
  'payroll.payslip',
  'payroll.settings',
  'payroll.timesheets',
]

const READ_ONLY = [
  'openid',
  'profile',
  'email',
  'offline_access',
  'accounting.reports.read',
  'accounting.reports.aged.read',
  'accounting.reports.balancesheet.read',
  'accounting.reports.banksummary.read',
  'accounting.reports.budgetsummary.read',
  'accounting.reports.executivesummary.read',
  'accounting.reports.profitandloss.read',
  'accounting.reports.trialbalance.read',
  'accounting.reports.taxreports.read',
  'accounting.reports.tenninetynine.read',
  'accounting.budgets.read',
  'accounting.journals.read',
  'paymentservices',
  'app.connections',
]

const SCOPES: ReadonlySet<string> = new Set([
  ...READ_ONLY,
  ...READ_AND_WRITE,
  ...READ_AND_WRITE.map((scope) => `${scope}.read`),
])

export function splitScopes(words: string): readonly string[] {
  return words.split(/\s+/).filter((word) => word !== '')
}

/** The scopes of a request that Xero does not know; the journals are only for approved apps. */
export function unknownScopes(words: string, refused: ReadonlySet<string>): readonly string[] {
  return splitScopes(words).filter((scope) => !SCOPES.has(scope) || refused.has(scope))
}

/** True when one of the wanted scopes is granted, itself or as its read-write sibling. */
export function grants(granted: readonly string[], wanted: readonly string[]): boolean {
  return wanted.some(
    (scope) => granted.includes(scope) || granted.includes(scope.replace(/\.read$/, '')),
  )
}

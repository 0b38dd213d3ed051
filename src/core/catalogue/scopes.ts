/** Which scope opens a list; spread into a resource. */
interface Access {
  readonly scope: string
  readonly broadScope?: string
}

/** Older apps still hold this one scope where newer apps ask for the granular ones. */
const TRANSACTIONS = 'accounting.transactions.read'

const granular = (area: string): Access => ({
  scope: `accounting.${area}.read`,
  broadScope: TRANSACTIONS,
})

export const INVOICES_ACCESS = granular('invoices')
export const PAYMENTS_ACCESS = granular('payments')
export const BANK_ACCESS = granular('banktransactions')
export const MANUAL_JOURNALS_ACCESS = granular('manualjournals')
export const SETTINGS_ACCESS: Access = { scope: 'accounting.settings.read' }
export const CONTACTS_ACCESS: Access = { scope: 'accounting.contacts.read' }
export const BUDGETS_ACCESS: Access = { scope: 'accounting.budgets.read' }

/** Premium: Xero grants it to reviewed apps only, and a login that asks for it in vain fails. */
export const JOURNALS_ACCESS = {
  scope: 'accounting.journals.read',
  onlyWhenGranted: true,
} as const

/** Receipts and expense claims have no granular scope: only apps with the broad one read them. */
export const EXPENSES_ACCESS = { scope: TRANSACTIONS, onlyWhenGranted: true } as const

export const FILES_ACCESS: Access = { scope: 'files.read' }

/** Apps of before March 2026 hold one scope for all reports. */
export const reportAccess = (report: string): Access => ({
  scope: `accounting.reports.${report}.read`,
  broadScope: 'accounting.reports.read',
})

/** Parts of Xero that not everybody uses: asked for only where the installation's scopes name them. */
export const ASSETS_ACCESS = { scope: 'assets.read', onlyWhenGranted: true } as const
export const PROJECTS_ACCESS = { scope: 'projects.read', onlyWhenGranted: true } as const
export const payrollAccess = (area: string) =>
  ({ scope: `payroll.${area}.read`, onlyWhenGranted: true }) as const

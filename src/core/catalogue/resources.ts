import { LedgerkeepError } from '../errors.ts'
import { ACCOUNTS } from './accounts.ts'
import { OVERPAYMENTS, PREPAYMENTS } from './advance-payments.ts'
import { ASSET_RESOURCES } from './assets.ts'
import { BANK_TRANSACTIONS, BANK_TRANSFERS } from './bank.ts'
import { BUDGETS } from './budgets.ts'
import { CONTACT_GROUPS, CONTACTS } from './contacts.ts'
import { CREDIT_NOTES } from './credit-notes.ts'
import { EXPENSE_CLAIMS, RECEIPTS } from './expenses.ts'
import { HISTORY } from './history.ts'
import { INVOICES } from './invoices.ts'
import { ITEMS, LINKED_TRANSACTIONS } from './items.ts'
import { JOURNALS, MANUAL_JOURNALS } from './journals.ts'
import { FILE_LINKS, FOLDERS, LIBRARY_FILES } from './library.ts'
import { PURCHASE_ORDERS, QUOTES } from './orders-and-quotes.ts'
import { ORGANISATION } from './organisation.ts'
import { BATCH_PAYMENTS, PAYMENTS } from './payments.ts'
import { PAYROLL } from './payroll.ts'
import { PAYROLL_AUSTRALIA } from './payroll-australia.ts'
import { PROJECT_RESOURCES } from './projects.ts'
import { REPEATING_INVOICES } from './repeating-invoices.ts'
import { REPORTS } from './reports.ts'
import type { Resource } from './resource.ts'
import { BRANDING_THEMES, CURRENCIES, TAX_RATES, TRACKING_CATEGORIES, USERS } from './settings.ts'
import { BUDGET_LINES, CIS_SETTINGS, GROUP_MEMBERS, INVOICE_REMINDERS } from './single-records.ts'

/** Everything Ledgerkeep reads, in the order of the workbook's sheets. */
export const RESOURCES: readonly Resource[] = [
  ORGANISATION,
  ACCOUNTS,
  CONTACTS,
  CONTACT_GROUPS,
  GROUP_MEMBERS,
  INVOICES,
  CREDIT_NOTES,
  BANK_TRANSACTIONS,
  BANK_TRANSFERS,
  PAYMENTS,
  BATCH_PAYMENTS,
  PREPAYMENTS,
  OVERPAYMENTS,
  MANUAL_JOURNALS,
  PURCHASE_ORDERS,
  QUOTES,
  REPEATING_INVOICES,
  ITEMS,
  TAX_RATES,
  TRACKING_CATEGORIES,
  CURRENCIES,
  BRANDING_THEMES,
  BUDGETS,
  BUDGET_LINES,
  LINKED_TRANSACTIONS,
  USERS,
  INVOICE_REMINDERS,
  CIS_SETTINGS,
  JOURNALS,
  RECEIPTS,
  EXPENSE_CLAIMS,
  ...ASSET_RESOURCES,
  ...PROJECT_RESOURCES,
  ...PAYROLL_AUSTRALIA,
  ...PAYROLL,
  ...REPORTS,
  FOLDERS,
  LIBRARY_FILES,
  FILE_LINKS,
  HISTORY,
]

const BY_NAME: ReadonlyMap<string, Resource> = new Map(RESOURCES.map((one) => [one.name, one]))

/** The resource of that name, as the API spells it: `BankTransactions`. Throws a bug when there is none. */
export function resourceNamed(name: string): Resource {
  const resource = BY_NAME.get(name)
  if (!resource) throw new LedgerkeepError('bug', `The catalogue has no resource named ${name}.`)
  return resource
}

const IDENTITY = ['openid', 'profile', 'email', 'offline_access']
const ASKED = RESOURCES.filter((one) => !one.onlyWhenGranted).map((one) => one.scope)

/**
 * The least that a full backup asks for: who signs in, to keep reading while they are away, every
 * resource that any app may read, the attachments and the file library.
 */
export const DEFAULT_SCOPES: readonly string[] = [
  ...IDENTITY,
  ...[...new Set([...ASKED, 'accounting.attachments.read'])].sort(),
]

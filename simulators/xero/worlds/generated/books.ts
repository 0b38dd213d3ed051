import { mix } from '../chance.ts'
import { decodeId, type Kind } from '../ids.ts'
import type { Books, StoredFile } from '../world.ts'
import {
  bankTransactionsTable,
  bankTransfersTable,
  overpaymentsTable,
  prepaymentsTable,
  sharedNumber,
} from './bank.ts'
import { CARRIERS, type Carrier } from './carriers.ts'
import { CHART } from './chart.ts'
import { contactGroupsTable, contactsTable } from './contacts.ts'
import { creditNotesTable } from './credit-notes.ts'
import { factsOf } from './facts.ts'
import { invoicesTable } from './invoices.ts'
import { manualJournalsTable } from './manual-journals.ts'
import { purchaseOrdersTable, quotesTable, repeatingInvoicesTable } from './orders.ts'
import { batchPaymentsTable, paymentsTable } from './payments.ts'
import {
  expenseClaimsTable,
  journalsTable,
  linkedTransactionsTable,
  receiptsTable,
} from './rare-tables.ts'
import { bodyOf, createRecordFiles } from './record-files.ts'
import { createSetting, type Setting, type SettingParts, type Table } from './setting.ts'
import {
  accountsTable,
  brandingThemesTable,
  budgetsTable,
  currenciesTable,
  itemsTable,
  organisationTable,
  taxRatesTable,
  trackingCategoriesTable,
  usersTable,
} from './settings-tables.ts'

const TABLES: Readonly<
  Partial<Record<Kind | 'TaxRates' | 'Currencies', (setting: Setting) => Table>>
> = {
  Organisation: organisationTable,
  Accounts: accountsTable,
  BankTransactions: bankTransactionsTable,
  BankTransfers: bankTransfersTable,
  BatchPayments: batchPaymentsTable,
  BrandingThemes: brandingThemesTable,
  Budgets: budgetsTable,
  Contacts: contactsTable,
  ContactGroups: contactGroupsTable,
  CreditNotes: creditNotesTable,
  Currencies: currenciesTable,
  ExpenseClaims: expenseClaimsTable,
  Invoices: invoicesTable,
  Items: itemsTable,
  Journals: journalsTable,
  LinkedTransactions: linkedTransactionsTable,
  ManualJournals: manualJournalsTable,
  Overpayments: overpaymentsTable,
  Payments: paymentsTable,
  Prepayments: prepaymentsTable,
  PurchaseOrders: purchaseOrdersTable,
  Quotes: quotesTable,
  Receipts: receiptsTable,
  RepeatingInvoices: repeatingInvoicesTable,
  TaxRates: taxRatesTable,
  TrackingCategories: trackingCategoriesTable,
  Users: usersTable,
}

const isCarrier = (kind: string): kind is Carrier => CARRIERS.some((one) => one === kind)

/** Books whose every row, id and file is worked out when it is asked for. */
export function generateBooks(parts: SettingParts): Books {
  const setting = createSetting(parts, (whole) =>
    createRecordFiles(
      whole,
      (resource) => (resource === 'Accounts' ? CHART.length : whole.records(resource)),
      (resource, index) => factsOf(whole, tables, resource, index),
    ),
  )
  const tables = new Map(Object.entries(TABLES).map(([name, make]) => [name, make(setting)]))
  const { files, plan } = setting
  const table = (resource: string) => tables.get(resource)

  const indexOf = (resource: string, id: string): number | undefined => {
    const found = decodeId(setting.idKey, id)
    if (found === undefined) return table(resource)?.findByName?.(id)
    if (found.organisation !== setting.organisation) return undefined
    const index =
      resource === 'Prepayments' || resource === 'Overpayments'
        ? found.kind === 'BankTransactions'
          ? sharedNumber(resource, found.index)
          : undefined
        : found.kind === resource
          ? found.index
          : undefined
    return index !== undefined && index < (table(resource)?.size ?? 0) ? index : undefined
  }

  const objectOf = (objectId: string) => {
    const found = decodeId(setting.idKey, objectId)
    if (found === undefined || found.organisation !== setting.organisation) return undefined
    return isCarrier(found.kind) ? { resource: found.kind, index: found.index } : undefined
  }

  return {
    tenantId: setting.id('Organisation', 0),
    name: plan.name,
    countryCode: plan.country,
    baseCurrency: setting.currency,
    resources: [...tables.keys()],
    size: (resource) => table(resource)?.size ?? 0,
    row: (resource, index, shape) => table(resource)?.row(index, shape) ?? {},
    find: indexOf,
    filesOf: (resource, index) => (isCarrier(resource) ? files.of(resource, index) : []),
    fileCount: files.total + plan.libraryFiles,
    fileAt: (number) =>
      number < files.total ? files.at(number) : libraryFile(setting, number - files.total),
    fileById: (id) => {
      const found = decodeId(setting.idKey, id)
      if (found === undefined || found.organisation !== setting.organisation) return undefined
      if (found.kind === 'File' && found.index < plan.libraryFiles)
        return libraryFile(setting, found.index)
      if (found.kind !== 'Attachment' || !isCarrier(found.owner)) return undefined
      return files.one(found.owner, found.index, found.position)
    },
    filesOn: (objectId) => {
      const found = objectOf(objectId)
      return found === undefined ? 0 : files.count(found.resource, found.index)
    },
    objectOf,
  }
}

/** A file that hangs on nothing: it lies in the inbox or in a folder. */
function libraryFile(setting: Setting, index: number): StoredFile {
  const seed = mix(setting.seed, index, 91)
  const body = bodyOf('pdf', 4_000 + (seed % 20_000), seed, [
    setting.plan.name,
    'Library',
    `Paper ${index + 1}`,
  ])
  return {
    id: setting.id('File', index),
    name: index === 0 ? 'Contract.pdf' : `Library paper ${index + 1}.pdf`,
    mimeType: 'application/pdf',
    length: body.length,
    createdAt: setting.startAt + (seed % 1_000_000_000),
    parent: undefined,
    includeOnline: false,
    body,
  }
}

import { addresses, phones } from './addresses.ts'
import { amount, decimal, instant, lines, text, yesNo } from './columns.ts'
import type { Column, Resource } from './resource.ts'
import { CONTACTS_ACCESS } from './scopes.ts'

const DEFAULTS: readonly Column[] = [
  text('SalesDefaultAccountCode', 'Sales account code'),
  text('PurchasesDefaultAccountCode', 'Purchases account code'),
  text('SalesDefaultLineAmountType', 'Sales line amount type'),
  text('PurchasesDefaultLineAmountType', 'Purchases line amount type'),
  text('AccountsReceivableTaxType', 'Sales tax type'),
  text('AccountsPayableTaxType', 'Purchases tax type'),
  ...trackingDefaults('Sales'),
  ...trackingDefaults('Purchases'),
  decimal('PaymentTerms.Bills.Day', 'Bills due day'),
  text('PaymentTerms.Bills.Type', 'Bills due'),
  decimal('PaymentTerms.Sales.Day', 'Sales due day'),
  text('PaymentTerms.Sales.Type', 'Sales due'),
  decimal('Discount', 'Discount %'),
  text('BrandingTheme.Name', 'Branding theme'),
]

export const CONTACTS: Resource = {
  name: 'Contacts',
  title: 'Contacts',
  path: 'Contacts',
  list: 'Contacts',
  id: 'ContactID',
  paging: 'pages',
  query: { includeArchived: 'true' },
  ...CONTACTS_ACCESS,
  columns: [
    text('Name'),
    text('ContactNumber'),
    text('AccountNumber'),
    text('ContactStatus', 'Status'),
    yesNo('IsCustomer'),
    yesNo('IsSupplier'),
    text('FirstName'),
    text('LastName'),
    text('EmailAddress'),
    text('Website'),
    text('CompanyNumber'),
    text('TaxNumber'),
    text('TaxNumberType'),
    text('DefaultCurrency'),
    amount('Balances.AccountsReceivable.Outstanding', 'Receivable outstanding'),
    amount('Balances.AccountsReceivable.Overdue', 'Receivable overdue'),
    amount('Balances.AccountsPayable.Outstanding', 'Payable outstanding'),
    amount('Balances.AccountsPayable.Overdue', 'Payable overdue'),
    text('BankAccountDetails', 'Bank account'),
    text('BatchPayments.BankAccountNumber', 'Batch payment account number'),
    text('BatchPayments.BankAccountName', 'Batch payment account name'),
    text('BatchPayments.Details', 'Batch payment details'),
    text('BatchPayments.Code', 'Batch payment code'),
    text('BatchPayments.Reference', 'Batch payment reference'),
    ...DEFAULTS,
    text('XeroNetworkKey'),
    yesNo('HasAttachments'),
    instant('UpdatedDateUTC'),
    text('MergedToContactID'),
    text('ContactID'),
  ],
  lines: [
    addresses('Contact addresses'),
    phones('Contact phones'),
    lines('Contact persons', 'ContactPersons', [
      text('FirstName'),
      text('LastName'),
      text('EmailAddress'),
      yesNo('IncludeInEmails'),
    ]),
    // From the contact's side: the list of groups leaves its members out.
    lines('Contact group members', 'ContactGroups', [
      text('Name', 'Group'),
      text('Status', 'Group status'),
      text('ContactGroupID'),
    ]),
  ],
  files: {
    endpoint: 'Contacts',
    history: true,
    flag: true,
    types: [{ key: 'contacts', title: 'Contacts' }],
    number: 'ContactNumber',
    otherNumber: 'AccountNumber',
    contact: 'Name',
  },
}

export const CONTACT_GROUPS: Resource = {
  name: 'ContactGroups',
  title: 'Contact groups',
  path: 'ContactGroups',
  list: 'ContactGroups',
  id: 'ContactGroupID',
  paging: 'none',
  query: {},
  ...CONTACTS_ACCESS,
  columns: [text('Name'), text('Status'), text('ContactGroupID')],
  lines: [],
}

function trackingDefaults(side: 'Sales' | 'Purchases'): readonly Column[] {
  return [0, 1].flatMap((index) => {
    const path = `${side}TrackingCategories.${index}`
    const title = `${side} tracking ${index + 1}`
    return [
      text(`${path}.TrackingCategoryName`, title),
      text(`${path}.TrackingOptionName`, `${title} option`),
    ]
  })
}

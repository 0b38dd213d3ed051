import { amount, date, decimal, instant, text, yesNo } from './columns.ts'
import { allocations, paymentsOf } from './credit.ts'
import { lineItems } from './line-items.ts'
import type { Column, Resource } from './resource.ts'
import { PAYMENTS_ACCESS } from './scopes.ts'

/**
 * Xero keeps their files under BankTransactions, where the same GUID is listed again as
 * SPEND-PREPAYMENT, RECEIVE-OVERPAYMENT and so on. One that is listed there counts there alone; these
 * are for one that is not.
 */
const FILES: NonNullable<Resource['files']> = {
  endpoint: 'BankTransactions',
  history: true,
  otherwise: 'BankTransactions',
  flag: true,
  types: [
    { key: 'spend-money', title: 'Spend money', when: { field: 'Type', values: ['SPEND'] } },
    { key: 'receive-money', title: 'Receive money', when: { field: 'Type', values: ['RECEIVE'] } },
  ],
  date: 'Date',
  number: 'Reference',
  contact: 'Contact.Name',
}

const HEAD: readonly Column[] = [
  text('Type'),
  text('Status'),
  text('Contact.Name', 'Contact'),
  date('Date'),
  text('Reference'),
]

const SUMS: readonly Column[] = [
  text('CurrencyCode', 'Currency'),
  decimal('CurrencyRate'),
  text('LineAmountTypes'),
  amount('SubTotal', 'Subtotal'),
  amount('TotalTax'),
  amount('Total'),
  amount('RemainingCredit'),
  amount('AppliedAmount'),
  yesNo('HasAttachments'),
  instant('UpdatedDateUTC'),
]

export const PREPAYMENTS: Resource = {
  name: 'Prepayments',
  title: 'Prepayments',
  path: 'Prepayments',
  list: 'Prepayments',
  id: 'PrepaymentID',
  paging: 'pages',
  query: { unitdp: '4' },
  ...PAYMENTS_ACCESS,
  columns: [
    ...HEAD,
    text('InvoiceNumber'),
    ...SUMS,
    text('BrandingThemeID'),
    text('Contact.ContactID', 'Contact ID'),
    text('PrepaymentID'),
  ],
  lines: [
    lineItems('Prepayment lines'),
    allocations('Prepayment allocations'),
    paymentsOf('Prepayment payments'),
  ],
  files: FILES,
}

export const OVERPAYMENTS: Resource = {
  name: 'Overpayments',
  title: 'Overpayments',
  path: 'Overpayments',
  list: 'Overpayments',
  id: 'OverpaymentID',
  paging: 'pages',
  query: { unitdp: '4' },
  ...PAYMENTS_ACCESS,
  columns: [...HEAD, ...SUMS, text('Contact.ContactID', 'Contact ID'), text('OverpaymentID')],
  lines: [
    lineItems('Overpayment lines'),
    allocations('Overpayment allocations'),
    paymentsOf('Overpayment payments'),
  ],
  files: FILES,
}

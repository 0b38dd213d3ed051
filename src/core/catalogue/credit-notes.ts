import { invoiceAddresses } from './addresses.ts'
import { amount, date, decimal, instant, text, yesNo } from './columns.ts'
import { allocations, paymentsOf } from './credit.ts'
import { lineItems, lineTaxes } from './line-items.ts'
import type { Resource } from './resource.ts'
import { INVOICES_ACCESS } from './scopes.ts'

export const CREDIT_NOTES: Resource = {
  name: 'CreditNotes',
  title: 'Credit notes',
  path: 'CreditNotes',
  list: 'CreditNotes',
  id: 'CreditNoteID',
  paging: 'pages',
  query: { unitdp: '4' },
  ...INVOICES_ACCESS,
  columns: [
    text('CreditNoteNumber'),
    text('Type'),
    text('Status'),
    text('Contact.Name', 'Contact'),
    date('Date'),
    date('DueDate'),
    text('Reference'),
    text('CurrencyCode', 'Currency'),
    decimal('CurrencyRate'),
    text('LineAmountTypes'),
    amount('SubTotal', 'Subtotal'),
    amount('TotalTax'),
    amount('Total'),
    amount('RemainingCredit'),
    amount('AppliedAmount'),
    amount('CISDeduction'),
    decimal('CISRate'),
    date('FullyPaidOnDate', 'Fully paid on'),
    yesNo('SentToContact'),
    yesNo('HasAttachments'),
    instant('UpdatedDateUTC'),
    text('BrandingThemeID'),
    text('Contact.ContactID', 'Contact ID'),
    text('CreditNoteID'),
  ],
  lines: [
    lineItems('Credit note lines'),
    lineTaxes('Credit note line taxes'),
    allocations('Credit note allocations'),
    paymentsOf('Credit note payments'),
    invoiceAddresses('Credit note addresses'),
  ],
  files: {
    endpoint: 'CreditNotes',
    history: true,
    flag: true,
    types: [
      {
        key: 'sales-credit-notes',
        title: 'Sales credit notes',
        pdf: true,
        when: { field: 'Type', values: ['ACCREC'] },
      },
      {
        key: 'bill-credit-notes',
        title: 'Bill credit notes',
        when: { field: 'Type', values: ['ACCPAY'] },
      },
    ],
    date: 'Date',
    number: 'CreditNoteNumber',
    otherNumber: 'Reference',
    contact: 'Contact.Name',
  },
}

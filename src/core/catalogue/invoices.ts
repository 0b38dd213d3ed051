import { invoiceAddresses } from './addresses.ts'
import { amount, date, decimal, instant, lines, text, yesNo } from './columns.ts'
import { paymentsOf } from './credit.ts'
import { lineItems, lineTaxes } from './line-items.ts'
import type { Resource } from './resource.ts'
import { INVOICES_ACCESS } from './scopes.ts'

/** Sales invoices and bills are one list, told apart by `Type`. */
export const INVOICES: Resource = {
  name: 'Invoices',
  title: 'Invoices',
  path: 'Invoices',
  list: 'Invoices',
  id: 'InvoiceID',
  paging: 'pages',
  // Without unitdp Xero rounds unit prices to two places.
  query: { unitdp: '4', includeArchived: 'true' },
  ...INVOICES_ACCESS,
  columns: [
    text('InvoiceNumber'),
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
    amount('TotalDiscount'),
    amount('TotalTax'),
    amount('Total'),
    amount('AmountDue'),
    amount('AmountPaid'),
    amount('AmountCredited'),
    amount('CISDeduction'),
    decimal('CISRate'),
    date('FullyPaidOnDate', 'Fully paid on'),
    date('ExpectedPaymentDate'),
    date('PlannedPaymentDate'),
    yesNo('SentToContact'),
    yesNo('IsDiscounted'),
    yesNo('HasAttachments'),
    text('Url', 'URL'),
    instant('UpdatedDateUTC'),
    text('RepeatingInvoiceID'),
    text('BrandingThemeID'),
    text('Contact.ContactID', 'Contact ID'),
    text('InvoiceID'),
  ],
  lines: [
    lineItems('Invoice lines'),
    lineTaxes('Invoice line taxes'),
    paymentsOf('Invoice payments'),
    lines('Invoice credit notes', 'CreditNotes', [
      text('CreditNoteNumber'),
      date('Date'),
      amount('AppliedAmount'),
      amount('Total'),
      text('CreditNoteID'),
    ]),
    lines('Invoice prepayments', 'Prepayments', [
      date('Date'),
      amount('AppliedAmount'),
      amount('Total'),
      text('PrepaymentID'),
    ]),
    lines('Invoice overpayments', 'Overpayments', [
      date('Date'),
      amount('AppliedAmount'),
      amount('Total'),
      text('OverpaymentID'),
    ]),
    invoiceAddresses('Invoice addresses'),
  ],
  files: {
    endpoint: 'Invoices',
    history: true,
    flag: true,
    types: [
      {
        key: 'sales-invoices',
        title: 'Sales invoices',
        pdf: true,
        when: { field: 'Type', values: ['ACCREC', 'AR'] },
      },
      { key: 'bills', title: 'Bills', when: { field: 'Type', values: ['ACCPAY', 'AP'] } },
    ],
    date: 'Date',
    number: 'InvoiceNumber',
    otherNumber: 'Reference',
    contact: 'Contact.Name',
  },
}

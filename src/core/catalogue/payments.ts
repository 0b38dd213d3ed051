import { amount, date, decimal, instant, lines, text, yesNo } from './columns.ts'
import type { Column, Resource } from './resource.ts'
import { PAYMENTS_ACCESS } from './scopes.ts'

/** A payment settles exactly one of these four; the other columns of its row are empty. */
const PAID: readonly Column[] = [
  text('Invoice.InvoiceNumber', 'Invoice number'),
  text('Invoice.Type', 'Invoice type'),
  text('Invoice.Contact.Name', 'Invoice contact'),
  text('CreditNote.CreditNoteNumber', 'Credit note number'),
  text('CreditNote.Contact.Name', 'Credit note contact'),
  text('Prepayment.Contact.Name', 'Prepayment contact'),
  text('Overpayment.Contact.Name', 'Overpayment contact'),
]

/** An amount is in the currency of what it settles. */
const PAID_CURRENCIES: readonly Column[] = [
  text('Invoice.CurrencyCode', 'Invoice currency'),
  text('CreditNote.CurrencyCode', 'Credit note currency'),
  text('Prepayment.CurrencyCode', 'Prepayment currency'),
  text('Overpayment.CurrencyCode', 'Overpayment currency'),
]

const PAID_IDS: readonly Column[] = [
  text('Invoice.InvoiceID', 'Invoice ID'),
  text('CreditNote.CreditNoteID', 'Credit note ID'),
  text('Prepayment.PrepaymentID', 'Prepayment ID'),
  text('Overpayment.OverpaymentID', 'Overpayment ID'),
]

export const PAYMENTS: Resource = {
  name: 'Payments',
  title: 'Payments',
  path: 'Payments',
  list: 'Payments',
  id: 'PaymentID',
  paging: 'pages',
  query: {},
  ...PAYMENTS_ACCESS,
  columns: [
    date('Date'),
    text('PaymentType'),
    text('Status'),
    text('Reference'),
    ...PAID,
    text('Account.Code', 'Account code'),
    text('Account.Name', 'Account'),
    ...PAID_CURRENCIES,
    decimal('CurrencyRate'),
    amount('Amount'),
    amount('BankAmount'),
    yesNo('IsReconciled'),
    text('BankAccountNumber'),
    text('Particulars'),
    text('Code'),
    text('Details'),
    instant('UpdatedDateUTC'),
    ...PAID_IDS,
    text('Account.AccountID', 'Account ID'),
    text('BatchPaymentID'),
    text('PaymentID'),
  ],
  currency: {
    columns: PAID_CURRENCIES.map(({ title }) => title),
    // In that of the bank account.
    not: ['Bank amount'],
  },
  lines: [],
}

export const BATCH_PAYMENTS: Resource = {
  name: 'BatchPayments',
  title: 'Batch payments',
  path: 'BatchPayments',
  list: 'BatchPayments',
  id: 'BatchPaymentID',
  paging: 'none',
  query: {},
  ...PAYMENTS_ACCESS,
  columns: [
    date('Date'),
    text('Type'),
    text('Status'),
    text('Reference'),
    text('Account.Code', 'Account code'),
    text('Account.Name', 'Account'),
    text('Account.CurrencyCode', 'Currency'),
    amount('TotalAmount'),
    yesNo('IsReconciled'),
    text('Particulars'),
    text('Code'),
    text('Details'),
    text('Narrative'),
    instant('UpdatedDateUTC'),
    text('Account.AccountID', 'Account ID'),
    text('BatchPaymentID'),
  ],
  lines: [
    lines('Batch payment payments', 'Payments', [
      text('Invoice.InvoiceNumber', 'Invoice number'),
      text('Invoice.CurrencyCode', 'Invoice currency'),
      amount('Amount'),
      amount('BankAmount'),
      text('BankAccountNumber'),
      text('Particulars'),
      text('Code'),
      text('Reference'),
      text('Details'),
      ...PAID_IDS,
      text('PaymentID'),
    ]),
  ],
}

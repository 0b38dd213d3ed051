import { amount, date, instant, lines, text, yesNo } from './columns.ts'
import { paymentsOf } from './credit.ts'
import { lineItems } from './line-items.ts'
import type { Resource } from './resource.ts'
import { EXPENSES_ACCESS } from './scopes.ts'

export const RECEIPTS: Resource = {
  name: 'Receipts',
  title: 'Receipts',
  path: 'Receipts',
  list: 'Receipts',
  id: 'ReceiptID',
  paging: 'none',
  query: { unitdp: '4' },
  ...EXPENSES_ACCESS,
  columns: [
    text('ReceiptNumber'),
    text('Status'),
    text('Contact.Name', 'Contact'),
    date('Date'),
    text('Reference'),
    text('LineAmountTypes'),
    amount('SubTotal', 'Subtotal'),
    amount('TotalTax'),
    amount('Total'),
    text('User.FirstName', 'User first name'),
    text('User.LastName', 'User last name'),
    yesNo('HasAttachments'),
    text('Url', 'URL'),
    instant('UpdatedDateUTC'),
    text('User.UserID', 'User ID'),
    text('Contact.ContactID', 'Contact ID'),
    text('ReceiptID'),
  ],
  lines: [lineItems('Receipt lines')],
  files: {
    endpoint: 'Receipts',
    flag: true,
    types: [{ key: 'receipts', title: 'Receipts' }],
    date: 'Date',
    number: 'ReceiptNumber',
    otherNumber: 'Reference',
    contact: 'Contact.Name',
  },
}

export const EXPENSE_CLAIMS: Resource = {
  name: 'ExpenseClaims',
  title: 'Expense claims',
  path: 'ExpenseClaims',
  list: 'ExpenseClaims',
  id: 'ExpenseClaimID',
  paging: 'none',
  query: {},
  ...EXPENSES_ACCESS,
  columns: [
    text('Status'),
    text('User.FirstName', 'User first name'),
    text('User.LastName', 'User last name'),
    text('User.EmailAddress', 'User email address'),
    date('ReportingDate'),
    date('PaymentDueDate'),
    amount('Total'),
    amount('AmountDue'),
    amount('AmountPaid'),
    instant('UpdatedDateUTC'),
    text('User.UserID', 'User ID'),
    text('ExpenseClaimID'),
  ],
  lines: [
    lines('Expense claim receipts', 'Receipts', [
      text('ReceiptNumber'),
      text('Status'),
      text('Contact.Name', 'Contact'),
      date('Date'),
      text('Reference'),
      amount('SubTotal', 'Subtotal'),
      amount('TotalTax'),
      amount('Total'),
      text('ReceiptID'),
    ]),
    paymentsOf('Expense claim payments'),
  ],
}

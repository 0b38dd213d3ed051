import { amount, date, decimal, lines, text, yesNo } from './columns.ts'
import type { Lines } from './resource.ts'

/** What a credit note, a prepayment or an overpayment was set off against. */
export const allocations = (title: string): Lines =>
  lines(title, 'Allocations', [
    date('Date'),
    amount('Amount'),
    text('Invoice.InvoiceNumber', 'Invoice number'),
    text('CreditNote.CreditNoteNumber', 'Credit note number'),
    yesNo('IsDeleted'),
    text('Invoice.InvoiceID', 'Invoice ID'),
    text('CreditNote.CreditNoteID', 'Credit note ID'),
    text('Prepayment.PrepaymentID', 'Prepayment ID'),
    text('Overpayment.OverpaymentID', 'Overpayment ID'),
    text('AllocationID'),
  ])

/** The short form in which a document repeats its payments. */
export const paymentsOf = (title: string): Lines =>
  lines(title, 'Payments', [
    date('Date'),
    text('Reference'),
    amount('Amount'),
    amount('BankAmount'),
    decimal('CurrencyRate'),
    text('Account.Code', 'Account code'),
    text('PaymentType'),
    text('Status'),
    text('BatchPaymentID'),
    text('PaymentID'),
  ])

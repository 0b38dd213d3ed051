import { money } from '../row.ts'
import { contactFor, contactSummary } from './contact-summaries.ts'
import { invoiceOf } from './invoices.ts'
import { lineRows, linesOf } from './lines.ts'
import { dayString, momentsOf, xeroDate } from './moments.ts'
import type { Setting, Table } from './setting.ts'

const EVERY = 40

/** A billable expense: one bill in forty is linked to its contact. */
export function linkedTransactionsTable(setting: Setting): Table {
  return {
    size: Math.floor(setting.records('Invoices') / EVERY),
    row: (index) => {
      const bill = invoiceOf(setting, index * EVERY)
      return {
        LinkedTransactionID: setting.id('LinkedTransactions', index),
        SourceTransactionID: setting.id('Invoices', bill.index),
        SourceLineItemID: setting.id('Line', bill.index, 'Invoices', 0),
        ContactID: setting.id('Contacts', bill.contact),
        Status: 'APPROVED',
        Type: 'BILLABLEEXPENSE',
        UpdatedDateUTC: xeroDate(bill.updatedAt),
        SourceTransactionTypeCode: bill.type,
      }
    },
  }
}

const RECEIPTS = 3

/** Receipts and expense claims: only the broad scope of old apps reaches them. */
export function receiptsTable(setting: Setting): Table {
  return {
    size: RECEIPTS,
    row: (index, shape) => {
      const { date, updatedAt } = momentsOf(setting, 'Receipts', index, RECEIPTS)
      const made = linesOf(setting, 'Receipts', index, 'purchases')
      return {
        ReceiptID: setting.id('Receipts', index),
        ReceiptNumber: index + 1,
        Status: 'AUTHORISED',
        User: { UserID: setting.id('Users', 0), FirstName: 'Ann', LastName: 'Fairweather' },
        Contact: contactSummary(setting, contactFor(setting, index)),
        Date: xeroDate(date),
        DateString: dayString(date),
        UpdatedDateUTC: xeroDate(updatedAt),
        Reference: '',
        LineAmountTypes: made.type,
        LineItems:
          shape.detail === 'single' ? lineRows(setting, 'Receipts', index, made, shape) : [],
        SubTotal: money(made.subTotal),
        TotalTax: money(made.totalTax),
        Total: money(made.total),
        ID: setting.id('Receipts', index),
        HasAttachments: false,
        Attachments: [],
      }
    },
  }
}

export function expenseClaimsTable(setting: Setting): Table {
  return {
    size: 1,
    row: () => ({
      ExpenseClaimID: setting.id('ExpenseClaims', 0),
      Status: 'AUTHORISED',
      UpdatedDateUTC: xeroDate(setting.startAt),
      Total: money(0),
      AmountDue: money(0),
      AmountPaid: money(0),
      User: { UserID: setting.id('Users', 0) },
    }),
  }
}

/** The general ledger of the sales invoices and bills, for apps that may read it. */
export function journalsTable(setting: Setting): Table {
  return {
    size: setting.records('Invoices'),
    row: (index, shape) => {
      const one = invoiceOf(setting, index)
      const sign = one.type === 'ACCREC' ? 1 : -1
      const line = (position: number, account: string, amount: number) => ({
        JournalLineID: setting.id('JournalLines', index, 'Journals', position),
        AccountCode: account,
        NetAmount: money(sign * amount),
        GrossAmount: money(sign * amount),
        TaxAmount: money(0),
        TrackingCategories: [],
      })
      const control = one.type === 'ACCREC' ? '610' : '800'
      return {
        JournalID: setting.id('Journals', index),
        JournalDate: xeroDate(one.date),
        // Numbers have gaps, so that counting rows does not tell where the next page starts.
        JournalNumber: index * 2 + 1,
        CreatedDateUTC: xeroDate(one.updatedAt),
        Reference: one.number,
        SourceID: shape.detail === 'single' ? undefined : setting.id('Invoices', index),
        SourceType: shape.detail === 'single' ? undefined : one.type,
        JournalLines: [
          line(0, control, one.lines.total),
          ...one.lines.lines.map((part, at) =>
            line(
              at + 1,
              part.account,
              one.lines.type === 'Inclusive' ? part.tax - part.amount : -part.amount,
            ),
          ),
          line(9, '820', -one.lines.totalTax),
        ],
      }
    },
  }
}

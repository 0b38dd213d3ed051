import { decimal, money } from '../row.ts'
import { contactSummary } from './contact-summaries.ts'
import { type Invoice, invoiceOf, paidInvoices } from './invoices.ts'
import { dayString, secondsString, xeroDate } from './moments.ts'
import type { Setting, Table } from './setting.ts'

const BATCH = 10

/** One payment for each paid invoice, of its whole amount. */
export function paymentsTable(setting: Setting): Table {
  const paid = paidInvoices(setting)
  return {
    size: paid.chosen,
    row: (number) => {
      const one = invoiceOf(setting, paid.at(number))
      return {
        PaymentID: setting.id('Payments', number),
        BatchPaymentID:
          number % BATCH < 2 && inBatch(paid.chosen, number)
            ? setting.id('BatchPayments', Math.floor(number / BATCH))
            : undefined,
        Date: xeroDate(one.fullyPaidOn),
        BankAmount: money(one.lines.total),
        Amount: money(one.lines.total),
        Reference: '',
        CurrencyRate: one.rate === undefined ? decimal(1_000_000, 6) : decimal(one.rate, 6),
        PaymentType: `${one.type}PAYMENT`,
        Status: 'AUTHORISED',
        UpdatedDateUTC: xeroDate(one.updatedAt),
        UpdatedDateUTCString: secondsString(one.updatedAt),
        HasAccount: true,
        IsReconciled: number % 3 === 0,
        Account: { AccountID: setting.id('Accounts', 0), Code: '090' },
        Invoice: invoiceSummary(setting, one),
        HasValidationErrors: false,
      }
    },
  }
}

/** A batch holds two payments, so the last one needs both to exist. */
function inBatch(size: number, number: number): boolean {
  return number - (number % BATCH) + 1 < size
}

function invoiceSummary(setting: Setting, one: Invoice) {
  return {
    Type: one.type,
    InvoiceID: setting.id('Invoices', one.index),
    InvoiceNumber: one.number,
    Payments: [],
    CreditNotes: [],
    Prepayments: [],
    Overpayments: [],
    HasErrors: false,
    IsDiscounted: false,
    Contact: contactSummary(setting, one.contact),
    LineItems: [],
    CurrencyCode: one.currency,
  }
}

/** Every tenth payment and its neighbour were sent together. */
export function batchPaymentsTable(setting: Setting): Table {
  const paid = paidInvoices(setting)
  return {
    size: Math.floor((paid.chosen + BATCH - 2) / BATCH),
    row: (index) => {
      const numbers = [index * BATCH, index * BATCH + 1]
      const invoices = numbers.map((number) => invoiceOf(setting, paid.at(number)))
      const total = invoices.reduce((sum, one) => sum + one.lines.total, 0)
      const date = invoices[0]?.fullyPaidOn ?? setting.startAt
      return {
        Account: { AccountID: setting.id('Accounts', 0), CurrencyCode: setting.currency },
        Reference: `Batch ${index + 1}`,
        BatchPaymentID: setting.id('BatchPayments', index),
        DateString: dayString(date),
        Date: xeroDate(date),
        Payments: invoices.map((one, at) => ({
          Invoice: {
            InvoiceID: setting.id('Invoices', one.index),
            CurrencyCode: one.currency,
            Payments: [],
            LineItems: [],
          },
          PaymentID: setting.id('Payments', numbers[at] ?? 0),
          Amount: money(one.lines.total),
          BankAmount: money(one.lines.total),
        })),
        Type: 'PAYBATCH',
        Status: 'AUTHORISED',
        TotalAmount: (total / 100).toFixed(2),
        UpdatedDateUTC: xeroDate(date),
        IsReconciled: 'false',
      }
    },
  }
}

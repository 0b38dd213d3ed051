import { choose } from '../chance.ts'
import { decimal, money, type Row } from '../row.ts'
import { type Subset, subset } from '../subset.ts'
import type { Shape } from '../world.ts'
import { contactFor, contactSummary } from './contact-summaries.ts'
import { type Lines, lineRows, linesOf } from './lines.ts'
import { addDays, dayString, momentsOf, secondsString, xeroDate } from './moments.ts'
import type { Setting, Table } from './setting.ts'

/** An invoice or bill before it is shown. */
export interface Invoice {
  readonly index: number
  readonly type: 'ACCREC' | 'ACCPAY'
  readonly number: string
  readonly contact: number
  readonly date: number
  readonly updatedAt: number
  readonly status: string
  readonly currency: string
  /** Foreign units per base unit in millionths; undefined for the base currency. */
  readonly rate: number | undefined
  readonly lines: Lines
  readonly paid: boolean
  readonly fullyPaidOn: number
}

const OPEN_STATUSES = [
  'AUTHORISED',
  'AUTHORISED',
  'AUTHORISED',
  'AUTHORISED',
  'DRAFT',
  'SUBMITTED',
  'VOIDED',
  'DELETED',
]

const paidOf = new WeakMap<Setting, Subset>()

/** Two thirds of the invoices are paid; payment number n belongs to the n-th of them. */
export function paidInvoices(setting: Setting): Subset {
  const known = paidOf.get(setting)
  if (known !== undefined) return known
  const size = setting.records('Invoices')
  const made = subset(size, Math.floor((size * 2) / 3))
  paidOf.set(setting, made)
  return made
}

export function invoiceOf(setting: Setting, index: number): Invoice {
  const chance = setting.chance('Invoices', index, 1)
  const type = chance % 100 < 54 ? 'ACCREC' : 'ACCPAY'
  const { date, updatedAt } = momentsOf(setting, 'Invoices', index, setting.records('Invoices'))
  const paid = paidInvoices(setting).has(index)
  const foreign = type === 'ACCPAY' && (chance >>> 20) % 16 === 0
  return {
    index,
    type,
    number: type === 'ACCREC' ? `INV-${String(index + 1).padStart(4, '0')}` : billNumber(chance),
    contact: contactFor(setting, chance >>> 7),
    date,
    updatedAt,
    status: paid ? 'PAID' : choose(OPEN_STATUSES, chance >>> 11),
    currency: foreign ? 'USD' : setting.currency,
    rate: foreign ? 1_200_000 + (chance % 100_000) : undefined,
    lines: linesOf(setting, 'Invoices', index, type === 'ACCREC' ? 'sales' : 'purchases'),
    paid,
    fullyPaidOn: addDays(date, 5 + (chance % 25)),
  }
}

/** Suppliers number as they like, and two of them may well use the same number. */
function billNumber(chance: number): string {
  const digits = (chance >>> 3) % 5000
  return choose([`${digits}`, `2024/${digits}`, `RE-${digits}`, `1001`], chance >>> 16)
}

export function invoicesTable(setting: Setting): Table {
  return {
    size: setting.records('Invoices'),
    row: (index, shape) => invoiceRow(setting, invoiceOf(setting, index), shape),
    findByName: (name) => {
      const index = Number.parseInt(/^INV-(\d+)$/i.exec(name)?.[1] ?? '', 10) - 1
      if (!(index >= 0 && index < setting.records('Invoices'))) return undefined
      return invoiceOf(setting, index).number === name.toUpperCase() ? index : undefined
    },
  }
}

function invoiceRow(setting: Setting, one: Invoice, shape: Shape): Row {
  const id = setting.id('Invoices', one.index)
  const single = shape.detail === 'single'
  const chance = setting.chance('Invoices', one.index, 4)
  const { subTotal, totalTax, total } = one.lines
  const settled = one.paid ? total : 0
  return {
    Type: one.type,
    InvoiceID: id,
    InvoiceNumber: one.number,
    Reference:
      one.type === 'ACCREC'
        ? choose(['', 'Red Fish, Blue Fish', 'PO 4500-12', 'Ref: Ünïcode'], chance)
        : undefined,
    Payments: one.paid ? [paymentSummary(setting, one)] : [],
    CreditNotes: [],
    Prepayments: [],
    Overpayments: [],
    AmountDue: money(one.status === 'VOIDED' || one.status === 'DELETED' ? 0 : total - settled),
    AmountPaid: money(settled),
    AmountCredited: money(0),
    SentToContact: one.type === 'ACCREC' ? chance % 2 === 0 : undefined,
    CurrencyRate:
      one.rate === undefined
        ? chance % 3 === 0
          ? undefined
          : decimal(1_000_000, 6)
        : decimal(one.rate, 6),
    IsDiscounted: false,
    HasAttachments: setting.files.has('Invoices', one.index),
    Attachments: single ? setting.files.embedded('Invoices', one.index) : undefined,
    HasErrors: false,
    ValidationErrors: single ? [] : undefined,
    InvoiceAddresses: single ? undefined : [],
    InvoicePaymentServices: [],
    Contact: contactSummary(setting, one.contact),
    DateString: dayString(one.date),
    Date: xeroDate(one.date),
    DueDateString: dayString(addDays(one.date, 30)),
    DueDate: xeroDate(addDays(one.date, 30)),
    BrandingThemeID: one.type === 'ACCREC' ? setting.id('BrandingThemes', 0) : undefined,
    Status: one.status,
    LineAmountTypes: one.lines.type,
    LineItems:
      shape.detail === 'summary' ? [] : lineRows(setting, 'Invoices', one.index, one.lines, shape),
    SubTotal: money(subTotal),
    TotalTax: money(totalTax),
    Total: money(total),
    UpdatedDateUTC: xeroDate(one.updatedAt),
    UpdatedDateUTCString: secondsString(one.updatedAt),
    CurrencyCode: one.currency,
    FullyPaidOnDate: one.paid ? xeroDate(one.fullyPaidOn) : undefined,
  }
}

function paymentSummary(setting: Setting, one: Invoice): Row {
  return {
    PaymentID: setting.id('Payments', paidInvoices(setting).rank(one.index)),
    Date: xeroDate(one.fullyPaidOn),
    Amount: money(one.lines.total),
    Reference: '',
    CurrencyRate: one.rate === undefined ? undefined : decimal(one.rate, 6),
    HasAccount: false,
    HasValidationErrors: false,
  }
}

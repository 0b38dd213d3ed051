import { choose } from '../chance.ts'
import { money, type Row } from '../row.ts'
import type { Shape } from '../world.ts'
import { contactFor, contactName, contactSummary } from './contact-summaries.ts'
import { lineRows, linesOf } from './lines.ts'
import { addDays, dayString, momentsOf, xeroDate } from './moments.ts'
import type { Setting, Table } from './setting.ts'

export function purchaseOrdersTable(setting: Setting): Table {
  const size = setting.records('PurchaseOrders')
  return { size, row: (index, shape) => purchaseOrderRow(setting, index, size, shape) }
}

function purchaseOrderRow(setting: Setting, index: number, size: number, shape: Shape): Row {
  const chance = setting.chance('PurchaseOrders', index, 1)
  const { date, updatedAt } = momentsOf(setting, 'PurchaseOrders', index, size)
  const made = linesOf(setting, 'PurchaseOrders', index, 'purchases')
  return {
    PurchaseOrderID: setting.id('PurchaseOrders', index),
    PurchaseOrderNumber: `PO-${String(index + 1).padStart(4, '0')}`,
    DateString: dayString(date),
    Date: xeroDate(date),
    DeliveryDateString: dayString(addDays(date, 7)),
    DeliveryDate: xeroDate(addDays(date, 7)),
    DeliveryAddress: '12 Harbour Street\nBristol\nBS1 4ST',
    AttentionTo: 'Zoë',
    SentToContact: chance % 2 === 0,
    HasErrors: false,
    IsDiscounted: false,
    Type: 'PURCHASEORDER',
    CurrencyRate: money(100),
    CurrencyCode: setting.currency,
    Contact: contactSummary(setting, contactFor(setting, chance >>> 7)),
    BrandingThemeID: setting.id('BrandingThemes', 0),
    Status: choose(['AUTHORISED', 'BILLED', 'DRAFT', 'DELETED'], chance >>> 4),
    LineAmountTypes: made.type,
    LineItems: lineRows(setting, 'PurchaseOrders', index, made, shape),
    SubTotal: money(made.subTotal),
    TotalTax: money(made.totalTax),
    Total: money(made.total),
    UpdatedDateUTC: xeroDate(updatedAt),
    HasAttachments: setting.files.has('PurchaseOrders', index),
    Attachments:
      shape.detail === 'single' ? setting.files.embedded('PurchaseOrders', index) : undefined,
  }
}

export function quotesTable(setting: Setting): Table {
  const size = setting.records('Quotes')
  return { size, row: (index, shape) => quoteRow(setting, index, size, shape) }
}

const bareDate = (ms: number) => `/Date(${ms})/`

/** Quotes come from another service: dates without a zone, upper-case line types, no attachment flag. */
function quoteRow(setting: Setting, index: number, size: number, shape: Shape): Row {
  const chance = setting.chance('Quotes', index, 1)
  const { date, updatedAt } = momentsOf(setting, 'Quotes', index, size)
  const made = linesOf(setting, 'Quotes', index, 'sales')
  const contact = contactFor(setting, chance >>> 7)
  return {
    QuoteID: setting.id('Quotes', index),
    QuoteNumber: `QU-${String(index + 1).padStart(4, '0')}`,
    Reference: `REF-${chance % 1000}`,
    Terms: 'Valid for 30 days',
    Contact: { ContactID: setting.id('Contacts', contact), Name: contactName(setting, contact) },
    LineItems: lineRows(setting, 'Quotes', index, made, { ...shape, detail: 'single' }),
    Date: bareDate(date),
    DateString: dayString(date),
    ExpiryDate: bareDate(addDays(date, 30)),
    ExpiryDateString: dayString(addDays(date, 30)),
    Status: choose(['DRAFT', 'SENT', 'ACCEPTED', 'DECLINED', 'INVOICED'], chance >>> 4),
    CurrencyRate: money(100),
    CurrencyCode: setting.currency,
    SubTotal: money(made.subTotal),
    TotalTax: money(made.totalTax),
    Total: money(made.total),
    TotalDiscount: money(0),
    Title: 'Quote for catering',
    Summary: 'Cakes & more',
    BrandingThemeID: setting.id('BrandingThemes', 0),
    UpdatedDateUTC: bareDate(updatedAt),
    LineAmountTypes: made.type.toUpperCase(),
  }
}

export function repeatingInvoicesTable(setting: Setting): Table {
  const size = setting.records('RepeatingInvoices')
  return { size, row: (index, shape) => repeatingInvoiceRow(setting, index, size, shape) }
}

function repeatingInvoiceRow(setting: Setting, index: number, size: number, shape: Shape): Row {
  const chance = setting.chance('RepeatingInvoices', index, 1)
  const { date } = momentsOf(setting, 'RepeatingInvoices', index, size)
  const sales = chance % 2 === 0
  const made = linesOf(setting, 'RepeatingInvoices', index, sales ? 'sales' : 'purchases')
  const id = setting.id('RepeatingInvoices', index)
  return {
    Schedule: {
      Period: 1,
      Unit: 'MONTHLY',
      DueDate: 10,
      DueDateType: 'OFFOLLOWINGMONTH',
      StartDate: xeroDate(date),
      NextScheduledDate: xeroDate(addDays(date, 30)),
    },
    RepeatingInvoiceID: id,
    Type: sales ? 'ACCREC' : 'ACCPAY',
    Reference: 'Subscription [Month]',
    HasAttachments: setting.files.has('RepeatingInvoices', index),
    Attachments:
      shape.detail === 'single' ? setting.files.embedded('RepeatingInvoices', index) : undefined,
    ApprovedForSending: false,
    SendCopy: false,
    MarkAsSent: false,
    IncludePDF: false,
    ID: id,
    Contact: contactSummary(setting, contactFor(setting, chance >>> 7)),
    Status: 'AUTHORISED',
    LineAmountTypes: made.type,
    LineItems: lineRows(setting, 'RepeatingInvoices', index, made, shape),
    SubTotal: money(made.subTotal),
    TotalTax: money(made.totalTax),
    Total: money(made.total),
    CurrencyCode: setting.currency,
  }
}

import { amount, date, decimal, instant, text, yesNo } from './columns.ts'
import { lineItems } from './line-items.ts'
import type { Column, Resource } from './resource.ts'
import { INVOICES_ACCESS } from './scopes.ts'

const SUMS: readonly Column[] = [
  text('CurrencyCode', 'Currency'),
  decimal('CurrencyRate'),
  text('LineAmountTypes'),
  amount('SubTotal', 'Subtotal'),
  amount('TotalDiscount'),
  amount('TotalTax'),
  amount('Total'),
]

export const PURCHASE_ORDERS: Resource = {
  name: 'PurchaseOrders',
  title: 'Purchase orders',
  path: 'PurchaseOrders',
  list: 'PurchaseOrders',
  id: 'PurchaseOrderID',
  paging: 'pages',
  query: {},
  ...INVOICES_ACCESS,
  columns: [
    text('PurchaseOrderNumber'),
    text('Status'),
    text('Contact.Name', 'Contact'),
    date('Date'),
    date('DeliveryDate'),
    date('ExpectedArrivalDate'),
    text('Reference'),
    ...SUMS,
    text('AttentionTo'),
    text('DeliveryAddress'),
    text('Telephone'),
    text('DeliveryInstructions'),
    yesNo('SentToContact'),
    yesNo('HasAttachments'),
    instant('UpdatedDateUTC'),
    text('BrandingThemeID'),
    text('Contact.ContactID', 'Contact ID'),
    text('PurchaseOrderID'),
  ],
  lines: [lineItems('Purchase order lines')],
  files: {
    endpoint: 'PurchaseOrders',
    flag: true,
    types: [{ key: 'purchase-orders', title: 'Purchase orders' }],
    date: 'Date',
    number: 'PurchaseOrderNumber',
    otherNumber: 'Reference',
    contact: 'Contact.Name',
  },
}

export const QUOTES: Resource = {
  name: 'Quotes',
  title: 'Quotes',
  path: 'Quotes',
  list: 'Quotes',
  id: 'QuoteID',
  paging: 'short pages',
  query: {},
  ...INVOICES_ACCESS,
  columns: [
    text('QuoteNumber'),
    text('Status'),
    text('Contact.Name', 'Contact'),
    date('Date'),
    date('ExpiryDate'),
    text('Reference'),
    text('Title'),
    text('Summary'),
    ...SUMS,
    text('Terms'),
    instant('UpdatedDateUTC'),
    text('BrandingThemeID'),
    text('Contact.ContactID', 'Contact ID'),
    text('QuoteID'),
  ],
  lines: [lineItems('Quote lines')],
  files: {
    endpoint: 'Quotes',
    // Quotes never tell whether they have files: each has to be asked.
    flag: false,
    types: [{ key: 'quotes', title: 'Quotes' }],
    date: 'Date',
    number: 'QuoteNumber',
    otherNumber: 'Reference',
    contact: 'Contact.Name',
  },
}

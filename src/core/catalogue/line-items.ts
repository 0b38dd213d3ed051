import { amount, decimal, lines, text } from './columns.ts'
import type { Column, Lines } from './resource.ts'

/** A line or an account carries at most two tracking categories: a column pair for each. */
export const tracking = (path: string, name: string = 'Tracking'): readonly Column[] =>
  [0, 1].flatMap((index) => [
    text(`${path}.${index}.Name`, `${name} ${index + 1}`),
    text(`${path}.${index}.Option`, `${name} ${index + 1} option`),
  ])

const LINE_ITEM: readonly Column[] = [
  text('Description'),
  text('ItemCode'),
  text('Item.Name', 'Item name'),
  decimal('Quantity'),
  decimal('UnitAmount', 'Unit price'),
  decimal('DiscountRate', 'Discount %'),
  amount('DiscountAmount'),
  text('AccountCode'),
  text('TaxType'),
  amount('TaxAmount'),
  amount('LineAmount'),
  ...tracking('Tracking'),
  text('Taxability'),
  text('SalesTaxCodeId', 'Sales tax code ID'),
  text('RepeatingInvoiceID'),
  text('Item.ItemID', 'Item ID'),
  text('AccountID'),
  text('LineItemID'),
]

/** The lines of a document; Xero gives every kind of document the same ones. */
export const lineItems = (title: string): Lines => lines(title, 'LineItems', LINE_ITEM)

/** Parts of the tax on a line (state, county, city): organisations with automatic US sales tax. */
export const lineTaxes = (title: string): Lines =>
  lines(title, 'LineItems.TaxBreakdown', [
    text('Description', 'Line description'),
    text('Type'),
    text('Name'),
    text('JurisdictionRegion'),
    decimal('TaxPercentage', 'Tax %'),
    amount('TaxAmount'),
    amount('TaxableAmount'),
    amount('NonTaxableAmount'),
    amount('ExemptAmount'),
    text('StateAssignedNo', 'State assigned number'),
    text('TaxComponentId', 'Tax component ID'),
    text('LineItemID'),
  ])

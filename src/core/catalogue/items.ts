import { amount, decimal, instant, text, yesNo } from './columns.ts'
import type { Resource } from './resource.ts'
import { INVOICES_ACCESS, SETTINGS_ACCESS } from './scopes.ts'

export const ITEMS: Resource = {
  name: 'Items',
  title: 'Items',
  path: 'Items',
  list: 'Items',
  id: 'ItemID',
  paging: 'none',
  query: { unitdp: '4' },
  ...SETTINGS_ACCESS,
  currency: 'base',
  columns: [
    text('Code'),
    text('Name'),
    yesNo('IsSold'),
    yesNo('IsPurchased'),
    yesNo('IsTrackedAsInventory'),
    text('Description', 'Sales description'),
    decimal('SalesDetails.UnitPrice', 'Sales unit price'),
    text('SalesDetails.AccountCode', 'Sales account code'),
    text('SalesDetails.TaxType', 'Sales tax type'),
    text('PurchaseDescription'),
    decimal('PurchaseDetails.UnitPrice', 'Purchase unit price'),
    text('PurchaseDetails.AccountCode', 'Purchase account code'),
    text('PurchaseDetails.COGSAccountCode', 'Cost of goods sold account code'),
    text('PurchaseDetails.TaxType', 'Purchase tax type'),
    text('InventoryAssetAccountCode'),
    decimal('QuantityOnHand'),
    amount('TotalCostPool'),
    instant('UpdatedDateUTC'),
    text('ItemID'),
  ],
  lines: [],
}

/** Billable expenses: which line of a bill is charged on to which line of a sales invoice. */
export const LINKED_TRANSACTIONS: Resource = {
  name: 'LinkedTransactions',
  title: 'Linked transactions',
  path: 'LinkedTransactions',
  list: 'LinkedTransactions',
  id: 'LinkedTransactionID',
  paging: 'short pages',
  query: {},
  ...INVOICES_ACCESS,
  columns: [
    text('Type'),
    text('Status'),
    text('SourceTransactionTypeCode', 'Source type'),
    instant('UpdatedDateUTC'),
    text('SourceTransactionID'),
    text('SourceLineItemID'),
    text('TargetTransactionID'),
    text('TargetLineItemID'),
    text('ContactID'),
    text('LinkedTransactionID'),
  ],
  lines: [],
}

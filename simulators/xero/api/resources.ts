/** How a list is cut: by pages when asked, always by pages, by pages without a size, or not at all. */
type Paging = 'pages' | 'enforced' | 'page-only' | 'none' | 'offset'

/** What the accounting API does for one resource. */
export interface ResourceSpec {
  readonly name: string
  readonly singular: string
  readonly idField: string
  /** One of these scopes is needed. */
  readonly scopes: readonly string[]
  readonly paging: Paging
  readonly modifiedSince: boolean
  readonly where: boolean
  readonly attachments: boolean
  readonly history: boolean
  readonly pdf: boolean
  /** Lists have lines only when paged. */
  readonly linesWhenPaged: boolean
  /** Answered at `/Name` alone, never at `/Name/{id}`. */
  readonly listOnly: boolean
}

const BROAD = 'accounting.transactions.read'
const INVOICES = ['accounting.invoices.read', BROAD]
const PAYMENTS = ['accounting.payments.read', BROAD]
const BANK = ['accounting.banktransactions.read', BROAD]
const SETTINGS = ['accounting.settings.read']

type Flag = 'ims' | 'where' | 'att' | 'history' | 'pdf' | 'list-only'

function resource(
  name: string,
  singular: string,
  scopes: readonly string[],
  paging: Paging,
  flags: string,
  idField = `${singular}ID`,
): ResourceSpec {
  const has = (flag: Flag) => flags.split(' ').includes(flag)
  return {
    name,
    singular,
    idField,
    scopes,
    paging,
    modifiedSince: has('ims'),
    where: has('where'),
    attachments: has('att'),
    history: has('history'),
    pdf: has('pdf'),
    linesWhenPaged: paging === 'pages',
    listOnly: has('list-only'),
  }
}

/** The fields of the official description, one line a resource. */
export const RESOURCES: ReadonlyMap<string, ResourceSpec> = new Map(
  [
    resource('Organisation', 'Organisation', SETTINGS, 'none', 'list-only'),
    resource('Accounts', 'Account', SETTINGS, 'none', 'ims where att'),
    resource('BankTransactions', 'BankTransaction', BANK, 'pages', 'ims where att history'),
    resource('BankTransfers', 'BankTransfer', BANK, 'none', 'ims where att history'),
    resource('BatchPayments', 'BatchPayment', PAYMENTS, 'none', 'ims where history'),
    resource('BrandingThemes', 'BrandingTheme', SETTINGS, 'none', ''),
    resource('Budgets', 'Budget', ['accounting.budgets.read'], 'none', ''),
    resource('Contacts', 'Contact', ['accounting.contacts.read'], 'pages', 'ims where att history'),
    resource('ContactGroups', 'ContactGroup', ['accounting.contacts.read'], 'none', 'where'),
    resource('CreditNotes', 'CreditNote', INVOICES, 'pages', 'ims where att history pdf'),
    resource('Currencies', 'Currency', SETTINGS, 'none', 'where list-only', 'Code'),
    resource('ExpenseClaims', 'ExpenseClaim', [BROAD], 'none', 'ims where history'),
    resource('Invoices', 'Invoice', INVOICES, 'pages', 'ims where att history pdf'),
    resource('Items', 'Item', [...SETTINGS, ...INVOICES], 'none', 'ims where history'),
    resource('Journals', 'Journal', ['accounting.journals.read'], 'offset', 'ims'),
    resource('LinkedTransactions', 'LinkedTransaction', INVOICES, 'page-only', ''),
    resource(
      'ManualJournals',
      'ManualJournal',
      ['accounting.manualjournals.read', BROAD],
      'pages',
      'ims where att history',
    ),
    resource('Overpayments', 'Overpayment', PAYMENTS, 'pages', 'ims where history'),
    resource('Payments', 'Payment', PAYMENTS, 'pages', 'ims where history'),
    resource('Prepayments', 'Prepayment', PAYMENTS, 'pages', 'ims where history'),
    resource('PurchaseOrders', 'PurchaseOrder', INVOICES, 'enforced', 'ims att history pdf'),
    resource('Quotes', 'Quote', INVOICES, 'page-only', 'ims att history pdf'),
    resource('Receipts', 'Receipt', [BROAD], 'none', 'ims where att history'),
    resource('RepeatingInvoices', 'RepeatingInvoice', INVOICES, 'none', 'where att history'),
    resource('TaxRates', 'TaxRate', SETTINGS, 'none', 'where', 'TaxType'),
    resource('TrackingCategories', 'TrackingCategory', SETTINGS, 'none', 'where'),
    resource('Users', 'User', SETTINGS, 'none', 'ims where'),
  ].map((spec) => [spec.name, spec]),
)

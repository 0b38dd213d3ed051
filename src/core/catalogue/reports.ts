import { instant, text } from './columns.ts'
import type { Follows, Resource } from './resource.ts'
import { reportAccess } from './scopes.ts'

interface ReportKind {
  readonly name: string
  readonly title: string
  /** The word in the scope: `trialbalance`. */
  readonly scope: string
  readonly query: Readonly<Record<string, string>>
}

/** For each financial year that the books span, and for the year so far. */
const YEARLY: readonly ReportKind[] = [
  {
    name: 'TrialBalance',
    title: 'Trial balance',
    scope: 'trialbalance',
    query: { date: '{to}' },
  },
  {
    name: 'BalanceSheet',
    title: 'Balance sheet',
    scope: 'balancesheet',
    query: { date: '{to}' },
  },
  {
    name: 'ProfitAndLoss',
    title: 'Profit and loss',
    scope: 'profitandloss',
    query: { fromDate: '{from}', toDate: '{to}' },
  },
  {
    name: 'BankSummary',
    title: 'Bank summary',
    scope: 'banksummary',
    query: { fromDate: '{from}', toDate: '{to}' },
  },
  {
    name: 'ExecutiveSummary',
    title: 'Executive summary',
    scope: 'executivesummary',
    query: { date: '{to}' },
  },
  {
    name: 'BudgetSummary',
    title: 'Budget summary',
    scope: 'budgetsummary',
    // Twelve months from this day on.
    query: { date: '{from}', periods: '12', timeframe: '1' },
  },
]

const report = (
  { name, title, scope, query }: ReportKind,
  path: string,
  follows: Follows,
): Resource => ({
  name,
  title,
  path,
  list: 'Reports',
  id: 'ReportID',
  paging: 'none',
  query,
  ...reportAccess(scope),
  follows,
  report: true,
  columns: [text('ReportID')],
  lines: [],
})

const YEARLY_REPORTS: readonly Resource[] = YEARLY.map((kind) =>
  report(kind, `Reports/${kind.name}`, { by: 'years' }),
)

/** GST, BAS and VAT returns that were published; which there are tells their list alone. */
const PUBLISHED: Resource = {
  name: 'PublishedReports',
  title: 'Published reports',
  path: 'Reports',
  list: 'Reports',
  id: 'ReportID',
  paging: 'none',
  query: {},
  ...reportAccess('taxreports'),
  columns: [
    text('ReportName', 'Name'),
    text('ReportType', 'Type'),
    text('ReportTitle', 'Title'),
    text('ReportDate', 'Date'),
    instant('UpdatedDateUTC'),
    text('ReportID'),
  ],
  lines: [],
}

const TAX_REPORTS = report(
  { name: 'TaxReports', title: 'Tax reports', scope: 'taxreports', query: {} },
  'Reports/{id}',
  { by: 'records', of: 'PublishedReports' },
)

const aged = (name: string, title: string, of: 'AccountsReceivable' | 'AccountsPayable') =>
  report(
    { name, title, scope: 'aged', query: { contactId: '{id}', date: '{to}' } },
    `Reports/${name}`,
    { by: 'balances', of },
  )

export const REPORTS: readonly Resource[] = [
  ...YEARLY_REPORTS,
  aged('AgedReceivablesByContact', 'Aged receivables', 'AccountsReceivable'),
  aged('AgedPayablesByContact', 'Aged payables', 'AccountsPayable'),
  PUBLISHED,
  TAX_REPORTS,
]

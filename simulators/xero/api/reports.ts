import { grants } from '../identity/scopes.ts'
import { insufficientScope, notFound, type Reply } from '../reply.ts'
import type { Row } from '../worlds/row.ts'
import type { AccountingCall } from './accounting-call.ts'
import { agedByContact } from './aged-reports.ts'
import { badRequest, envelope } from './envelope.ts'
import { buildLedger, type Ledger } from './ledger.ts'
import { amount, header, longDay, plainRow, section, summary } from './report-layout.ts'
import {
  balanceSheet,
  bankSummary,
  executiveSummary,
  profitAndLoss,
  type Span,
  startOfYear,
  trialBalance,
} from './statements.ts'

const BROAD = 'accounting.reports.read'

interface ReportSpec {
  readonly title: string
  readonly scope: string
  readonly rows: (ledger: Ledger, span: Span) => Row[]
}

const REPORTS: Readonly<Record<string, ReportSpec>> = {
  TrialBalance: { title: 'Trial Balance', scope: 'trialbalance', rows: trialBalance },
  BalanceSheet: { title: 'Balance Sheet', scope: 'balancesheet', rows: balanceSheet },
  ProfitAndLoss: { title: 'Profit and Loss', scope: 'profitandloss', rows: profitAndLoss },
  BankSummary: { title: 'Bank Summary', scope: 'banksummary', rows: bankSummary },
  ExecutiveSummary: {
    title: 'Executive Summary',
    scope: 'executivesummary',
    rows: executiveSummary,
  },
  BudgetSummary: { title: 'Budget Summary', scope: 'budgetsummary', rows: budgetSummary },
}

const TAX_REPORT = { id: '5d0f7c3e-7a52-4c1e-9b1f-0f4d3c2b1a90', name: 'VAT Return' }

/** `/Reports`, `/Reports/{name}` and `/Reports/{id}` of a published tax report. */
export async function report(call: AccountingCall, path: readonly string[]): Promise<Reply> {
  const [name] = path
  const may = (scope: string) => grants(call.scopes, [`accounting.reports.${scope}.read`, BROAD])
  if (name === undefined || name === TAX_REPORT.id) {
    return may('taxreports') ? taxReports(call, name !== undefined) : insufficientScope()
  }
  if (name === 'AgedReceivablesByContact' || name === 'AgedPayablesByContact') {
    return may('aged') ? aged(call, name) : insufficientScope()
  }
  const spec = REPORTS[name]
  if (spec === undefined) return notFound()
  if (!may(spec.scope)) return insufficientScope()
  const span = spanOf(call)
  const known = call.ledgers.get(call.books) ?? buildLedger(call.books)
  call.ledgers.set(call.books, known)
  return answer(call, name, spec.title, span, spec.rows(await known, span))
}

function answer(
  call: AccountingCall,
  type: string,
  title: string,
  span: Span,
  rows: readonly Row[],
  about: string = call.books.name,
): Reply {
  const day = longDay(span.to)
  const titles = call.request.query.has('fromDate')
    ? `From ${longDay(span.from)} to ${day}`
    : `As at ${day}`
  return envelope(call.wrapping, 'Reports', [
    {
      ReportID: type,
      ReportName: title,
      ReportType: type,
      ReportTitles: [title, about, titles],
      ReportDate: longDay(call.wrapping.now),
      UpdatedDateUTC: `/Date(${call.wrapping.now})/`,
      Fields: [],
      Rows: rows,
    },
  ])
}

/** `date`, or `fromDate` and `toDate`; without them the month so far. */
function spanOf(call: AccountingCall): Span {
  const { query } = call.request
  const day = (name: string) => {
    const at = Date.parse((query.get(name) ?? '').slice(0, 10))
    return Number.isNaN(at) ? undefined : at
  }
  const to = day('toDate') ?? day('date') ?? call.wrapping.now
  const date = new Date(to)
  return { from: day('fromDate') ?? Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1), to }
}

function aged(
  call: AccountingCall,
  name: 'AgedReceivablesByContact' | 'AgedPayablesByContact',
): Reply {
  const contactId = call.request.query.get('contactId') ?? call.request.query.get('contactID')
  if (contactId === null) return badRequest('ValidationException', 'The ContactID is required')
  const sales = name === 'AgedReceivablesByContact'
  const span = spanOf(call)
  const title = sales ? 'Aged Receivables By Contact' : 'Aged Payables By Contact'
  const index = call.books.find('Contacts', contactId)
  const contact =
    index === undefined
      ? undefined
      : call.books.row('Contacts', index, { detail: 'summary', unitdp: 2 }).Name
  const rows = agedByContact(call.books, contactId, sales, span.to)
  return answer(call, name, title, span, rows, String(contact ?? call.books.name))
}

function budgetSummary(ledger: Ledger, span: Span): Row[] {
  const sales = ledger.accounts.find((account) => account.type === 'REVENUE')
  const months = 12
  const start = new Date(startOfYear(span.to))
  const titles = Array.from({ length: months }, (_, at) =>
    new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + at)).toISOString().slice(0, 7),
  )
  const values = titles.map((_, at) => amount(500_000 + at * 10_000))
  return [
    header('Account', ...titles),
    section('Income', [
      plainRow(sales?.name ?? 'Sales', ...values),
      summary('Total Income', ...values),
    ]),
  ]
}

function taxReports(call: AccountingCall, single: boolean): Reply {
  const span = spanOf(call)
  if (single) {
    return answer(call, 'VATReturn', TAX_REPORT.name, span, [
      header('Box', 'Amount'),
      section('VAT', [plainRow('Box 1', amount(0))]),
    ])
  }
  return envelope(call.wrapping, 'Reports', [
    {
      ReportID: TAX_REPORT.id,
      ReportName: TAX_REPORT.name,
      ReportType: 'VATReturn',
      ReportTitles: [TAX_REPORT.name],
      ReportDate: longDay(span.to),
    },
  ])
}

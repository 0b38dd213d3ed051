import type { Row } from '../worlds/row.ts'
import type { Ledger } from './ledger.ts'
import { accountRow, amount, header, longDay, plainRow, section, summary } from './report-layout.ts'

const EVER = -8_640_000_000_000_000
const PROFIT_CLASSES = new Set(['REVENUE', 'EXPENSE'])

/** The days that a report is about: UTC milliseconds at midnight, both included. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** The first day of the financial year, which begins on 1 April, that `day` lies in. */
export function startOfYear(day: number): number {
  const date = new Date(day)
  const year = date.getUTCFullYear() - (date.getUTCMonth() < 3 ? 1 : 0)
  return Date.UTC(year, 3, 1)
}

/** Balances by account: debit minus credit; last years' profit is in the retained earnings. */
function balances(ledger: Ledger, to: number): number[] {
  const year = startOfYear(to)
  const all = ledger.turnover(EVER, to)
  const before = ledger.turnover(EVER, year - 1)
  let carried = 0
  const found = ledger.accounts.map((account, at) => {
    const balance = (all.debit[at] ?? 0) - (all.credit[at] ?? 0)
    if (!PROFIT_CLASSES.has(account.accountClass)) return balance
    const earlier = (before.debit[at] ?? 0) - (before.credit[at] ?? 0)
    carried += earlier
    return balance - earlier
  })
  found[ledger.retainedEarnings] = (found[ledger.retainedEarnings] ?? 0) + carried
  return found
}

const SECTIONS = [
  ['REVENUE', 'Revenue'],
  ['EXPENSE', 'Expenses'],
  ['ASSET', 'Assets'],
  ['LIABILITY', 'Liabilities'],
  ['EQUITY', 'Equity'],
] as const

/** Debit equals credit in the last row. */
export function trialBalance(ledger: Ledger, span: Span): Row[] {
  const month = new Date(span.to)
  const inMonth = ledger.turnover(Date.UTC(month.getUTCFullYear(), month.getUTCMonth(), 1), span.to)
  const found = balances(ledger, span.to)
  const totals = { debit: 0, credit: 0 }
  const rows = SECTIONS.map(([accountClass, title]) => {
    const lines: Row[] = []
    for (const [at, account] of ledger.accounts.entries()) {
      const balance = found[at] ?? 0
      if (account.accountClass !== accountClass || balance === 0) continue
      totals.debit += Math.max(0, balance)
      totals.credit += Math.max(0, -balance)
      const moved = (inMonth.debit[at] ?? 0) - (inMonth.credit[at] ?? 0)
      lines.push(
        accountRow(
          account.id,
          `${account.name} (${account.code})`,
          ...sides(moved),
          ...sides(balance),
        ),
      )
    }
    return section(title, lines)
  })
  const total = section('', [summary('Total', '', '', amount(totals.debit), amount(totals.credit))])
  return [header('Account', 'Debit', 'Credit', 'YTD Debit', 'YTD Credit'), ...rows, total]
}

function sides(balance: number): [string, string] {
  return balance >= 0 ? [balance === 0 ? '' : amount(balance), ''] : ['', amount(-balance)]
}

interface Group {
  readonly rows: readonly Row[]
  readonly total: number
}

function group(
  ledger: Ledger,
  found: readonly number[],
  sign: 1 | -1,
  ...types: readonly string[]
): Group {
  const rows: Row[] = []
  let total = 0
  for (const [at, account] of ledger.accounts.entries()) {
    const balance = sign * (found[at] ?? 0)
    if (!types.includes(account.type) || balance === 0) continue
    rows.push(accountRow(account.id, account.name, amount(balance)))
    total += balance
  }
  return { rows, total }
}

/** Income, cost of sales, expenses and what is left of them. */
export function profitAndLoss(ledger: Ledger, span: Span): Row[] {
  const { debit, credit } = ledger.turnover(span.from, span.to)
  const found = ledger.accounts.map((_, at) => (debit[at] ?? 0) - (credit[at] ?? 0))
  const income = group(ledger, found, -1, 'REVENUE', 'OTHERINCOME')
  const costs = group(ledger, found, 1, 'DIRECTCOSTS')
  const expenses = group(ledger, found, 1, 'OVERHEADS')
  const gross = income.total - costs.total
  return [
    header('', longDay(span.to)),
    section('Income', [...income.rows, summary('Total Income', amount(income.total))]),
    section('Less Cost of Sales', [
      ...costs.rows,
      summary('Total Cost of Sales', amount(costs.total)),
    ]),
    section('', [plainRow('Gross Profit', amount(gross))]),
    section('Less Operating Expenses', [
      ...expenses.rows,
      summary('Total Operating Expenses', amount(expenses.total)),
    ]),
    section('', [plainRow('Net Profit', amount(gross - expenses.total))]),
  ]
}

/** Net assets equal equity. */
export function balanceSheet(ledger: Ledger, span: Span): Row[] {
  const found = balances(ledger, span.to)
  const assets = group(ledger, found, 1, 'BANK', 'CURRENT', 'INVENTORY', 'FIXED')
  const liabilities = group(ledger, found, -1, 'CURRLIAB', 'TERMLIAB')
  const equity = group(ledger, found, -1, 'EQUITY')
  const profit = group(
    ledger,
    found,
    -1,
    'REVENUE',
    'OTHERINCOME',
    'DIRECTCOSTS',
    'OVERHEADS',
  ).total
  return [
    header('', longDay(span.to)),
    section('Assets', [...assets.rows, summary('Total Assets', amount(assets.total))]),
    section('Liabilities', [
      ...liabilities.rows,
      summary('Total Liabilities', amount(liabilities.total)),
    ]),
    section('', [plainRow('Net Assets', amount(assets.total - liabilities.total))]),
    section('Equity', [
      ...equity.rows,
      plainRow('Current Year Earnings', amount(profit)),
      summary('Total Equity', amount(equity.total + profit)),
    ]),
  ]
}

/** What came in and went out of each bank account. */
export function bankSummary(ledger: Ledger, span: Span): Row[] {
  const before = ledger.turnover(EVER, span.from - 1)
  const inside = ledger.turnover(span.from, span.to)
  const totals = [0, 0, 0, 0]
  const rows = ledger.accounts.flatMap((account, at) => {
    if (account.type !== 'BANK') return []
    const opening = (before.debit[at] ?? 0) - (before.credit[at] ?? 0)
    const received = inside.debit[at] ?? 0
    const spent = inside.credit[at] ?? 0
    const cells = [opening, received, spent, opening + received - spent]
    for (const [column, value] of cells.entries()) totals[column] = (totals[column] ?? 0) + value
    return [accountRow(account.id, account.name, ...cells.map(amount))]
  })
  return [
    header('Bank Accounts', 'Opening Balance', 'Cash Received', 'Cash Spent', 'Closing Balance'),
    section('', [...rows, summary('Total', ...totals.map(amount))]),
  ]
}

/** A few figures of the span. */
export function executiveSummary(ledger: Ledger, span: Span): Row[] {
  const { debit, credit } = ledger.turnover(span.from, span.to)
  let [received, spent, profit] = [0, 0, 0]
  for (const [at, account] of ledger.accounts.entries()) {
    const [debits, credits] = [debit[at] ?? 0, credit[at] ?? 0]
    if (account.type === 'BANK') received += debits
    if (account.type === 'BANK') spent += credits
    if (PROFIT_CLASSES.has(account.accountClass)) profit += credits - debits
  }
  return [
    header('', longDay(span.to)),
    section('Cash', [
      plainRow('Cash received', amount(received)),
      plainRow('Cash spent', amount(spent)),
      summary('Cash surplus (deficit)', amount(received - spent)),
    ]),
    section('Profitability', [plainRow('Profit (loss)', amount(profit))]),
  ]
}

import type { Json, Row } from '../worlds/row.ts'
import type { Books } from '../worlds/world.ts'
import { plain } from './where.ts'

const DAY_MS = 86_400_000

interface LedgerAccount {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly type: string
  readonly accountClass: string
}

/** Debits and credits of each account in a span of days, in minor units of the base currency. */
interface Turnover {
  readonly debit: Float64Array
  readonly credit: Float64Array
}

/** The postings of an organisation by day, worked out from its documents once. */
export interface Ledger {
  readonly accounts: readonly LedgerAccount[]
  readonly retainedEarnings: number
  /** Both days belong to the span; UTC milliseconds. */
  turnover(from: number, to: number): Turnover
}

/** Goes through every document, letting other requests in now and then. */
export async function buildLedger(books: Books): Promise<Ledger> {
  const accounts = accountsOf(books)
  const poster = new Poster(books, accounts)
  for (const [resource, post] of poster.postings()) {
    for (let index = 0; index < books.size(resource); index += 1) {
      post(books.row(resource, index, { detail: 'lines', unitdp: 2 }))
      if (index % 2000 === 1999) await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const turnover = (from: number, to: number) => {
    const sum = emptyTurnover(accounts.length)
    for (const [day, one] of poster.days) {
      if (day * DAY_MS < from || day * DAY_MS > to) continue
      for (const account of accounts.keys()) {
        sum.debit[account] = (sum.debit[account] ?? 0) + (one.debit[account] ?? 0)
        sum.credit[account] = (sum.credit[account] ?? 0) + (one.credit[account] ?? 0)
      }
    }
    return sum
  }
  return { accounts, retainedEarnings: poster.system('RETAINEDEARNINGS', '960'), turnover }
}

function accountsOf(books: Books): LedgerAccount[] {
  return Array.from({ length: books.size('Accounts') }, (_, index) => {
    const row = books.row('Accounts', index, { detail: 'summary', unitdp: 2 })
    return {
      id: String(row.AccountID),
      code: String(row.Code ?? ''),
      name: String(row.Name ?? ''),
      type: String(row.Type ?? ''),
      accountClass: String(row.Class ?? ''),
    }
  })
}

function emptyTurnover(size: number): Turnover {
  return { debit: new Float64Array(size), credit: new Float64Array(size) }
}

/** Double entry: what does not balance after conversion to the base currency goes to rounding. */
class Poster {
  readonly days = new Map<number, Turnover>()
  readonly #codes: ReadonlyMap<string, number>
  readonly #systems = new Map<string, number>()
  readonly #size: number

  constructor(books: Books, accounts: readonly LedgerAccount[]) {
    this.#size = accounts.length
    this.#codes = new Map(accounts.map((account, index) => [account.code, index]))
    for (const index of accounts.keys()) {
      const { SystemAccount } = books.row('Accounts', index, { detail: 'summary', unitdp: 2 })
      if (typeof SystemAccount === 'string') this.#systems.set(SystemAccount, index)
    }
  }

  system(name: string, code: string): number {
    return this.#systems.get(name) ?? this.#codes.get(code) ?? 0
  }

  postings(): readonly (readonly [string, (row: Row) => void])[] {
    return [
      ['Invoices', (row) => this.#invoice(row, row.Type === 'ACCREC', 1)],
      ['CreditNotes', (row) => this.#invoice(row, row.Type === 'ACCRECCREDIT', -1)],
      ['Payments', (row) => this.#payment(row)],
      ['BankTransactions', (row) => this.#bank(row)],
      ['BankTransfers', (row) => this.#transfer(row)],
      ['ManualJournals', (row) => this.#manual(row)],
    ]
  }

  #invoice(row: Row, sales: boolean, sign: 1 | -1): void {
    if (row.Status !== 'AUTHORISED' && row.Status !== 'PAID') return
    const control = sales ? this.system('DEBTORS', '610') : this.system('CREDITORS', '800')
    this.#document(row, control, sales ? sign : -sign)
  }

  #bank(row: Row): void {
    if (row.Status !== 'AUTHORISED') return
    const bank = this.#code(child(row, 'BankAccount').Code)
    this.#document(row, bank, String(row.Type).startsWith('SPEND') ? -1 : 1)
  }

  /** `sign` 1 debits the control account with the total and credits the lines. */
  #document(row: Row, control: number, sign: number): void {
    const rate = rateOf(row)
    const entry: [number, number][] = [[control, sign * base(row.Total, rate)]]
    const vat = this.system('GST', '820')
    for (const line of rows(row.LineItems)) {
      const contained = row.LineAmountTypes === 'Inclusive' ? minor(line.TaxAmount) : 0
      entry.push([
        this.#code(line.AccountCode),
        -sign * Math.round((minor(line.LineAmount) - contained) / rate),
      ])
      entry.push([vat, -sign * base(line.TaxAmount, rate)])
    }
    this.#post(row.Date, entry)
  }

  #payment(row: Row): void {
    if (row.Status !== 'AUTHORISED') return
    const sales = String(row.PaymentType).startsWith('ACCREC')
    const amount = base(row.Amount, rateOf(row)) * (sales ? 1 : -1)
    const control = sales ? this.system('DEBTORS', '610') : this.system('CREDITORS', '800')
    this.#post(row.Date, [
      [this.#code(child(row, 'Account').Code), amount],
      [control, -amount],
    ])
  }

  #transfer(row: Row): void {
    if (row.Status === 'DELETED') return
    const amount = minor(row.Amount)
    this.#post(row.Date, [
      [this.#code(child(row, 'ToBankAccount').Code), amount],
      [this.#code(child(row, 'FromBankAccount').Code), -amount],
    ])
  }

  #manual(row: Row): void {
    if (row.Status !== 'POSTED') return
    this.#post(
      row.Date,
      rows(row.JournalLines).map((line) => [this.#code(line.AccountCode), minor(line.LineAmount)]),
    )
  }

  #code(code: Json | undefined): number {
    return this.#codes.get(String(code)) ?? this.system('ROUNDING', '860')
  }

  #post(date: Json | undefined, entry: readonly (readonly [number, number])[]): void {
    const day = Math.floor(Number(plain(date)) / DAY_MS)
    const turnover = this.days.get(day) ?? emptyTurnover(this.#size)
    this.days.set(day, turnover)
    const difference = entry.reduce((sum, [, amount]) => sum + amount, 0)
    for (const [account, amount] of [
      ...entry,
      [this.system('ROUNDING', '860'), -difference] as const,
    ]) {
      const side = amount > 0 ? turnover.debit : turnover.credit
      side[account] = (side[account] ?? 0) + Math.abs(amount)
    }
  }
}

function minor(value: Json | undefined): number {
  return Math.round(Number(plain(value) ?? 0) * 100)
}

function base(value: Json | undefined, rate: number): number {
  return Math.round(minor(value) / rate)
}

function rateOf(row: Row): number {
  return Number(plain(row.CurrencyRate) ?? 1) || 1
}

function child(row: Row, name: string): Row {
  const value = row[name]
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Row) : {}
}

function rows(value: Json | undefined): readonly Row[] {
  return Array.isArray(value) ? (value as readonly Row[]) : []
}

/** One line of a chart of accounts. */
export interface ChartAccount {
  readonly code: string
  readonly name: string
  readonly type: string
  /** What the tax rates call it: sales, purchases, reduced purchases, or nothing. */
  readonly tax: 'sales' | 'purchases' | 'reduced' | 'none'
  readonly system?: string
  readonly archived?: boolean
}

export const CLASS_OF: Readonly<Record<string, string>> = {
  BANK: 'ASSET',
  CURRENT: 'ASSET',
  FIXED: 'ASSET',
  INVENTORY: 'ASSET',
  CURRLIAB: 'LIABILITY',
  TERMLIAB: 'LIABILITY',
  EQUITY: 'EQUITY',
  REVENUE: 'REVENUE',
  OTHERINCOME: 'REVENUE',
  DIRECTCOSTS: 'EXPENSE',
  OVERHEADS: 'EXPENSE',
}

const account = (
  code: string,
  name: string,
  type: string,
  tax: ChartAccount['tax'] = 'none',
  system?: string,
): ChartAccount => ({ code, name, type, tax, ...(system === undefined ? {} : { system }) })

export const CHART: readonly ChartAccount[] = [
  account('090', 'Business Bank Account', 'BANK'),
  account('091', 'Business Savings Account', 'BANK'),
  account('092', 'Company Credit Card', 'BANK'),
  account('200', 'Sales', 'REVENUE', 'sales'),
  account('260', 'Other Revenue', 'OTHERINCOME', 'sales'),
  account('310', 'Cost of Goods Sold', 'DIRECTCOSTS', 'purchases'),
  account('400', 'Advertising & Marketing', 'OVERHEADS', 'purchases'),
  account('404', 'Bank Fees', 'OVERHEADS'),
  account('408', 'Cleaning', 'OVERHEADS', 'purchases'),
  account('412', 'Audit & Accountancy fees', 'OVERHEADS', 'purchases'),
  account('416', 'Depreciation Expense', 'OVERHEADS'),
  account('433', 'Insurance', 'OVERHEADS'),
  account('445', 'Light, Power, Heating', 'OVERHEADS', 'reduced'),
  account('449', 'Motor Vehicle Expenses', 'OVERHEADS', 'purchases'),
  account('453', 'Office Expenses', 'OVERHEADS', 'purchases'),
  account('463', 'IT Software and Consumables', 'OVERHEADS', 'purchases'),
  account('469', 'Rent', 'OVERHEADS'),
  account('473', 'Repairs & Maintenance', 'OVERHEADS', 'purchases'),
  account('477', 'Salaries', 'OVERHEADS'),
  account('489', 'Telephone & Internet', 'OVERHEADS', 'purchases'),
  account('493', 'Travel – National', 'OVERHEADS', 'purchases'),
  account('610', 'Accounts Receivable', 'CURRENT', 'none', 'DEBTORS'),
  account('630', 'Stock', 'INVENTORY'),
  account('710', 'Office Equipment', 'FIXED', 'purchases'),
  account('711', 'Less Accumulated Depreciation on Office Equipment', 'FIXED'),
  account('800', 'Accounts Payable', 'CURRLIAB', 'none', 'CREDITORS'),
  account('820', 'VAT', 'CURRLIAB', 'none', 'GST'),
  account('825', 'PAYE Payable', 'CURRLIAB'),
  account('835', "Directors' Loan Account", 'CURRLIAB'),
  account('860', 'Rounding', 'CURRLIAB', 'none', 'ROUNDING'),
  account('900', 'Loan', 'TERMLIAB'),
  account('950', 'Capital – Ordinary Shares', 'EQUITY'),
  account('960', 'Retained Earnings', 'EQUITY', 'none', 'RETAINEDEARNINGS'),
  { ...account('499', 'Old Sundries', 'OVERHEADS', 'purchases'), archived: true },
]

/** A tax rate: percent in hundredths. */
export interface Rate {
  readonly type: string
  readonly name: string
  readonly percent: number
}

export interface Rates {
  readonly sales: Rate
  readonly purchases: Rate
  readonly reduced: Rate
  readonly zero: Rate
  readonly none: Rate
}

const NONE: Rate = { type: 'NONE', name: 'No VAT', percent: 0 }

/** The VAT rates of the two countries that the worlds know. */
export const RATES: Readonly<Record<'GB' | 'IE', Rates>> = {
  GB: {
    sales: { type: 'OUTPUT2', name: '20% (VAT on Income)', percent: 2000 },
    purchases: { type: 'INPUT2', name: '20% (VAT on Expenses)', percent: 2000 },
    reduced: { type: 'RRINPUT', name: '5% (VAT on Expenses)', percent: 500 },
    zero: { type: 'ZERORATEDOUTPUT', name: 'Zero Rated Income', percent: 0 },
    none: NONE,
  },
  IE: {
    sales: { type: 'TAX001', name: 'Standard Rate Sales 23%', percent: 2300 },
    purchases: { type: 'TAX002', name: 'Standard Rate Purchases 23%', percent: 2300 },
    reduced: { type: 'TAX003', name: 'Reduced Rate Purchases 13.5%', percent: 1350 },
    zero: { type: 'TAX004', name: 'Zero Rated Sales', percent: 0 },
    none: NONE,
  },
}

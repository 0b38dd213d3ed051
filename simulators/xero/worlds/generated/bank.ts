import { choose } from '../chance.ts'
import { money, type Row } from '../row.ts'
import type { Shape } from '../world.ts'
import { contactFor, contactSummary } from './contact-summaries.ts'
import { lineRows, linesOf } from './lines.ts'
import { dayString, momentsOf, secondsString, xeroDate } from './moments.ts'
import type { Setting, Table } from './setting.ts'

const EVERY = 20
const PREPAID_AT = 7
const OVERPAID_AT = 13

/** Prepayments and overpayments are bank transactions too, and share their ids and their files. */
function kindOf(
  setting: Setting,
  index: number,
): { type: string; spend: boolean; prepaid: boolean; overpaid: boolean } {
  const chance = setting.chance('BankTransactions', index, 1)
  const spend = chance % 3 !== 0
  const prepaid = index % EVERY === PREPAID_AT
  const overpaid = index % EVERY === OVERPAID_AT
  const suffix = prepaid ? '-PREPAYMENT' : overpaid ? '-OVERPAYMENT' : ''
  return { type: `${spend ? 'SPEND' : 'RECEIVE'}${suffix}`, spend, prepaid, overpaid }
}

function bankAccount(setting: Setting, index: number): Row {
  const name = choose(
    ['Business Bank Account', 'Business Savings Account', 'Company Credit Card'],
    index,
  )
  return { AccountID: setting.id('Accounts', index), Code: `09${index}`, Name: name }
}

export function bankTransactionsTable(setting: Setting): Table {
  const size = setting.records('BankTransactions')
  return { size, row: (index, shape) => bankTransactionRow(setting, index, size, shape) }
}

function amounts(setting: Setting, index: number, size: number, shape: Shape) {
  const kind = kindOf(setting, index)
  const made = linesOf(setting, 'BankTransactions', index, kind.spend ? 'purchases' : 'sales')
  const { date, updatedAt } = momentsOf(setting, 'BankTransactions', index, size)
  const chance = setting.chance('BankTransactions', index, 4)
  return { kind, made, date, updatedAt, chance, single: shape.detail === 'single' }
}

function bankTransactionRow(setting: Setting, index: number, size: number, shape: Shape): Row {
  const { kind, made, date, updatedAt, chance, single } = amounts(setting, index, size, shape)
  const id = setting.id('BankTransactions', index)
  return {
    BankTransactionID: id,
    BankAccount: bankAccount(setting, chance % 5 === 0 ? 2 : 0),
    Type: kind.type,
    Reference: choose(['', 'Card 4421', 'DD', 'ATM — espèces'], chance >>> 3),
    IsReconciled: chance % 4 !== 0,
    PrepaymentID: kind.prepaid ? id : undefined,
    OverpaymentID: kind.overpaid ? id : undefined,
    HasAttachments: setting.files.has('BankTransactions', index),
    Attachments: single ? setting.files.embedded('BankTransactions', index) : undefined,
    Contact: contactSummary(setting, contactFor(setting, chance >>> 7)),
    DateString: dayString(date),
    Date: xeroDate(date),
    Status: chance % 30 === 0 ? 'DELETED' : 'AUTHORISED',
    LineAmountTypes: made.type,
    LineItems:
      shape.detail === 'summary' ? [] : lineRows(setting, 'BankTransactions', index, made, shape),
    SubTotal: money(made.subTotal),
    TotalTax: money(made.totalTax),
    Total: money(made.total),
    UpdatedDateUTC: xeroDate(updatedAt),
    CurrencyCode: setting.currency,
  }
}

/** Prepayments or overpayments: number n is bank transaction `n * EVERY + offset`. */
function sharedTable(setting: Setting, name: 'Prepayment' | 'Overpayment', offset: number): Table {
  const all = setting.records('BankTransactions')
  const size = Math.max(0, Math.ceil((all - offset) / EVERY))
  return {
    size,
    row: (number, shape) => {
      const index = number * EVERY + offset
      const { kind, made, date, updatedAt, chance, single } = amounts(setting, index, all, shape)
      const id = setting.id('BankTransactions', index)
      // The urls of these files name the singular bank transaction, as Xero's do.
      const files = setting.files.embedded('BankTransactions', index).map((row) => ({
        ...row,
        Url: String(row.Url).replace('/BankTransactions/', '/banktransaction/'),
      }))
      return {
        [`${name}ID`]: id,
        ID: id,
        Type: kind.type,
        Reference: '',
        RemainingCredit: money(made.total),
        Allocations: [],
        Payments: [],
        HasAttachments: setting.files.has('BankTransactions', index),
        Attachments: single ? files : undefined,
        Contact: contactSummary(setting, contactFor(setting, chance >>> 7)),
        DateString: dayString(date),
        Date: xeroDate(date),
        Status: 'AUTHORISED',
        LineAmountTypes: made.type,
        LineItems:
          shape.detail === 'summary'
            ? []
            : lineRows(setting, 'BankTransactions', index, made, shape),
        SubTotal: money(made.subTotal),
        TotalTax: money(made.totalTax),
        Total: money(made.total),
        UpdatedDateUTC: xeroDate(updatedAt),
        UpdatedDateUTCString: secondsString(updatedAt),
        CurrencyCode: setting.currency,
      }
    },
  }
}

export const prepaymentsTable = (setting: Setting) => sharedTable(setting, 'Prepayment', PREPAID_AT)
export const overpaymentsTable = (setting: Setting) =>
  sharedTable(setting, 'Overpayment', OVERPAID_AT)

/** The number of the prepayment or overpayment that a bank transaction is. */
export function sharedNumber(
  resource: 'Prepayments' | 'Overpayments',
  bankIndex: number,
): number | undefined {
  const offset = resource === 'Prepayments' ? PREPAID_AT : OVERPAID_AT
  return bankIndex % EVERY === offset ? (bankIndex - offset) / EVERY : undefined
}

export function bankTransfersTable(setting: Setting): Table {
  const size = setting.records('BankTransfers')
  return {
    size,
    row: (index, shape) => {
      const { date, updatedAt } = momentsOf(setting, 'BankTransfers', index, size)
      const chance = setting.chance('BankTransfers', index, 1)
      const out = chance % 2
      return {
        BankTransferID: setting.id('BankTransfers', index),
        CreatedDateUTCString: secondsString(updatedAt),
        CreatedDateUTC: xeroDate(updatedAt),
        DateString: dayString(date),
        Date: xeroDate(date),
        Status: chance % 9 === 0 ? 'DELETED' : 'AUTHORISED',
        FromBankAccount: bankAccount(setting, out),
        ToBankAccount: bankAccount(setting, 1 - out),
        Amount: money(10_000 + (chance % 900_000)),
        FromBankTransactionID: setting.id('TransferLegs', index, 'BankTransfers', 0),
        ToBankTransactionID: setting.id('TransferLegs', index, 'BankTransfers', 1),
        FromIsReconciled: chance % 3 === 0,
        ToIsReconciled: chance % 5 === 0,
        Reference: `Sub ${chance % 99_999}`,
        HasAttachments: setting.files.has('BankTransfers', index),
        Attachments:
          shape.detail === 'single' ? setting.files.embedded('BankTransfers', index) : undefined,
        FromTracking: [],
        ToTracking: [],
      }
    },
  }
}

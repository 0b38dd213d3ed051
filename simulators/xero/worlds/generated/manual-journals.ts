import { choose } from '../chance.ts'
import { money, type Row } from '../row.ts'
import type { Shape } from '../world.ts'
import { CHART } from './chart.ts'
import { momentsOf, xeroDate } from './moments.ts'
import type { Setting, Table } from './setting.ts'
import { NARRATIONS } from './words.ts'

const PAIRS = [
  ['416', '711'],
  ['445', '800'],
  ['433', '453'],
  ['477', '825'],
  ['630', '310'],
] as const

export function manualJournalsTable(setting: Setting): Table {
  const size = setting.records('ManualJournals')
  return { size, row: (index, shape) => manualJournalRow(setting, index, size, shape) }
}

function manualJournalRow(setting: Setting, index: number, size: number, shape: Shape): Row {
  const chance = setting.chance('ManualJournals', index, 1)
  const { date, updatedAt } = momentsOf(setting, 'ManualJournals', index, size)
  const [debit, credit] = choose(PAIRS, chance)
  const amount = 5_000 + (chance % 250_000)
  const lines = [line(setting, index, 0, debit, amount), line(setting, index, 1, credit, -amount)]
  const status = choose(['POSTED', 'POSTED', 'POSTED', 'DRAFT', 'VOIDED'], chance >>> 5)
  return {
    Date: xeroDate(date),
    Status: status,
    LineAmountTypes: 'NoTax',
    UpdatedDateUTC: xeroDate(updatedAt),
    ManualJournalID: setting.id('ManualJournals', index),
    Narration: choose(NARRATIONS, chance >>> 9),
    JournalLines: shape.detail === 'summary' ? [] : lines,
    ShowOnCashBasisReports: true,
    HasAttachments: setting.files.has('ManualJournals', index),
    Attachments:
      shape.detail === 'single' ? setting.files.embedded('ManualJournals', index) : undefined,
  }
}

function line(
  setting: Setting,
  index: number,
  position: number,
  code: string,
  amount: number,
): Row {
  const account = CHART.findIndex((one) => one.code === code)
  return {
    Description: CHART[account]?.name,
    TaxType: 'NONE',
    TaxAmount: money(0),
    LineAmount: money(amount),
    AccountCode: code,
    AccountID: setting.id('Accounts', account),
    Tracking: [],
    JournalLineID: setting.id('JournalLines', index, 'ManualJournals', position),
  }
}

import { money, type Row } from '../row.ts'
import type { Shape } from '../world.ts'
import { contactFor, contactSummary } from './contact-summaries.ts'
import { lineRows, linesOf } from './lines.ts'
import { dayString, momentsOf, secondsString, xeroDate } from './moments.ts'
import type { Setting, Table } from './setting.ts'

export function creditNotesTable(setting: Setting): Table {
  const size = setting.records('CreditNotes')
  return { size, row: (index, shape) => creditNoteRow(setting, index, size, shape) }
}

/** Credit notes are not yet used against an invoice, so the whole of each remains. */
function creditNoteRow(setting: Setting, index: number, size: number, shape: Shape): Row {
  const chance = setting.chance('CreditNotes', index, 1)
  const sales = chance % 3 !== 0
  const id = setting.id('CreditNotes', index)
  const { date, updatedAt } = momentsOf(setting, 'CreditNotes', index, size)
  const made = linesOf(setting, 'CreditNotes', index, sales ? 'sales' : 'purchases')
  const single = shape.detail === 'single'
  const voided = (chance >>> 9) % 12 === 0
  return {
    CreditNoteID: id,
    CreditNoteNumber: sales
      ? `CN-${String(index + 1).padStart(4, '0')}`
      : `C/${(chance >>> 4) % 900}`,
    Payments: [],
    ID: id,
    HasErrors: false,
    CurrencyRate: chance % 2 === 0 ? money(100) : undefined,
    Type: sales ? 'ACCRECCREDIT' : 'ACCPAYCREDIT',
    Reference: '',
    SentToContact: sales ? false : undefined,
    RemainingCredit: money(voided ? 0 : made.total),
    Allocations: [],
    HasAttachments: setting.files.has('CreditNotes', index),
    Attachments: single ? setting.files.embedded('CreditNotes', index) : undefined,
    Contact: contactSummary(setting, contactFor(setting, chance >>> 7)),
    DateString: dayString(date),
    Date: xeroDate(date),
    Status: voided ? 'VOIDED' : 'AUTHORISED',
    LineAmountTypes: made.type,
    LineItems:
      shape.detail === 'summary' ? [] : lineRows(setting, 'CreditNotes', index, made, shape),
    SubTotal: money(made.subTotal),
    TotalTax: money(made.totalTax),
    Total: money(made.total),
    UpdatedDateUTC: xeroDate(updatedAt),
    UpdatedDateUTCString: secondsString(updatedAt),
    CurrencyCode: setting.currency,
  }
}

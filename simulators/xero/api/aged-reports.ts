import type { Row } from '../worlds/row.ts'
import type { Books } from '../worlds/world.ts'
import { amount, header, plainRow, section, summary } from './report-layout.ts'
import { plain } from './where.ts'

/** The open invoices or bills of one contact, with what is due and overdue on a day. */
export function agedByContact(books: Books, contactId: string, sales: boolean, day: number): Row[] {
  const rows: Row[] = []
  let [due, overdue] = [0, 0]
  for (let index = 0; index < books.size('Invoices'); index += 1) {
    const row = books.row('Invoices', index, { detail: 'summary', unitdp: 2 })
    const contact = row.Contact as Row | undefined
    const open = Number(plain(row.AmountDue) ?? 0)
    const mine = contact?.ContactID === contactId && (row.Type === 'ACCREC') === sales
    if (!mine || row.Status !== 'AUTHORISED' || open === 0 || Number(plain(row.Date)) > day)
      continue
    const late = Number(plain(row.DueDate)) < day ? open : 0
    due += open
    overdue += late
    rows.push(
      plainRow(
        String(row.DateString),
        String(row.InvoiceNumber),
        String(row.DueDateString),
        '',
        amount(open * 100),
        amount(late * 100),
      ),
    )
  }
  return [
    header('Date', 'Reference', 'Due Date', '', 'Due', 'Overdue'),
    section('', [...rows, summary('Total', '', '', '', amount(due * 100), amount(overdue * 100))]),
  ]
}

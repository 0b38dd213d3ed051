import type { Row } from '../worlds/row.ts'
import type { Books } from '../worlds/world.ts'
import { amount, header, plainRow, section, summary } from './report-layout.ts'
import { plain } from './where.ts'

const SUMMARY = { detail: 'summary', unitdp: 2 } as const

/** The open invoices or bills of one contact, with what is due and overdue on a day. */
export function agedByContact(books: Books, contactId: string, sales: boolean, day: number): Row[] {
  const rows: Row[] = []
  let [due, overdue] = [0, 0]
  for (const index of invoicesOf(books, contactId)) {
    const row = books.row('Invoices', index, SUMMARY)
    const open = Number(plain(row.AmountDue) ?? 0)
    if ((row.Type === 'ACCREC') !== sales) continue
    if (row.Status !== 'AUTHORISED' || open === 0 || Number(plain(row.Date)) > day) continue
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

interface Sorted {
  /** So many invoices are sorted by contact. */
  upTo: number
  readonly byContact: Map<string, number[]>
}

const sorted = new WeakMap<Books, Sorted>()

/** The places of a contact's invoices and bills; all are looked at once, not for each contact again. */
function invoicesOf(books: Books, contactId: string): readonly number[] {
  const known = sorted.get(books) ?? { upTo: 0, byContact: new Map<string, number[]>() }
  sorted.set(books, known)
  for (; known.upTo < books.size('Invoices'); known.upTo += 1) {
    const contact = books.row('Invoices', known.upTo, SUMMARY).Contact as Row | undefined
    const id = String(contact?.ContactID ?? '')
    const places = known.byContact.get(id)
    if (places) places.push(known.upTo)
    else known.byContact.set(id, [known.upTo])
  }
  return known.byContact.get(contactId) ?? []
}

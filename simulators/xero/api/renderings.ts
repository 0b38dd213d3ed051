import { randomUUID } from 'node:crypto'
import { pdf } from '../files/pdf.ts'
import type { Reply } from '../reply.ts'
import { hashText } from '../worlds/chance.ts'
import { isRawNumber, type Row } from '../worlds/row.ts'
import type { Books } from '../worlds/world.ts'
import { type Envelope, envelope } from './envelope.ts'
import { plain } from './where.ts'

/** A document as Xero would print it. */
export function rendering(books: Books, row: Row, title: string): Reply {
  const number =
    row.InvoiceNumber ?? row.CreditNoteNumber ?? row.QuoteNumber ?? row.PurchaseOrderNumber
  const contact = row.Contact as Row | undefined
  const lines = Array.isArray(row.LineItems) ? (row.LineItems as readonly Row[]) : []
  const amount = (value: unknown) => (isRawNumber(value) ? value.rawJSON : '')
  const body = pdf(
    [
      books.name,
      `${title} ${String(number ?? '')}`,
      `To ${String(contact?.Name ?? '')}`,
      String(row.DateString ?? '').slice(0, 10),
      '',
      ...lines.map(
        (line) => `${String(line.Description ?? '').split('\n')[0]}   ${amount(line.LineAmount)}`,
      ),
      '',
      `Total ${amount(row.Total)} ${String(row.CurrencyCode ?? '')}`,
    ],
    3_000,
    hashText(String(number)),
  )
  return { status: 200, headers: { 'Content-Type': 'application/pdf' }, body }
}

/** What happened to a record: its making, and each file that was attached. */
export function history(
  books: Books,
  resource: string,
  index: number,
  row: Row,
  wrapping: Envelope,
): Reply {
  const made = Number(plain(row.UpdatedDateUTC)) || wrapping.now
  const record = (Changes: string, at: number, Details: string) => ({
    Changes,
    DateUTC: `/Date(${at}+0000)/`,
    DateUTCString: new Date(at).toISOString().slice(0, 19),
    User: 'Ann Fairweather',
    Details,
  })
  const files = books
    .filesOf(resource, index)
    .map((file) =>
      record(
        'Attached a file',
        file.createdAt,
        `Attached the file ${file.name} through the Xero API using Web`,
      ),
    )
  return envelope(wrapping, 'HistoryRecords', [...files, record('Created', made, '')])
}

export function onlineInvoice(row: Row, wrapping: Envelope): Reply {
  const address =
    row.Type === 'ACCREC' && row.Status !== 'DRAFT'
      ? [{ OnlineInvoiceUrl: `https://in.xero.example/${randomUUID()}` }]
      : []
  return envelope(wrapping, 'OnlineInvoices', address)
}

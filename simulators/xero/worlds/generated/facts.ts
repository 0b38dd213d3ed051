import { isRawNumber, type Json } from '../row.ts'
import type { Carrier } from './carriers.ts'
import type { Facts } from './record-files.ts'
import type { Setting, Table } from './setting.ts'

/** What a record says about itself, for the picture or text of its files. */
export function factsOf(
  setting: Setting,
  tables: ReadonlyMap<string, Table>,
  resource: Carrier,
  index: number,
): Facts {
  const row = tables.get(resource)?.row(index, { detail: 'summary', unitdp: 2 }) ?? {}
  const at = instantOf(row.Date) ?? setting.startAt
  const number =
    words(row.InvoiceNumber) ??
    words(row.CreditNoteNumber) ??
    words(row.PurchaseOrderNumber) ??
    words(row.QuoteNumber) ??
    words(row.Code) ??
    `${7000 + index}`
  const contact = row.Contact
  const name =
    contact !== undefined && contact !== null && typeof contact === 'object' && 'Name' in contact
      ? words(contact.Name)
      : undefined
  return {
    number,
    contact: name ?? words(row.Name) ?? words(row.Narration) ?? setting.plan.name,
    date: new Date(at).toISOString().slice(0, 10),
    total: isRawNumber(row.Total) ? `${row.Total.rawJSON} ${words(row.CurrencyCode) ?? ''}` : '-',
    at,
    sales: row.Type === 'ACCREC' || row.Type === 'ACCRECCREDIT',
  }
}

function words(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function instantOf(value: Json | undefined): number | undefined {
  const digits = typeof value === 'string' ? /^\/Date\((-?\d+)/.exec(value)?.[1] : undefined
  return digits === undefined ? undefined : Number(digits)
}

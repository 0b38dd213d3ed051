import { grants } from '../identity/scopes.ts'
import { empty, insufficientScope, notFound, type Reply } from '../reply.ts'
import { isRawNumber, type Json, type Row } from '../worlds/row.ts'
import type { AccountingCall } from './accounting-call.ts'
import { attachmentContent, attachmentList } from './attachments.ts'
import { envelope, quotesEnvelope } from './envelope.ts'
import { list, pluralOf } from './list.ts'
import { actions, cisSettings, invoiceReminders } from './organisation.ts'
import { history, onlineInvoice, rendering } from './renderings.ts'
import { report } from './reports.ts'
import { RESOURCES, type ResourceSpec } from './resources.ts'

export async function answerAccounting(call: AccountingCall): Promise<Reply> {
  const { segments, scopes, books, wrapping } = call
  const [name = '', id, sub] = segments
  if (call.request.method !== 'GET') return empty(405)
  if (name === 'Reports') return report(call, segments.slice(1))
  if (name === 'InvoiceReminders') return invoiceReminders(call)
  const spec = [...RESOURCES.values()].find(
    (one) => one.name.toLowerCase() === name.toLowerCase() || alias(one, name),
  )
  if (spec === undefined) return notFound()
  if (sub === 'Attachments') return attachments(call, spec)
  if (!grants(scopes, spec.scopes)) return insufficientScope()
  if (id === undefined) return list(books, spec, call.request, wrapping, call.switches)
  if (spec.name === 'Organisation') return organisationPart(call, id, sub)
  const index = books.find(spec.name, id)
  if (index === undefined || spec.listOnly) return notFound()
  return one(call, spec, index)
}

const alias = (spec: ResourceSpec, name: string) =>
  spec.name === 'Organisation' && name === 'Organisations'

function organisationPart(call: AccountingCall, id: string, sub: string | undefined): Reply {
  if (id === 'Actions') return actions(call.wrapping)
  if (sub === 'CISSettings' && id === call.books.tenantId) return cisSettings(call.wrapping)
  return notFound()
}

function one(call: AccountingCall, spec: ResourceSpec, index: number): Reply {
  const { books, request, wrapping, segments } = call
  const sub = segments[2]
  const unitdp = request.query.get('unitdp') === '4' ? 4 : 2
  const row = absolute(books.row(spec.name, index, { detail: 'single', unitdp }), call.base)
  if (sub === 'History')
    return spec.history ? history(books, spec.name, index, row, wrapping) : notFound()
  if (sub === 'OnlineInvoice' && spec.name === 'Invoices') return onlineInvoice(row, wrapping)
  if (sub === 'CISSettings' && spec.name === 'Contacts') return cisSettings(wrapping)
  const wantsPdf = sub === 'pdf' || request.headers.accept?.includes('application/pdf')
  if (wantsPdf && spec.pdf) return rendering(books, row, spec.singular)
  if (sub !== undefined) return notFound()
  if (spec.name === 'Quotes') return quotesEnvelope(wrapping, [row])
  return envelope(wrapping, pluralOf(spec), [row])
}

function attachments(call: AccountingCall, spec: ResourceSpec): Reply {
  const { books, segments, base, wrapping } = call
  const [, id = '', , nameOrId] = segments
  if (!spec.attachments) return notFound()
  if (!grants(call.scopes, ['accounting.attachments.read'])) return insufficientScope()
  const index = books.find(spec.name, id)
  if (index === undefined) return notFound()
  if (nameOrId === undefined) return attachmentList(books, spec.name, index, id, base, wrapping)
  return attachmentContent(books, spec.name, index, nameOrId)
}

/** Puts the server's address into the urls of embedded attachments. */
function absolute(row: Row, base: string): Row {
  if (!Array.isArray(row.Attachments)) return row
  const rows = (row.Attachments as readonly Json[]).map((one) =>
    one !== null && typeof one === 'object' && !Array.isArray(one) && !isRawNumber(one)
      ? { ...one, Url: String((one as Row).Url).replace('{base}', base) }
      : one,
  )
  return { ...row, Attachments: rows }
}

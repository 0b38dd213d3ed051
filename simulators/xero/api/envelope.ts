import { randomUUID } from 'node:crypto'
import { json, type Reply } from '../reply.ts'
import type { Row } from '../worlds/row.ts'

/** What an answer's wrapping depends on. */
export interface Envelope {
  readonly providerName: string
  readonly now: number
  readonly wantsJson: boolean
}

export interface Pagination {
  readonly page: number
  readonly pageSize: number
  readonly pageCount: number
  readonly itemCount: number
}

/** The common wrapping; the pagination comes before the rows, and only when a page was asked for. */
export function envelope(
  wrapping: Envelope,
  plural: string,
  rows: readonly Row[],
  pagination?: Pagination,
): Reply {
  if (!wrapping.wantsJson) return xml(wrapping)
  return json(200, {
    Id: randomUUID(),
    Status: 'OK',
    ProviderName: wrapping.providerName,
    DateTimeUTC: `/Date(${wrapping.now})/`,
    pagination,
    [plural]: rows,
  })
}

/** Quotes come from a service of their own, with other wrapping and content type. */
export function quotesEnvelope(wrapping: Envelope, rows: readonly Row[]): Reply {
  if (!wrapping.wantsJson) return xml(wrapping)
  const whole = {
    SummarizeErrors: true,
    Id: randomUUID(),
    Status: 'OK',
    ProviderName: wrapping.providerName,
    DateTimeUTC: `/Date(${wrapping.now})/`,
    Quotes: rows,
  }
  return json(200, whole, { 'Content-Type': 'application/json' })
}

/** Without `Accept: application/json` Xero answers XML; this much of it shows the mistake. */
function xml(wrapping: Envelope): Reply {
  const name = wrapping.providerName.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  return {
    status: 200,
    headers: { 'Content-Type': 'text/xml; charset=utf-8' },
    body: `<Response xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><Id>${randomUUID()}</Id><Status>OK</Status><ProviderName>${name}</ProviderName><DateTimeUTC>${new Date(wrapping.now).toISOString()}</DateTimeUTC></Response>`,
  }
}

export type BadRequestType = 'ValidationException' | 'QueryParseException'

export function badRequest(type: BadRequestType, message: string): Reply {
  const number = type === 'ValidationException' ? 10 : 16
  return json(400, { ErrorNumber: number, Type: type, Message: message })
}

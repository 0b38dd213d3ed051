import type { Fault } from './faults.ts'
import { tokenExpired } from './identity/access.ts'
import { empty, html, notFound, type Reply, text } from './reply.ts'

/** The answer of a fault that takes the place of the real one; the others change how it is sent. */
export function faultReply(fault: Fault | undefined, now: number): Reply | undefined {
  switch (fault?.kind) {
    case 'status':
      return statusReply(fault)
    case 'html':
      return html(200, fault.body ?? '<html><body><h1>Please try again later</h1></body></html>')
    case 'empty':
      return empty(200)
    case 'token-expired':
      return tokenExpired(now - 1000)
    case 'offline':
      return text(503, 'The Organisation is offline')
    case 'maintenance':
      return text(503, 'The Xero API is currently offline for maintenance')
    case 'not-found':
      return notFound()
    case 'concurrent':
      return empty(429, { 'X-Rate-Limit-Problem': 'concurrent' })
    default:
      return undefined
  }
}

function statusReply(fault: Fault): Reply {
  const headers: Record<string, string> = { ...fault.headers }
  if (fault.body !== undefined || fault.base64 !== undefined) {
    headers['Content-Type'] = fault.contentType ?? 'text/html; charset=utf-8'
  }
  if (fault.retryAfter !== undefined) headers['Retry-After'] = String(fault.retryAfter)
  const bytes = fault.base64 === undefined ? undefined : Buffer.from(fault.base64, 'base64')
  return { status: fault.status ?? 500, headers, body: bytes ?? fault.body }
}

import type { Row } from './worlds/row.ts'

/** What a handler answers; sending it, with or without a fault, is one place's work. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer | FileBody | undefined
}

/** Bytes made piece by piece, so that a 25 MB file is never whole in memory. */
export interface FileBody {
  readonly length: number
  readonly chunks: () => Iterable<Buffer>
}

/** One request, with its body read and its path still percent-encoded. */
export interface Request {
  readonly method: string
  /** The path without the query, exactly as it came. */
  readonly path: string
  readonly query: URLSearchParams
  readonly rawUrl: string
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  }
}

export function html(status: number, page: string, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers }, body: page }
}

export function text(status: number, words: string): Reply {
  return { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: words }
}

export function redirect(location: string): Reply {
  return { status: 302, headers: { Location: location, 'Cache-Control': 'no-store' }, body: '' }
}

export function empty(status: number, headers: Record<string, string> = {}): Reply {
  return { status, headers, body: undefined }
}

/** Xero answers an unknown id, path or file name with this page, never with JSON. */
export function notFound(): Reply {
  return html(404, "The resource you're looking for cannot be found")
}

/** Xero's own JSON problem for 401 and 403 of the accounting API. */
export function problem(status: 401 | 403, detail: string, headers: Record<string, string> = {}) {
  const body: Row = {
    Type: null,
    Title: status === 401 ? 'Unauthorized' : 'Forbidden',
    Status: status,
    Detail: detail,
    Instance: crypto.randomUUID(),
    Extensions: {},
  }
  return json(status, body, headers)
}

export function bodyLength(body: Reply['body']): number {
  if (body === undefined) return 0
  if (typeof body === 'string') return Buffer.byteLength(body)
  return body.length
}

export function* bodyChunks(body: Reply['body']): Iterable<Buffer> {
  if (body === undefined) return
  if (typeof body === 'string') yield Buffer.from(body)
  else if (Buffer.isBuffer(body)) yield body
  else yield* body.chunks()
}

/** Xero misspells the word; an app has to know both spellings. */
export function insufficientScope(): Reply {
  return empty(401, { 'WWW-Authenticate': 'Bearer error="insufficent_scope"' })
}

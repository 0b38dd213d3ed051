import { gzipSync } from 'node:zlib'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { WebContext } from './web-env.ts'

/** Less than this is sent in one packet either way. */
const LEAST = 1_200

/**
 * Answers with HTML, compressed for browsers that take that. Downloads and event streams go other ways:
 * their bytes are counted, or must leave at once. Pages hold no secret that the length of an answer to
 * typed words could give away: forms are told from foreign ones by their origin, not by a token.
 */
export function htmlAnswer(
  c: WebContext,
  html: string,
  status: ContentfulStatusCode = 200,
): Response | Promise<Response> {
  c.header('Vary', 'Accept-Encoding', { append: true })
  if (html.length < LEAST || !takesGzip(c)) return c.html(html, status)
  c.header('Content-Type', 'text/html; charset=UTF-8')
  c.header('Content-Encoding', 'gzip')
  return c.body(squeezed(html), status)
}

/** Whether the browser takes gzip; `gzip;q=0` means that it does not. */
export const takesGzip = (c: WebContext): boolean =>
  /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(c.req.header('accept-encoding') ?? '')

/** A page of 20 kB takes a third of a millisecond: less than handing it to another thread and back. */
const squeezed = (html: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(gzipSync(html, { level: 4 }))

import type { ErrorHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { asLedgerkeepError, type LedgerkeepError, notFound } from '../../core/errors.ts'
import { ErrorPage } from '../pages/error.tsx'
import { page } from '../render.tsx'
import { to } from '../routes.ts'
import { FAULTS, type Fault } from '../texts/faults.ts'
import type { WebContext, WebEnv } from '../web-env.ts'
import { localPath } from './local-path.ts'

/** Turns whatever was thrown into a page of three parts: what happened, what is safe, what to do. */
export const errorPage: ErrorHandler<WebEnv> = (thrown, c) => {
  const error = asLedgerkeepError(thrown instanceof HTTPException ? fromHono(thrown) : thrown)
  if (error.kind === 'refuse' && error.reason === 'not signed in') return logIn(c)
  const status = statusOf(error)
  const reference = status === 500 ? report(c, error) : null
  if (error.until !== undefined) c.header('Retry-After', String(waitSeconds(c, error.until)))
  const fault = describe(error, status)
  return page(c, { title: fault.title, status }, <ErrorPage fault={fault} reference={reference} />)
}

/** The page for an address that leads nowhere. */
export const missingPage = (c: WebContext) =>
  page(
    c,
    { title: FAULTS.missing.title, status: 404 },
    <ErrorPage fault={FAULTS.missing} reference={null} />,
  )

/** The status of an error of ours. */
export function statusOf(error: LedgerkeepError): ContentfulStatusCode {
  switch (error.kind) {
    case 'retry':
    case 'wait':
      return 503
    case 'reauthorise':
      return 409
    case 'skip':
      return 404
    case 'bug':
      return 500
    case 'refuse':
      return REFUSED[error.reason]
  }
}

const REFUSED = {
  invalid: 400,
  'not found': 404,
  'not signed in': 401,
  forbidden: 403,
  conflict: 409,
  gone: 410,
} as const

function describe(error: LedgerkeepError, status: ContentfulStatusCode): Fault {
  if (status === 500) return FAULTS.bug
  if (status === 503) return FAULTS.later
  if (error.kind === 'reauthorise') return FAULTS.disconnected
  const { title, safe, todo, link } = status === 404 ? FAULTS.notFound : FAULTS.refused
  return { title, happened: error.message, safe, todo: error.hint ?? todo, link }
}

function logIn(c: WebContext) {
  if (c.req.method !== 'GET') return c.redirect(to('backup'), 303)
  const { path } = c.req
  const wanted = localPath(path + new URL(c.req.url).search, path)
  return c.redirect(`${to('backup')}?returnTo=${encodeURIComponent(wanted)}`, 303)
}

/** Logs a fault of ours with a reference that the person can quote. */
function report(c: WebContext, error: LedgerkeepError): string {
  const { random, log } = c.var.ports
  const reference = Buffer.from(random.bytes(5)).toString('hex')
  const cause = error.cause instanceof Error ? error.cause : error
  log.error('a page failed', {
    reference,
    method: c.req.method,
    path: c.req.path,
    error: error.message,
    stack: cause.stack,
  })
  return reference
}

const waitSeconds = (c: WebContext, until: number): number =>
  Math.max(1, Math.ceil((until - c.var.ports.clock.now()) / 1000))

/** Hono's own refusals (a body too large or unreadable) as ours. */
function fromHono(error: HTTPException): unknown {
  return error.status === 404 ? notFound('page') : error
}

import type { MiddlewareHandler } from 'hono'
import { refuse } from '../../core/errors.ts'
import type { Person } from '../../ports/store/connect.ts'
import type { WebContext, WebEnv } from '../web-env.ts'
import { readCookie } from './cookies.ts'

/** Finds who is signed in; an unknown or expired cookie is nobody. */
export const findPerson: MiddlewareHandler<WebEnv> = async (c, next) => {
  const session = readCookie(c, 'session')
  c.set('session', session)
  c.set('person', session ? await c.var.ports.app.connect.person(session) : null)
  await next()
}

/** Who is signed in; otherwise refuses, which the error page turns into the way to log in. */
export function signedIn(c: WebContext): Person {
  if (c.var.person) return c.var.person
  throw refuse('You are not signed in.', 'Log in to Xero to go on.', { reason: 'not signed in' })
}

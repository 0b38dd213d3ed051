import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { CookieOptions } from 'hono/utils/cookie'
import type { WebContext } from '../web-env.ts'
import { isSecure } from './headers.ts'

export type CookieName = 'session' | 'login' | 'consent' | 'zone' | 'operator'

interface CookieKind {
  readonly name: string
  readonly lifeSeconds: number
}

const DAY = 86_400

/** Every cookie of the site; the cookies page is written from this. */
export const COOKIES: Readonly<Record<CookieName, CookieKind>> = {
  session: { name: 'ledgerkeep', lifeSeconds: 30 * DAY },
  login: { name: 'ledgerkeep-login', lifeSeconds: 15 * 60 },
  consent: { name: 'ledgerkeep-cookies', lifeSeconds: 365 * DAY },
  zone: { name: 'ledgerkeep-zone', lifeSeconds: 365 * DAY },
  operator: { name: 'ledgerkeep-operator', lifeSeconds: DAY / 2 },
}

/**
 * The name as the browser knows it: `__Host-` over https, which ties the cookie to this host; plain
 * on http, where browsers refuse that prefix.
 */
export const cookieName = (c: WebContext, name: CookieName): string =>
  isSecure(c.var.ports.site) ? `__Host-${COOKIES[name].name}` : COOKIES[name].name

export const readCookie = (c: WebContext, name: CookieName): string | null =>
  getCookie(c, cookieName(c, name)) || null

export function writeCookie(c: WebContext, name: CookieName, value: string): void {
  setCookie(c, cookieName(c, name), value, {
    ...attributes(c),
    maxAge: COOKIES[name].lifeSeconds,
  })
}

export function dropCookie(c: WebContext, name: CookieName): void {
  deleteCookie(c, cookieName(c, name), attributes(c))
}

/** Lax, not Strict: the way back from Xero and Stripe is a navigation from another site. */
const attributes = (c: WebContext): CookieOptions => ({
  path: '/',
  httpOnly: true,
  sameSite: 'Lax',
  secure: isSecure(c.var.ports.site),
})

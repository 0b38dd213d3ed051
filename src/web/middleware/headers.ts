import type { MiddlewareHandler } from 'hono'
import type { WebEnv } from '../web-env.ts'
import type { Site } from '../web-ports.ts'

/** Where Xero's login and Stripe's payment page live; Xero's login redirects among its own hosts. */
const REAL_TARGETS = ['https://login.xero.com', 'https://*.xero.com', 'https://checkout.stripe.com']

/** Security headers on every answer, errors included. A handler may set its own policy before. */
export function secureHeaders(site: Site): MiddlewareHandler<WebEnv> {
  const headers = Object.entries(fixedHeaders(site))
  return async (c, next) => {
    await next()
    for (const [name, value] of headers) {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value)
    }
  }
}

function fixedHeaders(site: Site): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': contentPolicy(site),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    // Not "no-referrer": with that, browsers send `Origin: null` with our own forms.
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'Cache-Control': 'private, no-store',
    ...(isSecure(site)
      ? { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' }
      : {}),
  }
}

/** Whether the site is served over https, and so may mark its cookies `Secure`. */
export const isSecure = (site: Site): boolean => site.baseUrl.startsWith('https://')

function contentPolicy(site: Site): string {
  // Chromium holds the redirects of a form to `form-action` as well.
  const targets = formTargets(site).join(' ')
  return [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    // Only the outbox shows a frame: a letter, sandboxed by its own policy.
    ...(site.demonstration ? ["frame-src 'self'"] : []),
    `form-action 'self' ${targets}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')
}

function formTargets(site: Site): readonly string[] {
  if (site.formTargets) return site.formTargets
  const own = new URL(site.baseUrl).origin
  if (!site.demonstration) return [own, ...REAL_TARGETS]
  const { xeroUrl, stripeUrl } = site.demonstration
  return [...new Set([own, new URL(xeroUrl).origin, new URL(stripeUrl).origin])]
}

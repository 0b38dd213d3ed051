import type { MiddlewareHandler } from 'hono'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { refuse } from '../../core/errors.ts'
import { to } from '../routes.ts'
import type { WebEnv } from '../web-env.ts'
import type { Site } from '../web-ports.ts'

/**
 * Takes forms from our own pages only, by `Sec-Fetch-Site` or `Origin`. Stripe's webhook is no form
 * of ours: its signature is checked instead.
 */
export function ownFormsOnly(site: Site): MiddlewareHandler<WebEnv> {
  const check = csrf({ origin: new URL(site.baseUrl).origin })
  return async (c, next) => {
    if (c.req.path === to('webhook')) return next()
    let passed = false
    try {
      await check(c, async () => {
        passed = true
      })
    } catch (error) {
      if (!(error instanceof HTTPException)) throw error
    }
    if (!passed) {
      throw refuse('The form came from another site.', 'Open the page here and send it again.', {
        reason: 'forbidden',
      })
    }
    return next()
  }
}

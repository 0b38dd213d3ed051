import { bodyLimit } from 'hono/body-limit'
import { asLedgerkeepError } from '../../core/errors.ts'
import { statusOf } from '../middleware/errors.tsx'
import { ROUTES } from '../routes.ts'
import type { WebApp, WebContext } from '../web-env.ts'

const MOST_BYTES = 1024 * 1024

/** Stripe's events. The signature is over the raw bytes, so nothing is parsed before it is checked. */
export function webhookRoutes(app: WebApp): void {
  const limit = bodyLimit({
    maxSize: MOST_BYTES,
    onError: (c) => c.text('The body is larger than 1 MiB.', 413),
  })
  app.post(ROUTES.webhook.path, limit, receive)
}

async function receive(c: WebContext) {
  const { app, log } = c.var.ports
  try {
    await app.order.webhook(await c.req.text(), c.req.header('stripe-signature') ?? '')
    return c.text('received')
  } catch (thrown) {
    const error = asLedgerkeepError(thrown)
    // Whatever is not wrong with the message itself is ours: Stripe then sends it again.
    const status = error.kind === 'refuse' ? statusOf(error) : 500
    log.warn('a webhook was not taken', { kind: error.kind, status, error: error.message })
    return c.text(error.kind === 'refuse' ? 'refused' : 'try again later', status)
  }
}

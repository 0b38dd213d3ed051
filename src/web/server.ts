import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { refuse } from '../core/errors.ts'
import { loadAssets } from './assets.ts'
import { ownFormsOnly } from './middleware/csrf.ts'
import { errorPage, missingPage } from './middleware/errors.tsx'
import { secureHeaders } from './middleware/headers.ts'
import { findPerson } from './middleware/session.ts'
import { adminRoutes } from './stages/admin.tsx'
import { assetRoutes } from './stages/assets.ts'
import { backupRoutes } from './stages/backup.tsx'
import { connectRoutes } from './stages/connect.tsx'
import { downloadRoutes } from './stages/download.ts'
import { partsRoutes } from './stages/download-parts.tsx'
import { orderRoutes } from './stages/order.tsx'
import { outboxRoutes } from './stages/outbox.tsx'
import { quoteRoutes } from './stages/quote.tsx'
import { readingRoutes } from './stages/reading.tsx'
import { statusRoutes } from './stages/status.tsx'
import { webhookRoutes } from './stages/webhook.ts'
import type { WebApp, WebEnv } from './web-env.ts'
import type { WebPorts } from './web-ports.ts'

/** Far more than any form here needs. */
const FORM_BYTES = 64 * 1024
/** How long a page or a download may still take once the server is asked to close. */
const CLOSE_MS = 5_000

/** The whole website as one `Request -> Response`, without a socket. */
export function createSite(ports: WebPorts): WebApp {
  const app = new Hono<WebEnv>()
  const assets = loadAssets()
  app.use(async (c, next) => {
    c.set('ports', ports)
    c.set('assets', assets)
    c.set('person', null)
    c.set('session', null)
    await next()
  })
  app.use(secureHeaders(ports.site))
  app.onError(errorPage)
  app.notFound(missingPage)
  assetRoutes(app)
  webhookRoutes(app)
  app.use(findPerson)
  app.use(ownFormsOnly(ports.site))
  app.use(formLimit())
  readingRoutes(app)
  connectRoutes(app)
  statusRoutes(app)
  quoteRoutes(app)
  orderRoutes(app)
  backupRoutes(app)
  downloadRoutes(app)
  partsRoutes(app)
  adminRoutes(app)
  outboxRoutes(app)
  return app
}

const formLimit = () =>
  bodyLimit({
    maxSize: FORM_BYTES,
    onError: () => {
      throw refuse('The form is larger than this site takes.', 'Shorten what you entered.')
    },
  })

export interface ServingSite {
  readonly url: string
  /** Takes no new request, ends the live streams, lets the rest finish for a while, then cuts. */
  close(): Promise<void>
}

/** Serves the site over HTTP. Port 0 takes a free one. Rejects when the port is taken. */
export async function serveSite(
  site: WebApp,
  at: { readonly port: number; readonly host: string },
): Promise<ServingSite> {
  const closing = new AbortController()
  const server = createAdaptorServer({
    fetch: (request) => site.fetch(request, { closing: closing.signal }),
    overrideGlobalObjects: false,
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(at.port, at.host, () => resolve())
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : at.port
  const host = at.host.includes(':') ? `[${at.host}]` : at.host
  return {
    url: `http://${host}:${port}`,
    close: () => {
      closing.abort()
      return closeServer(server)
    },
  }
}

/** A connection that ends its answer only now stays open for the next request: hence again and again. */
function closeServer(server: ReturnType<typeof createAdaptorServer>): Promise<void> {
  return new Promise((resolve) => {
    const idle = setInterval(() => {
      if ('closeIdleConnections' in server) server.closeIdleConnections()
    }, 50)
    const cut = setTimeout(() => {
      if ('closeAllConnections' in server) server.closeAllConnections()
    }, CLOSE_MS)
    server.close(() => {
      clearInterval(idle)
      clearTimeout(cut)
      resolve()
    })
  })
}

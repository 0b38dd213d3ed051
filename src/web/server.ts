import type { ServerResponse } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { refuse } from '../core/errors.ts'
import { loadAssets } from './assets.ts'
import { createLiveReads } from './live-reads.ts'
import { ownFormsOnly } from './middleware/csrf.ts'
import { errorPage, missingPage } from './middleware/errors.tsx'
import { forgetAfterForms } from './middleware/forget.ts'
import { secureHeaders } from './middleware/headers.ts'
import { findReader } from './middleware/reader.ts'
import { findPerson } from './middleware/session.ts'
import { createBlockSender } from './send-blocks.ts'
import { accountRoutes } from './stages/account.tsx'
import { adminRoutes } from './stages/admin.tsx'
import { assetRoutes } from './stages/assets.ts'
import { backupRoutes } from './stages/backup.tsx'
import { connectRoutes } from './stages/connect.tsx'
import { downloadRoutes } from './stages/download.ts'
import { partsRoutes } from './stages/download-parts.tsx'
import { exampleRoutes } from './stages/example.tsx'
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
  const live = createLiveReads(ports.clock)
  app.use(async (c, next) => {
    c.set('ports', ports)
    c.set('assets', assets)
    c.set('live', live)
    c.set('person', null)
    c.set('session', null)
    await next()
  })
  app.use(findReader)
  app.use(secureHeaders(ports.site))
  app.onError(errorPage)
  app.notFound(missingPage)
  assetRoutes(app)
  webhookRoutes(app)
  app.use(findPerson)
  app.use(ownFormsOnly(ports.site))
  app.use(forgetAfterForms)
  app.use(formLimit())
  readingRoutes(app)
  exampleRoutes(app)
  connectRoutes(app)
  statusRoutes(app)
  quoteRoutes(app)
  orderRoutes(app)
  backupRoutes(app)
  downloadRoutes(app)
  partsRoutes(app)
  accountRoutes(app)
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
    fetch: async (request, { outgoing }) => {
      // No HTTP/2 here: that is the business of a proxy in front.
      const blocks = createBlockSender(outgoing as ServerResponse)
      const answer = await site.fetch(request, { closing: closing.signal, blocks })
      return blocks.answered(answer)
    },
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

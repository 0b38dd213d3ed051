import { Readable } from 'node:stream'
import { missingPage } from '../middleware/errors.tsx'
import { ExamplePage } from '../pages/example.tsx'
import { page } from '../render.tsx'
import { ROUTES, to } from '../routes.ts'
import { EXAMPLE } from '../texts/example.ts'
import type { WebApp, WebContext } from '../web-env.ts'

const FILE_NAME = 'Ledgerkeep example archive.zip'
/** How soon the page looks again while the archive is being made. */
const LOOK_SECONDS = 5

/** The example archive: how it stands, and its bytes. */
export function exampleRoutes(app: WebApp): void {
  app.get(ROUTES.example.path, showExample)
  app.get(ROUTES.exampleFile.path, sendExample)
}

async function showExample(c: WebContext) {
  const { example, clock } = c.var.ports
  const standing = (await example?.look()) ?? ({ state: 'failed' } as const)
  // With a script or without: there is nothing to type on this page.
  if (standing.state === 'making') c.header('Refresh', String(LOOK_SECONDS))
  const body = <ExamplePage example={standing} now={clock.now()} />
  return page(c, { title: EXAMPLE.title, description: EXAMPLE.lead }, body)
}

async function sendExample(c: WebContext) {
  const { example } = c.var.ports
  if (!example) return missingPage(c)
  const open = await example.open()
  if (!open) return c.redirect(to('example'), 303)
  const headers = {
    'Content-Type': 'application/zip',
    'Content-Length': String(open.bytes),
    'Content-Disposition': `attachment; filename="${FILE_NAME}"`,
    'Cache-Control': 'no-cache, no-transform',
  }
  // Hono answers HEAD through the GET handler: nothing may stay open that nobody reads.
  if (c.req.raw.method === 'HEAD') {
    open.stream.destroy()
    return new Response(null, { headers })
  }
  return new Response(Readable.toWeb(open.stream) as ReadableStream, { headers })
}

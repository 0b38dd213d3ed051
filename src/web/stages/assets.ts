import { takesGzip } from '../html-answer.ts'
import { ROUTES } from '../routes.ts'
import type { WebApp, WebContext } from '../web-env.ts'

/** The static files, and the sign of life for whoever watches the server. */
export function assetRoutes(app: WebApp): void {
  app.get(ROUTES.asset.path, serveAsset)
  app.get(ROUTES.health.path, (c) => c.text('ok'))
}

function serveAsset(c: WebContext): Response {
  const asset = c.var.assets.get(c.req.param('file') ?? '')
  if (!asset) return c.notFound() as Response
  const etag = `"${asset.hash}"`
  const fixed = c.req.query('v') === asset.hash
  c.header('Content-Type', asset.type)
  c.header('ETag', etag)
  c.header('Cache-Control', fixed ? 'public, max-age=31536000, immutable' : 'no-cache')
  if (c.req.header('if-none-match') === etag) return c.body(null, 304)
  if (!asset.gzip) return c.body(asset.body)
  c.header('Vary', 'Accept-Encoding')
  if (!takesGzip(c)) return c.body(asset.body)
  c.header('Content-Encoding', 'gzip')
  return c.body(asset.gzip)
}

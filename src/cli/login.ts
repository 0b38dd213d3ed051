import { createServer } from 'node:http'
import type { App, SignedIn } from '../app/app.ts'
import { LedgerkeepError } from '../core/errors.ts'
import type { Demonstration } from './demonstration.ts'

const BROWSER = 'terminal'

/** In the demonstration the simulator also plays the person at the login page. */
export async function loginToDemonstration(
  app: App,
  demonstration: Demonstration,
): Promise<SignedIn> {
  const { url } = await app.connect.begin(BROWSER, '/')
  const answer = await demonstration.approve(url)
  return app.connect.finish(answer, BROWSER)
}

/** Waits on the site's own address for Xero to send the browser back. */
export async function loginInBrowser(
  app: App,
  siteUrl: string,
  tell: (url: string) => void,
): Promise<SignedIn> {
  const { url } = await app.connect.begin(BROWSER, '/')
  const site = new URL(siteUrl)
  const back = Promise.withResolvers<string>()
  const server = createServer((request, response) => {
    const here = new URL(request.url ?? '/', siteUrl)
    response.setHeader('content-type', 'text/plain; charset=utf-8')
    if (here.pathname !== '/connect/callback') return response.writeHead(404).end('Not found.')
    response.end('Connected. Go back to the terminal; this window can be closed.')
    back.resolve(here.href)
  })
  server.once('error', (cause) =>
    back.reject(
      new LedgerkeepError('refuse', `The address ${siteUrl} is in use.`, {
        hint: 'Stop the server that runs there, or set LEDGERKEEP_PORT to another port.',
        cause,
      }),
    ),
  )
  server.listen(Number(site.port || 80), 'localhost')
  tell(url)
  try {
    return await app.connect.finish(await back.promise, BROWSER)
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

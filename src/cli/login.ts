import { createServer, type Server } from 'node:http'
import type { App, SignedIn } from '../app/app.ts'
import { LedgerkeepError } from '../core/errors.ts'
import type { Demonstration } from './demonstration.ts'

const BROWSER = 'terminal'
/** On a very fast clock a code can expire on its way back: then simply another login. */
const DEMONSTRATION_TRIES = 8

/** In the demonstration the simulator also plays the person at the login page. */
export async function loginToDemonstration(
  app: App,
  demonstration: Demonstration,
): Promise<SignedIn> {
  for (let tries = 1; ; tries += 1) {
    try {
      const { url } = await app.connect.begin(BROWSER, '/')
      const answer = await demonstration.approve(url)
      return await app.connect.finish(answer, BROWSER)
    } catch (error) {
      if (tries === DEMONSTRATION_TRIES) throw error
    }
  }
}

/** Waits on the site's own address for Xero to send the browser back; a wrong callback is told there. */
export async function loginInBrowser(
  app: App,
  siteUrl: string,
  tell: (url: string) => void,
  signal: AbortSignal,
): Promise<SignedIn> {
  const { url } = await app.connect.begin(BROWSER, '/')
  const done = Promise.withResolvers<SignedIn>()
  const server = createServer((request, response) => {
    const here = new URL(request.url ?? '/', siteUrl)
    response.setHeader('content-type', 'text/plain; charset=utf-8')
    if (here.pathname !== '/connect/callback') return response.writeHead(404).end('Not found.')
    app.connect.finish(here.href, BROWSER).then(
      (login) => {
        response.end('Connected. Go back to the terminal; this window can be closed.')
        done.resolve(login)
      },
      (error: unknown) => {
        response.writeHead(400).end('That login did not work. The terminal says why.')
        done.reject(error)
      },
    )
  })
  await listening(server, siteUrl)
  signal.addEventListener('abort', () => done.reject(signal.reason), { once: true })
  tell(url)
  try {
    return await done.promise
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

function listening(server: Server, siteUrl: string): Promise<void> {
  const port = Number(new URL(siteUrl).port || 80)
  return new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new LedgerkeepError(
          'refuse',
          `The terminal can't listen at ${siteUrl}: ${cause.message}.`,
          {
            hint: 'For a backup in the terminal, LEDGERKEEP_URL is an address of this machine such as http://localhost:8800, registered as a redirect address of the Xero app. Stop what runs there, or set another port.',
            cause,
          },
        ),
      ),
    )
    server.listen(port, 'localhost', () => resolve())
  })
}

import type { DisconnectChoice } from '../../app/app-life.ts'
import { asLedgerkeepError } from '../../core/errors.ts'
import { readForm } from '../form.ts'
import { hasConsent, rememberConsent } from '../middleware/consent.ts'
import { dropCookie, readCookie, writeCookie } from '../middleware/cookies.ts'
import { localPath } from '../middleware/local-path.ts'
import { signedIn } from '../middleware/session.ts'
import { ConnectPage } from '../pages/connect.tsx'
import { DisconnectPage, titleOf } from '../pages/disconnect.tsx'
import { page } from '../render.tsx'
import { ROUTES, to } from '../routes.ts'
import { CONNECT } from '../texts/connect.ts'
import { DISCONNECT } from '../texts/connect-end.ts'
import type { FormFault } from '../ui/form-errors.tsx'
import type { WebApp, WebContext } from '../web-env.ts'

/** Cookies, the login at Xero and back, signing out, disconnecting. */
export function connectRoutes(app: WebApp): void {
  app.get(ROUTES.backup.path, showConnect)
  app.post(ROUTES.acceptCookies.path, acceptCookies)
  app.get(ROUTES.connect.path, (c) => begin(c, c.req.query('returnTo')))
  app.post(ROUTES.connectForm.path, async (c) => begin(c, (await readForm(c)).text('returnTo')))
  app.get(ROUTES.callback.path, finish)
  app.post(ROUTES.signOut.path, signOut)
  app.get(ROUTES.disconnectAsk.path, askToDisconnect)
  app.post(ROUTES.disconnect.path, disconnect)
}

const showConnect = (c: WebContext) =>
  page(
    c,
    { title: CONNECT.title, description: CONNECT.lead },
    <ConnectPage
      person={c.var.person}
      consent={hasConsent(c)}
      paid={c.var.ports.site.paid}
      returnTo={localPath(c.req.query('returnTo'), to('status'))}
    />,
  )

async function acceptCookies(c: WebContext) {
  const form = await readForm(c)
  rememberConsent(c)
  const returnTo = localPath(form.text('returnTo'), to('status'))
  return c.redirect(`${to('backup')}?returnTo=${encodeURIComponent(returnTo)}`, 303)
}

async function begin(c: WebContext, wanted: string | undefined) {
  if (!hasConsent(c)) {
    const query = wanted ? `?returnTo=${encodeURIComponent(localPath(wanted, to('status')))}` : ''
    return c.redirect(to('backup') + query, 303)
  }
  const { app, random } = c.var.ports
  const known = readCookie(c, 'login')
  const browser = known && /^[\w-]{40,}$/.test(known) ? known : secret(random.bytes(32))
  const { url } = await app.connect.begin(browser, localPath(wanted, to('status')))
  writeCookie(c, 'login', browser)
  return c.redirect(url, 303)
}

const secret = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

async function finish(c: WebContext) {
  const { app, site, log } = c.var.ports
  // Behind a proxy the request's own address is not the one Xero was given.
  const url = site.baseUrl + c.req.path + new URL(c.req.url).search
  try {
    const done = await app.connect.finish(url, readCookie(c, 'login') ?? '')
    // The former session would stay valid without anybody holding it.
    if (c.var.session) await app.connect.signOut(c.var.session)
    dropCookie(c, 'login')
    writeCookie(c, 'session', done.session)
    return c.redirect(localPath(done.returnTo, to('status')), 303)
  } catch (thrown) {
    const error = asLedgerkeepError(thrown)
    log.warn('a login was not finished', { kind: error.kind, reason: error.reason })
    throw thrown
  }
}

async function signOut(c: WebContext) {
  const { session, ports } = c.var
  if (session) await ports.app.connect.signOut(session)
  dropCookie(c, 'session')
  return c.redirect(to('home'), 303)
}

async function askToDisconnect(c: WebContext) {
  return disconnectPage(c, null)
}

async function disconnectPage(c: WebContext, fault: FormFault | null) {
  const { app, clock } = c.var.ports
  const view = await app.connect.disconnectView(signedIn(c).id, connectionIdOf(c))
  const body = <DisconnectPage view={view} fault={fault} now={clock.now()} />
  return page(c, { title: titleOf(view), status: fault ? 400 : 200 }, body)
}

const CHOICES: readonly DisconnectChoice[] = ['keep', 'delete files', 'delete all']

async function disconnect(c: WebContext) {
  const personId = signedIn(c).id
  const typed = (await readForm(c)).text('choice')
  const choice = CHOICES.find((one) => one === typed)
  if (!choice) return disconnectPage(c, { field: 'choice', text: DISCONNECT.missing })
  const receipt = await c.var.ports.app.connect.disconnect(personId, connectionIdOf(c), choice)
  return c.redirect(receipt ? to('receipt', { receiptId: receipt.id }) : to('status'), 303)
}

const connectionIdOf = (c: WebContext): string => c.req.param('connectionId') ?? ''

import { asLedgerkeepError } from '../../core/errors.ts'
import { readForm } from '../form.ts'
import { dropCookie } from '../middleware/cookies.ts'
import { signedIn } from '../middleware/session.ts'
import { AccountPage, ErasePage } from '../pages/account.tsx'
import { ReceiptPage } from '../pages/receipt.tsx'
import { page } from '../render.tsx'
import { ROUTES, to } from '../routes.ts'
import { ACCOUNT, RECEIPT } from '../texts/account.ts'
import { type FormFault, faultOf } from '../ui/form-errors.tsx'
import type { WebApp, WebContext } from '../web-env.ts'

/** What is held about a person: sessions, orders, how long backups are kept, and deleting all of it. */
export function accountRoutes(app: WebApp): void {
  app.get(ROUTES.account.path, (c) => accountPage(c, null, null))
  app.post(ROUTES.accountKeep.path, keepFor)
  app.post(ROUTES.signOutEverywhere.path, signOutEverywhere)
  app.get(ROUTES.eraseAsk.path, (c) => {
    signedIn(c)
    return page(c, { title: ACCOUNT.eraseTitle }, <ErasePage />)
  })
  app.post(ROUTES.erase.path, erase)
  app.get(ROUTES.receipt.path, showReceipt)
}

async function accountPage(c: WebContext, typed: string | null, fault: FormFault | null) {
  const { app, clock } = c.var.ports
  const view = await app.account.view(signedIn(c).id, c.var.session ?? '')
  const body = (
    <AccountPage
      view={view}
      rules={app.account.rules}
      days={typed ?? String(view.keepDays)}
      fault={fault}
      now={clock.now()}
    />
  )
  return page(c, { title: ACCOUNT.title, status: fault ? 400 : 200 }, body)
}

/** A whole number of days as it was typed; NaN, which every rule refuses, for anything else. */
export const daysOf = (typed: string): number =>
  /^\d{1,5}$/.test(typed.trim()) ? Number(typed) : Number.NaN

async function keepFor(c: WebContext) {
  const person = signedIn(c)
  const typed = (await readForm(c)).text('days')
  try {
    await c.var.ports.app.account.keepFor(person.id, daysOf(typed))
    return c.redirect(to('account'), 303)
  } catch (thrown) {
    const error = asLedgerkeepError(thrown)
    if (error.kind !== 'refuse' || !error.field) throw thrown
    return accountPage(c, typed, faultOf(error))
  }
}

async function signOutEverywhere(c: WebContext) {
  await c.var.ports.app.account.signOutEverywhere(signedIn(c).id, c.var.session)
  return c.redirect(to('account'), 303)
}

async function erase(c: WebContext) {
  const { id } = signedIn(c)
  const receipt = await c.var.ports.app.account.erase(id)
  c.var.live.forget(id)
  dropCookie(c, 'session')
  c.set('person', null)
  const now = c.var.ports.clock.now()
  return page(
    c,
    { title: RECEIPT.title },
    <ReceiptPage receipt={receipt} signedIn={false} now={now} />,
  )
}

/** How soon a receipt looks again while the deletion goes on. */
const LOOK_SECONDS = 10

async function showReceipt(c: WebContext) {
  const { app, clock } = c.var.ports
  const receipt = await app.account.receipt(signedIn(c).id, c.req.param('receiptId') ?? '')
  const body = <ReceiptPage receipt={receipt} signedIn now={clock.now()} />
  // With a script or without: there is nothing to type on this page.
  if (receipt.finishedAt === null) c.header('Refresh', String(LOOK_SECONDS))
  return page(c, { title: RECEIPT.title }, body)
}

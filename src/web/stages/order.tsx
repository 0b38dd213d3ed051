import type { OrderView } from '../../app/app.ts'
import { asLedgerkeepError, refuse } from '../../core/errors.ts'
import { invoiceFaults } from '../../core/order.ts'
import type { InvoiceDetails } from '../../ports/store/order.ts'
import { typedFilter } from '../filter-query.ts'
import { type Form, readForm } from '../form.ts'
import { statusOf } from '../middleware/errors.tsx'
import { signedIn } from '../middleware/session.ts'
import { DetailsPage } from '../pages/details.tsx'
import { OrderPage } from '../pages/order.tsx'
import { page } from '../render.tsx'
import { ROUTES, to } from '../routes.ts'
import { ORDER } from '../texts/order.ts'
import { QUOTE } from '../texts/quote.ts'
import { type FormFault, faultOf } from '../ui/form-errors.tsx'
import type { WebApp, WebContext } from '../web-env.ts'
import { orderForm, understood } from './quote.tsx'

/** *Buy*, the invoice details, the way to Stripe, and the page to come back to. */
export function orderRoutes(app: WebApp): void {
  app.post(ROUTES.buy.path, buy)
  app.get(ROUTES.order.path, showOrder)
  app.get(ROUTES.details.path, showDetails)
  app.post(ROUTES.sendDetails.path, sendDetails)
  app.post(ROUTES.pay.path, payAgain)
}

async function buy(c: WebContext) {
  const person = signedIn(c)
  const form = await readForm(c)
  const scanId = form.text('scanId')
  const typed = typedFilter(form)
  const { filter, fault } = understood(typed)
  const wrong = fault ?? termsFault(form)
  if (!filter || wrong) return orderForm(c, { scanId, typed, fault: wrong, status: 400 })
  try {
    const { orderId, backupId } = await c.var.ports.app.order.buy(
      person.id,
      scanId,
      filter,
      shownNet(form),
      form.text('termsVersion'),
      form.text('currency'),
    )
    return c.redirect(nextAfter(orderId, backupId), 303)
  } catch (thrown) {
    const error = asLedgerkeepError(thrown)
    if (error.kind !== 'refuse' || !['conflict', 'invalid'].includes(error.reason)) throw thrown
    return orderForm(c, { scanId, typed, fault: faultOf(error), status: statusOf(error) })
  }
}

/** Where nothing is to be paid the backup has started already. */
function nextAfter(orderId: string | null, backupId: string | null): string {
  if (backupId) return to('backupPage', { backupId })
  return orderId ? to('details', { orderId }) : to('status')
}

/** Which version it is that was ticked is tested by the app. */
function termsFault(form: Form): FormFault | null {
  return form.text('terms') === 'accepted' ? null : { field: 'terms', text: QUOTE.termsMissing }
}

/** The price the page showed, in minor units; null where it showed none. */
function shownNet(form: Form): number | null {
  const text = form.text('net')
  if (text === '') return null
  const minor = Number(text)
  if (Number.isSafeInteger(minor)) return minor
  throw refuse('The price is not a number.', 'Load the page again.', { reason: 'invalid' })
}

async function showOrder(c: WebContext) {
  const { app, clock } = c.var.ports
  const order = await app.order.refresh(signedIn(c).id, orderIdOf(c))
  const body = <OrderPage order={order} now={clock.now()} />
  // With a script or without: there is nothing to type on this page.
  if (!settled(order)) c.header('Refresh', String(LOOK_SECONDS))
  return page(c, { title: ORDER.title }, body)
}

/** How soon the page looks again while the payment may still change. */
const LOOK_SECONDS = 20

const settled = (order: OrderView): boolean => {
  if (order.state === 'held') return false
  return order.state !== 'unpaid' || (order.expired && !order.awaitingFunds)
}

async function showDetails(c: WebContext) {
  const order = await c.var.ports.app.order.view(signedIn(c).id, orderIdOf(c))
  if (order.state !== 'unpaid' || order.expired || order.awaitingFunds) {
    return c.redirect(to('order', { orderId: order.id }), 303)
  }
  return detailsPage(c, order, order.details ?? firstDetails(order), [])
}

async function sendDetails(c: WebContext) {
  const person = signedIn(c)
  const { app } = c.var.ports
  const details = detailsOf(await readForm(c))
  const faults = invoiceFaults(details).map(faultOf)
  if (faults.length > 0) {
    return detailsPage(c, await app.order.view(person.id, orderIdOf(c)), details, faults)
  }
  try {
    const { url } = await app.order.pay(person.id, orderIdOf(c), details)
    return c.redirect(url, 303)
  } catch (thrown) {
    const error = asLedgerkeepError(thrown)
    if (error.kind !== 'refuse' || !error.field) throw thrown
    return detailsPage(c, await app.order.view(person.id, orderIdOf(c)), details, [faultOf(error)])
  }
}

/** Back to Stripe with the details that are kept already. */
async function payAgain(c: WebContext) {
  const person = signedIn(c)
  const { app } = c.var.ports
  const order = await app.order.view(person.id, orderIdOf(c))
  if (!order.details) return c.redirect(to('details', { orderId: order.id }), 303)
  const { url } = await app.order.pay(person.id, order.id, order.details)
  return c.redirect(url, 303)
}

const orderIdOf = (c: WebContext): string => c.req.param('orderId') ?? ''

function detailsPage(
  c: WebContext,
  order: OrderView,
  details: InvoiceDetails,
  faults: readonly FormFault[],
) {
  const now = c.var.ports.clock.now()
  const body = <DetailsPage order={order} details={details} faults={faults} now={now} />
  return page(c, { title: ORDER.detailsTitle, status: faults.length > 0 ? 400 : 200 }, body)
}

const firstDetails = (order: OrderView): InvoiceDetails => ({
  ...{ name: '', addressLine1: '', addressLine2: '', city: '', postalCode: '', vatNumber: '' },
  country: order.suggestedCountry || 'GB',
  email: order.suggestedEmail,
})

const detailsOf = (form: Form): InvoiceDetails => ({
  name: form.text('name'),
  addressLine1: form.text('addressLine1'),
  addressLine2: form.text('addressLine2'),
  city: form.text('city'),
  postalCode: form.text('postalCode'),
  country: form.text('country'),
  email: form.text('email'),
  vatNumber: form.text('vatNumber'),
})

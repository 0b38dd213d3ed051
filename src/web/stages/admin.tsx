import { refuse } from '../../core/errors.ts'
import type { OrderState } from '../../core/flow.ts'
import { readForm, readQuery } from '../form.ts'
import { dropCookie, readCookie, writeCookie } from '../middleware/cookies.ts'
import { AdminPage } from '../pages/admin.tsx'
import { AdminEnterPage, AdminLoginPage } from '../pages/admin-login.tsx'
import { AdminOrderPage, AdminRefundPage } from '../pages/admin-order.tsx'
import { AdminOrdersPage } from '../pages/admin-orders.tsx'
import { page } from '../render.tsx'
import { ROUTES, to } from '../routes.ts'
import { ADMIN, ORDER_STATES } from '../texts/admin.ts'
import type { WebApp, WebContext } from '../web-env.ts'

/** The pages of those who run the installation, behind a log-in of their own. */
export function adminRoutes(app: WebApp): void {
  app.get(ROUTES.adminLogin.path, (c) => loginPage(c, false))
  app.post(ROUTES.adminAskLink.path, askLink)
  app.get(ROUTES.adminEnterAsk.path, showEnter)
  app.post(ROUTES.adminEnter.path, enter)
  app.post(ROUTES.adminLeave.path, leave)
  app.get(ROUTES.admin.path, asOperator(showOverview))
  app.get(ROUTES.adminOrders.path, asOperator(showOrders))
  app.get(ROUTES.adminOrder.path, asOperator(showOrder))
  app.post(ROUTES.adminRelease.path, asOperator(release))
  app.get(ROUTES.adminRefundAsk.path, asOperator(askRefund))
  app.post(ROUTES.adminRefund.path, asOperator(refund))
}

type Handler = (c: WebContext, operator: string) => Promise<Response>

/** Lets only operators through; everybody else is led to the log-in. */
const asOperator =
  (handle: Handler) =>
  async (c: WebContext): Promise<Response> => {
    const session = readCookie(c, 'operator')
    const operator = session && (await c.var.ports.app.operator.operator(session))
    return operator ? handle(c, operator) : c.redirect(ROUTES.adminLogin.path, 303)
  }

async function loginPage(c: WebContext, sent: boolean): Promise<Response> {
  return page(c, { title: ADMIN.loginTitle }, <AdminLoginPage sent={sent} />)
}

/** The same answer for every address: who runs the installation is nobody else's business. */
async function askLink(c: WebContext): Promise<Response> {
  const form = await readForm(c)
  await c.var.ports.app.operator.askLink(form.text('email'))
  return loginPage(c, true)
}

async function showEnter(c: WebContext): Promise<Response> {
  const token = readQuery(c).text('token')
  return page(c, { title: ADMIN.enterTitle }, <AdminEnterPage token={token} />)
}

async function enter(c: WebContext): Promise<Response> {
  const form = await readForm(c)
  const { session } = await c.var.ports.app.operator.enter(form.text('token'))
  writeCookie(c, 'operator', session)
  return c.redirect(ROUTES.admin.path, 303)
}

async function leave(c: WebContext): Promise<Response> {
  const session = readCookie(c, 'operator')
  if (session) await c.var.ports.app.operator.leave(session)
  dropCookie(c, 'operator')
  return c.redirect(ROUTES.adminLogin.path, 303)
}

async function showOverview(c: WebContext, operator: string): Promise<Response> {
  const { app, clock } = c.var.ports
  const overview = await app.operator.overview(operator)
  const body = <AdminPage overview={overview} operator={operator} now={clock.now()} />
  return page(c, { title: ADMIN.title, width: 'wide' }, body)
}

async function showOrders(c: WebContext, operator: string): Promise<Response> {
  const { app, clock } = c.var.ports
  const query = readQuery(c)
  const search = query.text('search').slice(0, 200)
  const state = stateOf(query.text('state'))
  const orders = await app.operator.orders(operator, { search, state })
  const body = <AdminOrdersPage orders={orders} search={search} state={state} now={clock.now()} />
  return page(c, { title: ADMIN.find, width: 'wide' }, body)
}

const stateOf = (text: string): OrderState | null =>
  Object.hasOwn(ORDER_STATES, text) ? (text as OrderState) : null

async function showOrder(c: WebContext, operator: string): Promise<Response> {
  const { app, clock } = c.var.ports
  const order = await app.operator.order(operator, orderIdOf(c))
  const body = <AdminOrderPage order={order} now={clock.now()} />
  return page(c, { title: order.organisation }, body)
}

async function release(c: WebContext, operator: string): Promise<Response> {
  await c.var.ports.app.operator.release(operator, orderIdOf(c))
  return backToOrder(c)
}

async function askRefund(c: WebContext, operator: string): Promise<Response> {
  const order = await c.var.ports.app.operator.order(operator, orderIdOf(c))
  const body = <AdminRefundPage order={order} how={howOf(c)} />
  return page(c, { title: ADMIN.refundTitle }, body)
}

async function refund(c: WebContext, operator: string): Promise<Response> {
  await c.var.ports.app.operator.refund(operator, orderIdOf(c), howOf(c))
  return backToOrder(c)
}

function howOf(c: WebContext): 'all' | 'undelivered' {
  const how = readQuery(c).text('how')
  if (how === 'all' || how === 'undelivered') return how
  throw refuse('It was not said how much is to be paid back.', 'Open the order again.')
}

const orderIdOf = (c: WebContext): string => c.req.param('orderId') ?? ''

const backToOrder = (c: WebContext): Response =>
  c.redirect(to('adminOrder', { orderId: orderIdOf(c) }), 303)

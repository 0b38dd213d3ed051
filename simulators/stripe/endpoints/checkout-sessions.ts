import type Stripe from 'stripe'
import { missing, refused } from '../api-error.ts'
import { createSession } from '../create-session.ts'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { expireIfDue, expireSession } from '../expire-session.ts'
import { showLine } from '../objects/session-line.ts'
import { fits, inRange, pageOf } from '../page-of.ts'
import { choice, expand, fields, paging, range, text } from '../schema.ts'
import { SESSION_PARAMS } from '../session-params.ts'
import type { StoredSession, World } from '../world.ts'

const LIST = {
  ...paging,
  created: range,
  customer: text(),
  customer_details: fields({ 'email!': text() }),
  payment_intent: text(),
  payment_link: text(),
  status: choice('complete', 'expired', 'open'),
  subscription: text(),
}

const PATH = '/v1/checkout/sessions'

export const checkoutSessions: readonly Endpoint[] = [
  endpoint<Stripe.Checkout.SessionCreateParams>(
    'POST',
    PATH,
    SESSION_PARAMS,
    (world, params) => createSession(world, params).session,
  ),
  endpoint('GET', `${PATH}/:id`, { expand }, (world, _params, id) => find(world, id).session),
  endpoint('POST', `${PATH}/:id/expire`, { expand }, (world, _params, id) => {
    const stored = find(world, id)
    if (stored.session.status !== 'open') {
      throw refused(
        `Only Checkout Sessions with a status in ["open"] can be expired. This one has a status of ${stored.session.status}.`,
      )
    }
    expireSession(world, stored)
    return stored.session
  }),
  endpoint<Stripe.Checkout.SessionListLineItemsParams>(
    'GET',
    `${PATH}/:id/line_items`,
    paging,
    (world, params, id) => {
      const stored = find(world, id)
      const lines = stored.lines.map((line) => showLine(line, stored.discount?.discount ?? null))
      return pageOf(lines.reverse(), params, `${PATH}/${id}/line_items`)
    },
  ),
  endpoint<Stripe.Checkout.SessionListParams>('GET', PATH, LIST, (world, params) => {
    const all = [...world.sessions.values()]
    for (const stored of all) expireIfDue(world, stored)
    const matching = all
      .map((stored) => stored.session)
      .filter((session) => wanted(session, params))
    return pageOf(matching, params, PATH)
  }),
]

function find(world: World, id: string): StoredSession {
  const stored = world.sessions.get(id)
  if (stored === undefined) throw missing('checkout.session', id, 'session')
  expireIfDue(world, stored)
  return stored
}

function wanted(
  session: Stripe.Checkout.Session,
  params: Stripe.Checkout.SessionListParams,
): boolean {
  const email = params.customer_details?.email
  return (
    fits(session.payment_intent, params.payment_intent) &&
    fits(session.customer, params.customer) &&
    fits(session.payment_link, params.payment_link) &&
    fits(session.subscription, params.subscription) &&
    (params.status === undefined || session.status === params.status) &&
    (email === undefined || session.customer_details?.email === email) &&
    inRange(session.created, params.created)
  )
}

import type Stripe from 'stripe'
import { missing } from '../api-error.ts'
import { seconds } from '../clock.ts'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { inRange, pageOf } from '../page-of.ts'
import { boolean, expand, list, paging, range, text } from '../schema.ts'
import type { StoredEvent, World } from '../world.ts'

const EVENTS_KEPT_SECONDS = 30 * 24 * 3600

const LIST = {
  ...paging,
  created: range,
  delivery_success: boolean,
  type: text(),
  types: list(text(), 20),
}

/** The account itself and its log of events, which Stripe keeps for thirty days. */
export const account: readonly Endpoint[] = [
  endpoint('GET', '/v1/account', { expand }, (world) => world.account),
  endpoint('GET', '/v1/events/:id', { expand }, (world, _params, id) => {
    const event = keptEvents(world).find((each) => each.id === id)
    if (event === undefined) throw missing('event', id, 'id')
    return event
  }),
  endpoint<Stripe.EventListParams>('GET', '/v1/events', LIST, (world, params) => {
    const matching = keptEvents(world).filter(
      (event) =>
        typeFits(event.type, params) &&
        inRange(event.created, params.created) &&
        (params.delivery_success === undefined ||
          params.delivery_success === (event.pending_webhooks === 0)),
    )
    return pageOf(matching, params, '/v1/events')
  }),
]

function keptEvents(world: World): StoredEvent[] {
  const oldest = seconds(world.clock) - EVENTS_KEPT_SECONDS
  return [...world.events.values()].filter((event) => event.created >= oldest)
}

/** `type` may end in `.*`, as in `charge.*`. */
function typeFits(type: string, params: Stripe.EventListParams): boolean {
  const wanted = [...(params.types ?? []), ...(params.type === undefined ? [] : [params.type])]
  if (wanted.length === 0) return true
  return wanted.some((each) =>
    each.endsWith('*') ? type.startsWith(each.slice(0, -1)) : type === each,
  )
}

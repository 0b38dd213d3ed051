import type Stripe from 'stripe'
import { seconds } from './clock.ts'
import { newId } from './ids.ts'
import { API_VERSION, type World } from './world.ts'

/** Records an event with a picture of the object as it is now, and hands it to the webhooks. */
export function emit(
  world: World,
  type: Stripe.Event['type'],
  object: { readonly id: string },
): void {
  const event = {
    id: newId('evt'),
    object: 'event' as const,
    api_version: API_VERSION,
    created: seconds(world.clock),
    data: { object: structuredClone(object) },
    livemode: false as const,
    pending_webhooks: 0,
    request: world.request,
    type,
  }
  world.events.set(event.id, event)
  world.deliver(event)
}

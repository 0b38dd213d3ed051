import { seconds } from './clock.ts'
import { emit } from './events.ts'
import type { StoredSession, World } from './world.ts'

/** Closes an open session for good and tells the webhooks. */
export function expireSession(world: World, stored: StoredSession): void {
  if (stored.session.status !== 'open') return
  stored.session.status = 'expired'
  stored.session.url = null
  emit(world, 'checkout.session.expired', stored.session)
}

/** Closes the session when its time is over; called whenever it is looked at, and by the agenda. */
export function expireIfDue(world: World, stored: StoredSession): void {
  if (seconds(world.clock) >= stored.session.expires_at) expireSession(world, stored)
}

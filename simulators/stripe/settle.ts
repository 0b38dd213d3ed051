import { emit } from './events.ts'
import { idOf } from './ids.ts'
import { issueInvoice } from './issue-invoice.ts'
import { markPaid } from './objects/payment-intent.ts'
import type { Settlement, StoredSession, World } from './world.ts'

/** The bank's answer on a delayed debit. Returns false when the session awaits none. */
export function settle(
  world: World,
  stored: StoredSession,
  outcome: Settlement['outcome'],
): boolean {
  if (stored.settlement === null) return false
  stored.settlement = null
  if (outcome === 'succeeded') succeed(world, stored)
  else fail(world, stored)
  return true
}

function partsOf(world: World, stored: StoredSession) {
  const intent = world.paymentIntents.get(idOf(stored.session.payment_intent))
  const charge = world.charges.get(idOf(intent?.latest_charge))
  if (intent === undefined || charge === undefined)
    throw new Error('A delayed session lost its charge')
  return { intent, charge }
}

function succeed(world: World, stored: StoredSession): void {
  const { intent, charge } = partsOf(world, stored)
  charge.status = 'succeeded'
  charge.paid = true
  markPaid(intent, charge)
  stored.session.payment_status = 'paid'
  emit(world, 'charge.succeeded', charge)
  emit(world, 'payment_intent.succeeded', intent)
  issueInvoice(world, stored, intent, world.customers.get(idOf(stored.session.customer)))
  emit(world, 'checkout.session.async_payment_succeeded', stored.session)
}

function fail(world: World, stored: StoredSession): void {
  const { intent, charge } = partsOf(world, stored)
  charge.status = 'failed'
  charge.failure_code = 'insufficient_funds'
  charge.failure_message = 'There was not enough money in the account.'
  intent.status = 'requires_payment_method'
  intent.last_payment_error = {
    type: 'invalid_request_error',
    code: 'payment_intent_payment_attempt_failed',
    message: charge.failure_message,
  }
  emit(world, 'charge.failed', charge)
  emit(world, 'payment_intent.payment_failed', intent)
  emit(world, 'checkout.session.async_payment_failed', stored.session)
}

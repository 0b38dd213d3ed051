import type Stripe from 'stripe'
import { countRedemption } from './discounts.ts'
import { emit } from './events.ts'
import { idOf } from './ids.ts'
import { issueInvoice } from './issue-invoice.ts'
import { makeCharge, type Payer } from './objects/charge.ts'
import { makeCustomer } from './objects/customer.ts'
import { markPaid } from './objects/payment-intent.ts'
import { settle } from './settle.ts'
import type { Settlement, StoredSession, World } from './world.ts'

/** A payment that succeeds at once: customer, charge, invoice, and the session complete and paid. */
export function completePaid(
  world: World,
  stored: StoredSession,
  intent: Stripe.PaymentIntent,
  payer: Payer,
): void {
  const customer = customerFor(world, stored, payer)
  intent.customer = customer?.id ?? null
  const charge = makeCharge(world, intent, payer, 'succeeded')
  world.charges.set(charge.id, charge)
  markPaid(intent, charge)
  emit(world, 'charge.succeeded', charge)
  emit(world, 'payment_intent.succeeded', intent)
  close(world, stored, 'paid')
  issueInvoice(world, stored, intent, customer)
  emit(world, 'checkout.session.completed', stored.session)
}

/** A debit on its way: the session is complete and yet unpaid, until `settle` decides. */
export function completeDelayed(
  world: World,
  stored: StoredSession,
  intent: Stripe.PaymentIntent,
  payer: Payer,
  outcome: Settlement['outcome'],
): void {
  const customer = customerFor(world, stored, payer)
  intent.customer = customer?.id ?? null
  intent.status = 'processing'
  intent.last_payment_error = null
  const charge = makeCharge(world, intent, payer, 'pending')
  charge.paid = false
  world.charges.set(charge.id, charge)
  intent.latest_charge = charge.id
  emit(world, 'charge.pending', charge)
  emit(world, 'payment_intent.processing', intent)
  close(world, stored, 'unpaid')
  emit(world, 'checkout.session.completed', stored.session)
  stored.settlement = { at: world.clock.now() + world.debitSeconds * 1000, outcome }
  world.agenda.add(stored.settlement.at, () => settle(world, stored, outcome))
}

/** Nothing to pay: no intent, no charge, and no invoice. */
export function completeFree(world: World, stored: StoredSession, payer: Payer): void {
  customerFor(world, stored, payer)
  stored.session.payment_intent = null
  close(world, stored, 'no_payment_required')
  emit(world, 'checkout.session.completed', stored.session)
}

function close(
  world: World,
  stored: StoredSession,
  status: Stripe.Checkout.Session['payment_status'],
): void {
  stored.session.status = 'complete'
  stored.session.payment_status = status
  stored.session.url = null
  countRedemption(world, stored)
}

/** What the buyer changed on the page goes onto the customer where the session says so. */
function keepTyped(stored: StoredSession, customer: Stripe.Customer, payer: Payer): void {
  const update = stored.params.customer_update
  if (update?.address === 'auto') customer.address = payer.address
  if (update?.name === 'auto' && payer.name !== null) customer.name = payer.name
}

/** A guest has no customer, but an invoice or an order without cost needs one. */
function customerFor(
  world: World,
  stored: StoredSession,
  payer: Payer,
): Stripe.Customer | undefined {
  const { session } = stored
  const known = world.customers.get(idOf(session.customer))
  if (known !== undefined) {
    keepTyped(stored, known, payer)
    return known
  }
  const free = session.amount_total === 0
  const needed = session.customer_creation === 'always' || session.invoice_creation?.enabled || free
  if (!needed) return undefined
  const { email, name, address } = payer
  const customer = makeCustomer(world, { email, ...(name === null ? {} : { name }) })
  customer.address = address
  world.customers.set(customer.id, customer)
  session.customer = customer.id
  emit(world, 'customer.created', customer)
  return customer
}

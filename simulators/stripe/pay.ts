import type Stripe from 'stripe'
import { decideAutomaticTax } from './automatic-tax.ts'
import { type BuyerInput, problemsWith, taxIdOf } from './buyer-input.ts'
import { completeDelayed, completeFree, completePaid } from './complete-session.ts'
import { applyTypedCode } from './discounts.ts'
import { emit } from './events.ts'
import { idOf } from './ids.ts'
import { makeCharge, type Payer } from './objects/charge.ts'
import { emptyDetails } from './objects/checkout-session.ts'
import { fullAddress } from './objects/customer.ts'
import { makePaymentIntent } from './objects/payment-intent.ts'
import type { StoredSession, World } from './world.ts'

/** How an attempt to pay ended: with the reasons to show again, or complete. */
export type PayOutcome =
  | { readonly kind: 'complete' }
  | { readonly kind: 'again'; readonly problems: readonly string[] }

const DELAYED = { debit_succeeds: 'succeeded', debit_fails: 'failed' } as const

/** The buyer presses Pay on an open session. */
export function pay(world: World, stored: StoredSession, input: BuyerInput): PayOutcome {
  const problems = problemsWith(input, stored)
  if (problems.length > 0) return { kind: 'again', problems }
  if (input.promotionCode !== '' && !codeIsApplied(world, stored, input.promotionCode)) {
    const problem = applyTypedCode(world, stored, input.promotionCode)
    if (problem !== null) return { kind: 'again', problems: [problem] }
  }
  decideAutomaticTax(world, stored, input.country)
  keepDetails(stored, input)
  const payer = payerOf(input)
  if (stored.session.amount_total === 0) {
    completeFree(world, stored, payer)
    return { kind: 'complete' }
  }
  return charge(world, stored, input, payer)
}

function codeIsApplied(world: World, stored: StoredSession, typed: string): boolean {
  const applied = world.promotionCodes.get(idOf(stored.discount?.discount.promotion_code))
  return applied?.code.toUpperCase() === typed.toUpperCase()
}

function keepDetails(stored: StoredSession, input: BuyerInput): void {
  const { session } = stored
  const taxId = session.tax_id_collection?.enabled ? taxIdOf(input) : null
  session.customer_details = {
    ...emptyDetails(input.email),
    address: addressOf(input),
    name: input.name,
    tax_ids: taxId === null ? [] : [taxId],
  }
  if (session.consent_collection?.terms_of_service === 'required') {
    session.consent = { promotions: null, terms_of_service: 'accepted' }
  }
}

function addressOf(input: BuyerInput): Stripe.Address {
  return fullAddress({
    city: input.city || null,
    country: input.country,
    line1: input.line1 || null,
    postal_code: input.postalCode || null,
  })
}

function payerOf(input: BuyerInput): Payer {
  const foreign = input.country === 'US' ? 'GB' : 'US'
  return {
    email: input.email,
    name: input.name,
    address: addressOf(input),
    method: input.method.startsWith('debit') ? 'bacs_debit' : 'card',
    cardCountry: input.method === 'card_foreign' ? foreign : input.country,
  }
}

function charge(world: World, stored: StoredSession, input: BuyerInput, payer: Payer): PayOutcome {
  const intent = intentFor(world, stored, payer)
  if (input.method === 'card_declined') return decline(world, intent, payer)
  if (input.method === 'debit_succeeds' || input.method === 'debit_fails') {
    completeDelayed(world, stored, intent, payer, DELAYED[input.method])
  } else {
    completePaid(world, stored, intent, payer)
  }
  return { kind: 'complete' }
}

/** One intent for all attempts of a session; its amount and method follow the latest one. */
function intentFor(world: World, stored: StoredSession, payer: Payer): Stripe.PaymentIntent {
  const before = world.paymentIntents.get(idOf(stored.session.payment_intent))
  if (before !== undefined) {
    before.amount = stored.session.amount_total ?? 0
    before.payment_method_types = [payer.method]
    return before
  }
  const intent = makePaymentIntent(world, stored, payer.method)
  world.paymentIntents.set(intent.id, intent)
  stored.session.payment_intent = intent.id
  emit(world, 'payment_intent.created', intent)
  return intent
}

function decline(world: World, intent: Stripe.PaymentIntent, payer: Payer): PayOutcome {
  const failed = makeCharge(world, intent, payer, 'failed')
  failed.failure_code = 'card_declined'
  failed.failure_message = 'Your card was declined.'
  world.charges.set(failed.id, failed)
  intent.latest_charge = failed.id
  intent.status = 'requires_payment_method'
  intent.last_payment_error = {
    type: 'card_error',
    code: 'card_declined',
    decline_code: 'generic_decline',
    charge: failed.id,
    message: failed.failure_message,
  }
  emit(world, 'charge.failed', failed)
  emit(world, 'payment_intent.payment_failed', intent)
  return { kind: 'again', problems: [failed.failure_message] }
}

import type Stripe from 'stripe'
import { invalid } from './api-error.ts'
import { applyCoupon, couponOf, isRedeemable } from './discounts.ts'
import { expireIfDue } from './expire-session.ts'
import { showMoney, smallestCharge } from './money.ts'
import { makeCheckoutSession } from './objects/checkout-session.ts'
import { makeLines, reprice } from './reprice.ts'
import { checkSession } from './session-rules.ts'
import type { StoredSession, World } from './world.ts'

/** Makes an open session with its amounts, and plans its expiry. */
export function createSession(
  world: World,
  params: Stripe.Checkout.SessionCreateParams,
): StoredSession {
  checkSession(world, params)
  const lines = makeLines(world, params)
  const session = makeCheckoutSession(world, params, lines[0]?.currency ?? 'gbp')
  const stored: StoredSession = { session, params, lines, discount: null, settlement: null }
  reprice(stored)
  for (const discount of params.discounts ?? []) applyGiven(world, stored, discount)
  checkSmallest(session)
  fillFromCustomer(world, session)
  world.sessions.set(session.id, stored)
  world.agenda.add(session.expires_at * 1000, () => expireIfDue(world, stored))
  return stored
}

function applyGiven(
  world: World,
  stored: StoredSession,
  given: Stripe.Checkout.SessionCreateParams.Discount,
): void {
  const code =
    given.promotion_code === undefined ? undefined : world.promotionCodes.get(given.promotion_code)
  if (code !== undefined && !isRedeemable(world, code)) {
    throw invalid(`The promotion code ${code.code} cannot be redeemed.`, 'discounts')
  }
  const coupon = code === undefined ? world.coupons.get(given.coupon ?? '') : couponOf(world, code)
  if (coupon === undefined) return
  if (coupon.amount_off !== null && coupon.currency !== stored.session.currency) {
    throw invalid('The coupon is for another currency.', 'discounts')
  }
  applyCoupon(world, stored, coupon, code?.id ?? null)
}

function checkSmallest(session: Stripe.Checkout.Session): void {
  const total = session.amount_total ?? 0
  const currency = session.currency ?? 'gbp'
  const least = smallestCharge(currency)
  if (total === 0 || total >= least) return
  throw invalid(
    `The total must be at least ${showMoney(least, currency)}.`,
    'line_items',
    'amount_too_small',
  )
}

function fillFromCustomer(world: World, session: Stripe.Checkout.Session): void {
  const customer = world.customers.get(String(session.customer))
  if (customer === undefined) return
  session.customer_details = {
    address: customer.address ?? null,
    business_name: null,
    email: customer.email,
    individual_name: null,
    name: customer.name ?? null,
    phone: null,
    tax_exempt: 'none',
    tax_ids: null,
  }
}

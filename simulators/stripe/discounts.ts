import type Stripe from 'stripe'
import { seconds } from './clock.ts'
import { idOf } from './ids.ts'
import { makeDiscount } from './objects/coupon.ts'
import { reprice } from './reprice.ts'
import type { StoredSession, World } from './world.ts'

/** Finds a code that may be redeemed now; codes are compared without regard to case. */
export function findPromotionCode(world: World, typed: string): Stripe.PromotionCode | undefined {
  const wanted = typed.toUpperCase()
  return [...world.promotionCodes.values()].find(
    (code) => code.code.toUpperCase() === wanted && isRedeemable(world, code),
  )
}

export function isRedeemable(world: World, code: Stripe.PromotionCode): boolean {
  const expired = code.expires_at !== null && code.expires_at <= seconds(world.clock)
  const used = code.max_redemptions !== null && code.times_redeemed >= code.max_redemptions
  return code.active && !expired && !used && couponOf(world, code)?.valid === true
}

export function couponOf(world: World, code: Stripe.PromotionCode): Stripe.Coupon | undefined {
  return world.coupons.get(idOf(code.promotion.coupon))
}

/** Puts a discount on the session and works out its amounts again. */
export function applyCoupon(
  world: World,
  stored: StoredSession,
  coupon: Stripe.Coupon,
  code: string | null,
): void {
  stored.discount = { coupon, discount: makeDiscount(world, coupon, stored.session.id, code) }
  stored.session.discounts = [{ coupon: code === null ? coupon.id : null, promotion_code: code }]
  reprice(stored)
}

/** Why a code cannot be used on this session, in words for the buyer; null when it can. */
export function applyTypedCode(world: World, stored: StoredSession, typed: string): string | null {
  if (stored.session.allow_promotion_codes !== true) return 'Promotion codes are not accepted here.'
  const code = findPromotionCode(world, typed)
  const coupon = code === undefined ? undefined : couponOf(world, code)
  if (code === undefined || coupon === undefined) return 'This promotion code is not valid.'
  if (coupon.amount_off !== null && coupon.currency !== stored.session.currency) {
    return 'This promotion code is for another currency.'
  }
  const least = code.restrictions.minimum_amount
  if (least !== null && (stored.session.amount_subtotal ?? 0) < least) {
    return 'The order is too small for this promotion code.'
  }
  applyCoupon(world, stored, coupon, code.id)
  return null
}

/** Counts the use of a discount when its session completes. */
export function countRedemption(world: World, stored: StoredSession): void {
  if (stored.discount === null) return
  const { coupon, discount } = stored.discount
  coupon.times_redeemed += 1
  if (coupon.max_redemptions !== null && coupon.times_redeemed >= coupon.max_redemptions)
    coupon.valid = false
  const code = world.promotionCodes.get(idOf(discount.promotion_code))
  if (code !== undefined) code.times_redeemed += 1
}

import type Stripe from 'stripe'
import { seconds } from '../clock.ts'
import { newId, randomText } from '../ids.ts'
import { storedMetadata } from '../metadata.ts'
import type { World } from '../world.ts'

export function makeCoupon(world: World, params: Stripe.CouponCreateParams): Stripe.Coupon {
  return {
    id: params.id ?? randomText(8),
    object: 'coupon',
    amount_off: params.amount_off ?? null,
    created: seconds(world.clock),
    currency: params.currency ?? null,
    duration: params.duration ?? 'once',
    duration_in_months: params.duration_in_months ?? null,
    livemode: false,
    max_redemptions: params.max_redemptions ?? null,
    metadata: storedMetadata(params.metadata),
    name: params.name ?? null,
    percent_off: params.percent_off ?? null,
    redeem_by: params.redeem_by ?? null,
    times_redeemed: 0,
    valid: true,
  }
}

export function makePromotionCode(
  world: World,
  params: Stripe.PromotionCodeCreateParams,
): Stripe.PromotionCode {
  return {
    id: newId('promo'),
    object: 'promotion_code',
    active: params.active ?? true,
    code: params.code ?? randomText(8).toUpperCase(),
    created: seconds(world.clock),
    customer: params.customer ?? null,
    customer_account: null,
    expires_at: params.expires_at ?? null,
    livemode: false,
    max_redemptions: params.max_redemptions ?? null,
    metadata: storedMetadata(params.metadata),
    promotion: { coupon: params.promotion.coupon ?? null, type: 'coupon' },
    restrictions: {
      first_time_transaction: params.restrictions?.first_time_transaction ?? false,
      minimum_amount: params.restrictions?.minimum_amount ?? null,
      minimum_amount_currency: params.restrictions?.minimum_amount_currency ?? null,
    },
    times_redeemed: 0,
  }
}

/** `promotionCode` is the id of the code the buyer typed, or null for a coupon set by the seller. */
export function makeDiscount(
  world: World,
  coupon: Stripe.Coupon,
  sessionId: string,
  promotionCode: string | null,
): Stripe.Discount {
  return {
    id: newId('di'),
    object: 'discount',
    checkout_session: sessionId,
    customer: null,
    customer_account: null,
    end: null,
    invoice: null,
    invoice_item: null,
    promotion_code: promotionCode,
    source: { coupon: coupon.id, type: 'coupon' },
    start: seconds(world.clock),
    subscription: null,
    subscription_item: null,
  }
}

import type Stripe from 'stripe'
import { invalid, missing } from '../api-error.ts'
import { findPromotionCode } from '../discounts.ts'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { emit } from '../events.ts'
import { makePromotionCode } from '../objects/coupon.ts'
import { fits, inRange, pageOf } from '../page-of.ts'
import {
  boolean,
  choice,
  expand,
  fields,
  integer,
  metadata,
  paging,
  range,
  text,
  unsupported,
} from '../schema.ts'

const CREATE = {
  'promotion!': fields({ 'type!': choice('coupon'), coupon: text() }),
  active: boolean,
  code: text(500, /^[A-Za-z0-9-]+$/),
  customer: text(),
  customer_account: unsupported,
  expand,
  expires_at: integer(),
  max_redemptions: integer(1),
  metadata,
  restrictions: fields({
    first_time_transaction: boolean,
    minimum_amount: integer(1),
    minimum_amount_currency: text(3),
    currency_options: unsupported,
  }),
}

const LIST = {
  ...paging,
  active: boolean,
  code: text(),
  coupon: text(),
  created: range,
  customer: text(),
}

export const promotionCodes: readonly Endpoint[] = [
  endpoint<Stripe.PromotionCodeCreateParams>(
    'POST',
    '/v1/promotion_codes',
    CREATE,
    (world, params) => {
      const coupon = params.promotion.coupon ?? ''
      if (!world.coupons.has(coupon)) throw missing('coupon', coupon, 'promotion[coupon]', 400)
      if (params.code !== undefined && findPromotionCode(world, params.code) !== undefined) {
        throw invalid('An active promotion code with this code exists already.', 'code')
      }
      const code = makePromotionCode(world, params)
      world.promotionCodes.set(code.id, code)
      emit(world, 'promotion_code.created', code)
      return code
    },
  ),
  endpoint<{ active?: boolean }>(
    'POST',
    '/v1/promotion_codes/:id',
    { active: boolean, expand },
    (world, params, id) => {
      const code = world.promotionCodes.get(id)
      if (code === undefined) throw missing('promotion code', id, 'promotion_code')
      code.active = params.active ?? code.active
      emit(world, 'promotion_code.updated', code)
      return code
    },
  ),
  endpoint('GET', '/v1/promotion_codes/:id', { expand }, (world, _params, id) => {
    const code = world.promotionCodes.get(id)
    if (code === undefined) throw missing('promotion code', id, 'promotion_code')
    return code
  }),
  endpoint<Stripe.PromotionCodeListParams>('GET', '/v1/promotion_codes', LIST, (world, params) => {
    const matching = [...world.promotionCodes.values()].filter(
      (code) =>
        code.active === (params.active ?? code.active) &&
        (params.code === undefined || code.code.toUpperCase() === params.code.toUpperCase()) &&
        fits(code.promotion.coupon, params.coupon) &&
        fits(code.customer, params.customer) &&
        inRange(code.created, params.created),
    )
    return pageOf(matching, params, '/v1/promotion_codes')
  }),
]

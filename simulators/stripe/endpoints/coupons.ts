import type Stripe from 'stripe'
import { invalid, missing } from '../api-error.ts'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { emit } from '../events.ts'
import { makeCoupon } from '../objects/coupon.ts'
import { inRange, pageOf } from '../page-of.ts'
import {
  choice,
  expand,
  integer,
  metadata,
  number,
  paging,
  range,
  text,
  unsupported,
} from '../schema.ts'

const CREATE = {
  amount_off: integer(1),
  applies_to: unsupported,
  currency: text(3, /^[a-z]{3}$/),
  currency_options: unsupported,
  duration: choice('forever', 'once', 'repeating'),
  duration_in_months: integer(1),
  expand,
  id: text(),
  max_redemptions: integer(1),
  metadata,
  name: text(40),
  percent_off: number(0.01, 100),
  redeem_by: integer(),
}

export const coupons: readonly Endpoint[] = [
  endpoint<Stripe.CouponCreateParams>('POST', '/v1/coupons', CREATE, (world, params) => {
    if ((params.amount_off === undefined) === (params.percent_off === undefined)) {
      throw invalid('Pass exactly one of amount_off and percent_off.', 'percent_off')
    }
    if (params.amount_off !== undefined && params.currency === undefined) {
      throw invalid('Pass currency with amount_off.', 'currency', 'parameter_missing')
    }
    if (params.id !== undefined && world.coupons.has(params.id)) {
      throw invalid('Coupon already exists.', 'id', 'resource_already_exists')
    }
    const coupon = makeCoupon(world, params)
    world.coupons.set(coupon.id, coupon)
    emit(world, 'coupon.created', coupon)
    return coupon
  }),
  endpoint('GET', '/v1/coupons/:id', { expand }, (world, _params, id) => {
    const coupon = world.coupons.get(id)
    if (coupon === undefined) throw missing('coupon', id, 'coupon')
    return coupon
  }),
  endpoint<Stripe.CouponListParams>(
    'GET',
    '/v1/coupons',
    { ...paging, created: range },
    (world, params) => {
      const matching = [...world.coupons.values()].filter((coupon) =>
        inRange(coupon.created, params.created),
      )
      return pageOf(matching, params, '/v1/coupons')
    },
  ),
]

import type Stripe from 'stripe'
import { seconds } from '../clock.ts'
import { newId } from '../ids.ts'
import type { SessionLine } from '../stored.ts'
import type { World } from '../world.ts'

/** The one-off price that `price_data` stands for. */
export function makePrice(
  world: World,
  data: Stripe.Checkout.SessionCreateParams.LineItem.PriceData,
): Stripe.Price {
  return {
    id: newId('price'),
    object: 'price',
    active: false,
    billing_scheme: 'per_unit',
    created: seconds(world.clock),
    currency: data.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product: newId('prod').slice(0, 19),
    recurring: null,
    tax_behavior: data.tax_behavior ?? 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: 'one_time',
    unit_amount: data.unit_amount ?? null,
    unit_amount_decimal: null,
  }
}

/** The line as `line_items` shows it. `discount` is the session's, for the breakdown. */
export function showLine(line: SessionLine, discount: Stripe.Discount | null): Stripe.LineItem {
  return {
    id: line.id,
    object: 'item',
    adjustable_quantity: null,
    amount_discount: line.amounts.discount,
    amount_subtotal: line.amounts.subtotal,
    amount_tax: line.amounts.tax,
    amount_total: line.amounts.total,
    currency: line.currency,
    description: line.name,
    discounts: discount === null ? [] : [{ amount: line.amounts.discount, discount }],
    metadata: line.metadata,
    price: line.price,
    quantity: line.quantity,
    taxes: line.rates.map((rate, at) => ({
      amount: line.amounts.taxes[at]?.amount ?? 0,
      rate,
      taxability_reason: null,
      taxable_amount: line.amounts.taxes[at]?.taxable ?? null,
    })),
  }
}

import type Stripe from 'stripe'
import { invalid, missing, notSimulated } from './api-error.ts'
import { seconds } from './clock.ts'
import type { World } from './world.ts'

type Params = Stripe.Checkout.SessionCreateParams

const SHORTEST_LIFE = 30 * 60
const LONGEST_LIFE = 24 * 3600

/** The rules that hold between the parameters of a new session. Throws a 400 for the first one broken. */
export function checkSession(world: World, params: Params): void {
  checkMode(params)
  checkUrls(params)
  checkLife(world, params)
  checkCustomer(world, params)
  checkLines(world, params)
  checkDiscounts(world, params)
}

function checkMode(params: Params): void {
  if (params.mode === undefined)
    throw invalid('Missing required param: mode.', 'mode', 'parameter_missing')
  if (params.mode !== 'payment') throw notSimulated(`the mode ${params.mode}`, 'mode')
  const ui = params.ui_mode ?? 'hosted_page'
  if (ui !== 'hosted_page') throw notSimulated(`the ui_mode ${ui}`, 'ui_mode')
}

function checkUrls(params: Params): void {
  if (params.return_url !== undefined)
    throw invalid('return_url cannot be used with a hosted page.', 'return_url')
  if (params.success_url === undefined) {
    throw invalid('Missing required param: success_url.', 'success_url', 'parameter_missing')
  }
  for (const name of ['success_url', 'cancel_url'] as const) {
    const url = params[name]
    if (url !== undefined && !isWebUrl(url)) throw invalid('Not a valid URL', name, 'url_invalid')
  }
}

function isWebUrl(text: string): boolean {
  return /^https?:$/.test(URL.parse(text)?.protocol ?? '')
}

function checkLife(world: World, params: Params): void {
  if (params.expires_at === undefined) return
  const life = params.expires_at - seconds(world.clock)
  if (life >= SHORTEST_LIFE && life <= LONGEST_LIFE) return
  throw invalid('The expires_at timestamp must be 30 minutes to 24 hours after now.', 'expires_at')
}

function checkCustomer(world: World, params: Params): void {
  const { customer, customer_email } = params
  if (customer_email !== undefined && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(customer_email)) {
    throw invalid(`Invalid email address: ${customer_email}`, 'customer_email', 'email_invalid')
  }
  if (customer === undefined) {
    if (params.customer_update !== undefined)
      throw invalid('customer_update needs customer.', 'customer_update')
    return
  }
  if (customer_email !== undefined)
    throw invalid('You may only specify one of customer, customer_email.', 'customer')
  if (params.customer_creation !== undefined) {
    throw invalid('customer_creation cannot be used with customer.', 'customer_creation')
  }
  if (!world.customers.has(customer)) throw missing('customer', customer, 'customer', 400)
  if (params.tax_id_collection?.enabled && params.customer_update?.name !== 'auto') {
    throw invalid(
      'Tax ID collection for a customer needs customer_update[name] to be auto.',
      'customer_update[name]',
    )
  }
}

function checkLines(world: World, params: Params): void {
  const items = params.line_items ?? []
  if (items.length === 0)
    throw invalid('Missing required param: line_items.', 'line_items', 'parameter_missing')
  const currencies = new Set(items.map((item) => item.price_data?.currency ?? ''))
  if (params.currency !== undefined) currencies.add(params.currency)
  for (const [at, item] of items.entries()) checkLine(world, params, item, `line_items[${at}]`)
  if (currencies.size > 1)
    throw invalid('All line items must have the same currency.', 'line_items')
}

function checkLine(
  world: World,
  params: Params,
  item: Stripe.Checkout.SessionCreateParams.LineItem,
  name: string,
): void {
  const data = item.price_data
  if (item.price !== undefined) throw missing('price', item.price, `${name}[price]`, 400)
  if (data === undefined)
    throw invalid(`${name} needs price or price_data.`, name, 'parameter_missing')
  if (data.product !== undefined)
    throw missing('product', data.product, `${name}[price_data][product]`, 400)
  for (const [field, given] of [
    ['[price_data][product_data]', data.product_data],
    ['[price_data][unit_amount]', data.unit_amount],
    ['[quantity]', item.quantity],
  ] as const) {
    if (given === undefined)
      throw invalid(`Missing required param: ${name}${field}.`, name + field, 'parameter_missing')
  }
  checkRates(world, params, item.tax_rates ?? [], `${name}[tax_rates]`)
}

function checkRates(world: World, params: Params, rates: readonly string[], name: string): void {
  if (rates.length > 0 && params.automatic_tax?.enabled) {
    throw invalid('tax_rates cannot be used when automatic_tax is enabled.', name)
  }
  for (const id of rates) {
    const rate = world.taxRates.get(id)
    if (rate === undefined) throw missing('tax rate', id, name, 400)
    if (!rate.active) throw invalid(`The tax rate ${id} is not active.`, name)
  }
}

function checkDiscounts(world: World, params: Params): void {
  if (params.discounts === undefined) return
  if (params.allow_promotion_codes !== undefined) {
    throw invalid(
      'You may only specify one of these parameters: allow_promotion_codes, discounts.',
      'discounts',
    )
  }
  for (const discount of params.discounts) {
    if ((discount.coupon === undefined) === (discount.promotion_code === undefined)) {
      throw invalid('A discount is either a coupon or a promotion_code.', 'discounts')
    }
    const { coupon, promotion_code } = discount
    if (coupon !== undefined && !world.coupons.get(coupon)?.valid)
      throw missing('coupon', coupon, 'discounts', 400)
    if (promotion_code !== undefined && !world.promotionCodes.has(promotion_code)) {
      throw missing('promotion code', promotion_code, 'discounts', 400)
    }
  }
}

import type Stripe from 'stripe'
import { missing } from '../api-error.ts'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { emit } from '../events.ts'
import { makeTaxRate } from '../objects/tax-rate.ts'
import { inRange, pageOf } from '../page-of.ts'
import { boolean, expand, metadata, number, paging, range, text } from '../schema.ts'
import type { World } from '../world.ts'

const CREATE = {
  'display_name!': text(50),
  'inclusive!': boolean,
  'percentage!': number(0, 100),
  active: boolean,
  country: text(2, /^[A-Z]{2}$/),
  description: text(),
  expand,
  jurisdiction: text(50),
  metadata,
  state: text(3),
  tax_type: text(50, /^[a-z_]+$/),
}

export const taxRates: readonly Endpoint[] = [
  endpoint<Stripe.TaxRateCreateParams>('POST', '/v1/tax_rates', CREATE, (world, params) => {
    const rate = makeTaxRate(world, params)
    world.taxRates.set(rate.id, rate)
    emit(world, 'tax_rate.created', rate)
    return rate
  }),
  endpoint<{ active?: boolean }>(
    'POST',
    '/v1/tax_rates/:id',
    { active: boolean, expand },
    (world, params, id) => {
      const rate = find(world, id)
      rate.active = params.active ?? rate.active
      emit(world, 'tax_rate.updated', rate)
      return rate
    },
  ),
  endpoint('GET', '/v1/tax_rates/:id', { expand }, (world, _params, id) => find(world, id)),
  endpoint<Stripe.TaxRateListParams>(
    'GET',
    '/v1/tax_rates',
    { ...paging, active: boolean, inclusive: boolean, created: range },
    (world, params) => {
      const matching = [...world.taxRates.values()].filter(
        (rate) =>
          rate.active === (params.active ?? rate.active) &&
          rate.inclusive === (params.inclusive ?? rate.inclusive) &&
          inRange(rate.created, params.created),
      )
      return pageOf(matching, params, '/v1/tax_rates')
    },
  ),
]

function find(world: World, id: string): Stripe.TaxRate {
  const rate = world.taxRates.get(id)
  if (rate === undefined) throw missing('tax rate', id, 'tax_rate')
  return rate
}

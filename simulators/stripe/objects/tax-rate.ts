import type Stripe from 'stripe'
import { seconds } from '../clock.ts'
import { newId } from '../ids.ts'
import { storedMetadata } from '../metadata.ts'
import type { World } from '../world.ts'

export function makeTaxRate(world: World, params: Stripe.TaxRateCreateParams): Stripe.TaxRate {
  return {
    id: newId('txr'),
    object: 'tax_rate',
    active: params.active ?? true,
    country: params.country ?? null,
    created: seconds(world.clock),
    description: params.description ?? null,
    display_name: params.display_name,
    effective_percentage: null,
    flat_amount: null,
    inclusive: params.inclusive,
    jurisdiction: params.jurisdiction ?? null,
    jurisdiction_level: null,
    livemode: false,
    metadata: storedMetadata(params.metadata),
    percentage: params.percentage,
    rate_type: 'percentage',
    state: params.state ?? null,
    tax_type: params.tax_type ?? null,
  }
}

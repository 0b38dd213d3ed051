import type Stripe from 'stripe'
import { makeTaxRate } from './objects/tax-rate.ts'
import { reprice } from './reprice.ts'
import type { StoredSession, World } from './world.ts'

const UK_VAT_AREA = new Set(['GB', 'IM'])

/**
 * Stripe Tax as it works for a seller registered in the United Kingdom alone: 20 % for buyers in
 * the UK VAT area, nothing elsewhere. Does nothing for sessions with fixed tax rates.
 */
export function decideAutomaticTax(world: World, stored: StoredSession, country: string): void {
  const { automatic_tax } = stored.session
  if (!automatic_tax.enabled) return
  automatic_tax.status = 'complete'
  const taxed = UK_VAT_AREA.has(country)
  stored.lines = stored.lines.map((line) => ({
    ...line,
    rates: taxed ? [ukRate(world, line.price.tax_behavior === 'inclusive')] : [],
  }))
  reprice(stored)
}

function ukRate(world: World, inclusive: boolean): Stripe.TaxRate {
  const params = {
    display_name: 'VAT',
    percentage: 20,
    inclusive,
    country: 'GB',
    tax_type: 'vat' as const,
  }
  const rate = makeTaxRate(world, { ...params, jurisdiction: 'GB' })
  world.taxRates.set(rate.id, rate)
  return rate
}

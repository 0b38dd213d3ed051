import type Stripe from 'stripe'
import type { StripeAccess } from './stripe-access.ts'
import { asPaymentError } from './stripe-errors.ts'

const UK_VAT_PERCENT = 20

/**
 * The id of Stripe's tax rate for UK VAT: 20 %, on top of the price. Made once and remembered in a
 * setting; made anew when it is gone or does not fit any more (somebody archived it).
 */
export async function ukVatRate(access: StripeAccess): Promise<string> {
  const { store, livemode } = access.options
  const setting = `stripe.uk-vat-rate.${livemode ? 'live' : 'test'}`
  const known = await store.setting(setting)
  if (known !== null && (await fits(access, known))) return known
  const made = await makeRate(access, known)
  await store.saveSetting(setting, made)
  return made
}

async function fits({ client }: StripeAccess, id: string): Promise<boolean> {
  try {
    const rate = await client.taxRates.retrieve(id)
    return rate.active && !rate.inclusive && rate.percentage === UK_VAT_PERCENT
  } catch (error) {
    const problem = asPaymentError(error)
    if (problem.reason === 'not found') return false
    throw problem
  }
}

/** The key names the rate that is replaced, or Stripe would answer with that very rate again. */
async function makeRate(access: StripeAccess, replaced: string | null): Promise<string> {
  const key = `tr:uk-vat-${UK_VAT_PERCENT}:${replaced ?? 'first'}`
  try {
    return await create(access, key)
  } catch (error) {
    if (asPaymentError(error).reason !== 'gone') throw error
    // Stripe keeps a fault of its own under the key for a day, and this key is every customer's.
    return create(access, `${key}:${access.options.clock.now()}`)
  }
}

async function create({ client }: StripeAccess, idempotencyKey: string): Promise<string> {
  const params: Stripe.TaxRateCreateParams = {
    display_name: 'VAT',
    percentage: UK_VAT_PERCENT,
    inclusive: false,
    country: 'GB',
    jurisdiction: 'GB',
    tax_type: 'vat',
  }
  return (await client.taxRates.create(params, { idempotencyKey })).id
}

import type Stripe from 'stripe'
import { newId } from '../ids.ts'

export function makeAccount(created: number): Stripe.Account {
  return {
    id: newId('acct').slice(0, 21),
    object: 'account',
    business_type: 'company',
    capabilities: { card_payments: 'active', transfers: 'active' },
    charges_enabled: true,
    country: 'GB',
    created,
    default_currency: 'gbp',
    details_submitted: true,
    email: 'seller@example.com',
    metadata: {},
    payouts_enabled: true,
    type: 'standard',
  }
}

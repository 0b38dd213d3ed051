import type Stripe from 'stripe'
import { seconds } from '../clock.ts'
import { newId } from '../ids.ts'
import type { World } from '../world.ts'

export interface RefundTerms {
  readonly amount: number
  readonly reason: Stripe.Refund['reason']
  readonly metadata: Stripe.Metadata
}

/** A card refund is done at once; a debit's waits for the bank. */
export function makeRefund(world: World, charge: Stripe.Charge, terms: RefundTerms): Stripe.Refund {
  const card = charge.payment_method_details?.type === 'card'
  return {
    id: newId('re'),
    object: 'refund',
    amount: terms.amount,
    balance_transaction: newId('txn'),
    charge: charge.id,
    created: seconds(world.clock),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    ...(card ? { destination_details: { type: 'card', card: { type: 'refund' } } } : {}),
    metadata: terms.metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: terms.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: card ? 'succeeded' : 'pending',
    transfer_reversal: null,
  }
}

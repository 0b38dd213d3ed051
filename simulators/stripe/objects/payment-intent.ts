import type Stripe from 'stripe'
import { seconds } from '../clock.ts'
import { newId, randomText } from '../ids.ts'
import { storedMetadata } from '../metadata.ts'
import type { StoredSession, World } from '../world.ts'

/** The intent that a session makes at the buyer's first try to pay. */
export function makePaymentIntent(
  world: World,
  stored: StoredSession,
  method: 'card' | 'bacs_debit',
): Stripe.PaymentIntent {
  const { session } = stored
  const data = stored.params.payment_intent_data
  const id = newId('pi')
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: session.amount_total ?? 0,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: `${id}_secret_${randomText(25)}`,
    confirmation_method: 'automatic',
    created: seconds(world.clock),
    currency: session.currency ?? 'gbp',
    customer: session.customer,
    customer_account: null,
    description: data?.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: storedMetadata(data?.metadata),
    next_action: null,
    on_behalf_of: null,
    payment_method: newId('pm'),
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: [method],
    payment_record: null,
    processing: null,
    receipt_email: data?.receipt_email ?? null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: data?.statement_descriptor ?? null,
    statement_descriptor_suffix: data?.statement_descriptor_suffix ?? null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  }
}

export function markPaid(intent: Stripe.PaymentIntent, charge: Stripe.Charge): void {
  intent.status = 'succeeded'
  intent.amount_received = intent.amount
  intent.latest_charge = charge.id
  intent.last_payment_error = null
}

import type Stripe from 'stripe'
import { seconds } from '../clock.ts'
import { idOf, newId } from '../ids.ts'
import type { World } from '../world.ts'

/** Who pays, and with what. `cardCountry` is where the card was issued. */
export interface Payer {
  readonly email: string
  readonly name: string | null
  readonly address: Stripe.Address
  readonly method: 'card' | 'bacs_debit'
  readonly cardCountry: string
}

export function makeCharge(
  world: World,
  intent: Stripe.PaymentIntent,
  payer: Payer,
  status: 'succeeded' | 'pending' | 'failed',
): Stripe.Charge {
  const paid = status !== 'failed'
  return {
    id: newId('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: paid ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: status === 'succeeded' ? newId('txn') : null,
    billing_details: {
      address: payer.address,
      email: payer.email,
      name: payer.name,
      phone: null,
      tax_id: null,
    },
    calculated_statement_descriptor: 'LEDGERKEEP',
    captured: paid,
    created: seconds(world.clock),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: { ...intent.metadata },
    on_behalf_of: null,
    outcome: outcomeOf(status),
    paid,
    payment_intent: intent.id,
    payment_method: idOf(intent.payment_method),
    payment_method_details: methodDetails(payer),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status,
    transfer_data: null,
    transfer_group: null,
  }
}

function outcomeOf(status: 'succeeded' | 'pending' | 'failed'): Stripe.Charge.Outcome {
  const declined = status === 'failed'
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: declined ? 'declined_by_network' : 'approved_by_network',
    reason: declined ? 'generic_decline' : null,
    risk_level: 'normal',
    seller_message: declined ? 'The bank did not return any further details.' : 'Payment complete.',
    type: declined ? 'issuer_declined' : 'authorized',
  }
}

function methodDetails(payer: Payer): Stripe.Charge.PaymentMethodDetails {
  if (payer.method === 'bacs_debit') {
    const bacs = {
      fingerprint: null,
      last4: '2345',
      mandate: newId('mandate'),
      sort_code: '108800',
    }
    return { type: 'bacs_debit', bacs_debit: bacs }
  }
  return { type: 'card', card: cardDetails(payer.cardCountry) }
}

function cardDetails(country: string): Stripe.Charge.PaymentMethodDetails.Card {
  return {
    amount_authorized: null,
    authorization_code: null,
    brand: 'visa',
    checks: { address_line1_check: 'pass', address_postal_code_check: 'pass', cvc_check: 'pass' },
    country,
    electronic_commerce_indicator: null,
    exp_month: 12,
    exp_year: 2034,
    funding: 'credit',
    installments: null,
    last4: '4242',
    mandate: null,
    network: 'visa',
    network_transaction_id: null,
    regulated_status: 'unregulated',
    three_d_secure: null,
    transaction_link_id: null,
    wallet: null,
  }
}

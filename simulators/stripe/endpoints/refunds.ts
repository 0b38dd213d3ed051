import type Stripe from 'stripe'
import { invalid, missing, refused } from '../api-error.ts'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { idOf } from '../ids.ts'
import { storedMetadata } from '../metadata.ts'
import { fits, inRange, pageOf } from '../page-of.ts'
import { refundCharge } from '../refund-charge.ts'
import { choice, expand, integer, metadata, paging, range, text, unsupported } from '../schema.ts'
import type { World } from '../world.ts'

const CREATE = {
  amount: integer(1),
  charge: text(),
  currency: unsupported,
  customer: unsupported,
  expand,
  instructions_email: text(),
  metadata,
  origin: unsupported,
  payment_intent: text(),
  reason: choice('duplicate', 'fraudulent', 'requested_by_customer'),
  refund_application_fee: unsupported,
  reverse_transfer: unsupported,
}

const LIST = { ...paging, charge: text(), payment_intent: text(), created: range }

export const refunds: readonly Endpoint[] = [
  endpoint<Stripe.RefundCreateParams>('POST', '/v1/refunds', CREATE, (world, params) => {
    const charge = chargeOf(world, params)
    return refundCharge(world, charge, {
      amount: params.amount ?? charge.amount - charge.amount_refunded,
      reason: params.reason ?? null,
      metadata: storedMetadata(params.metadata),
    })
  }),
  endpoint('GET', '/v1/refunds/:id', { expand }, (world, _params, id) => {
    const refund = world.refunds.get(id)
    if (refund === undefined) throw missing('refund', id, 'id')
    return refund
  }),
  endpoint<Stripe.RefundListParams>('GET', '/v1/refunds', LIST, (world, params) => {
    const matching = [...world.refunds.values()].filter(
      (refund) =>
        fits(refund.charge, params.charge) &&
        fits(refund.payment_intent, params.payment_intent) &&
        inRange(refund.created, params.created),
    )
    return pageOf(matching, params, '/v1/refunds')
  }),
]

function chargeOf(world: World, params: Stripe.RefundCreateParams): Stripe.Charge {
  if (params.payment_intent === undefined && params.charge === undefined) {
    throw invalid(
      'One of the following params should be provided: payment_intent or charge.',
      undefined,
      'parameter_missing',
    )
  }
  const id = params.charge ?? latestCharge(world, params.payment_intent ?? '')
  const charge = world.charges.get(id)
  if (charge === undefined) throw missing('charge', id, 'charge', 400)
  if (!fits(charge.payment_intent, params.payment_intent)) {
    throw invalid('The charge does not belong to the payment_intent.', 'charge')
  }
  return charge
}

function latestCharge(world: World, intentId: string): string {
  const intent = world.paymentIntents.get(intentId)
  if (intent === undefined) throw missing('payment_intent', intentId, 'payment_intent', 400)
  const charge = idOf(intent.latest_charge)
  if (charge === '') {
    throw refused(
      'This PaymentIntent does not have a successful charge to refund.',
      'payment_intent',
    )
  }
  return charge
}

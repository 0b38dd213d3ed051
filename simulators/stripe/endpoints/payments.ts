import type Stripe from 'stripe'
import { missing } from '../api-error.ts'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { fits, inRange, pageOf } from '../page-of.ts'
import { expand, paging, range, text } from '../schema.ts'

/** Payment intents, charges and disputes: made by buyers and banks, so the API only shows them. */
export const payments: readonly Endpoint[] = [
  endpoint(
    'GET',
    '/v1/payment_intents/:id',
    { expand, client_secret: text() },
    (world, _params, id) => {
      const intent = world.paymentIntents.get(id)
      if (intent === undefined) throw missing('payment_intent', id, 'intent')
      return intent
    },
  ),
  endpoint<Stripe.PaymentIntentListParams>(
    'GET',
    '/v1/payment_intents',
    { ...paging, created: range, customer: text() },
    (world, params) => {
      const matching = [...world.paymentIntents.values()].filter(
        (intent) =>
          fits(intent.customer, params.customer) && inRange(intent.created, params.created),
      )
      return pageOf(matching, params, '/v1/payment_intents')
    },
  ),
  endpoint('GET', '/v1/charges/:id', { expand }, (world, _params, id) => {
    const charge = world.charges.get(id)
    if (charge === undefined) throw missing('charge', id, 'id')
    return charge
  }),
  endpoint<Stripe.ChargeListParams>(
    'GET',
    '/v1/charges',
    { ...paging, created: range, customer: text(), payment_intent: text(), transfer_group: text() },
    (world, params) => {
      const matching = [...world.charges.values()].filter(
        (charge) =>
          fits(charge.customer, params.customer) &&
          fits(charge.payment_intent, params.payment_intent) &&
          inRange(charge.created, params.created),
      )
      return pageOf(matching, params, '/v1/charges')
    },
  ),
  endpoint('GET', '/v1/disputes/:id', { expand }, (world, _params, id) => {
    const dispute = world.disputes.get(id)
    if (dispute === undefined) throw missing('dispute', id, 'dispute')
    return dispute
  }),
  endpoint<Stripe.DisputeListParams>(
    'GET',
    '/v1/disputes',
    { ...paging, charge: text(), payment_intent: text(), created: range },
    (world, params) => {
      const matching = [...world.disputes.values()].filter(
        (dispute) =>
          fits(dispute.charge, params.charge) &&
          fits(dispute.payment_intent, params.payment_intent) &&
          inRange(dispute.created, params.created),
      )
      return pageOf(matching, params, '/v1/disputes')
    },
  ),
]

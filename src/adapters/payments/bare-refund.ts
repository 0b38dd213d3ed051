import type Stripe from 'stripe'
import type { RefundRequest } from '../../ports/payments.ts'
import { askOnce } from './ask-once.ts'
import { isOf, metadataOf } from './credit-notes.ts'
import type { StripeAccess } from './stripe-access.ts'

/** Newest first, failed ones as well. */
export const refundsOf = async ({ client }: StripeAccess, charge: Stripe.Charge) =>
  (await client.refunds.list({ charge: charge.id, limit: 100 })).data

/** Money alone, without a note; once for each request. */
export const bareRefund = (
  access: StripeAccess,
  request: RefundRequest,
  charge: Stripe.Charge,
  amount: number,
): Promise<Stripe.Refund> =>
  askOnce(access, request, {
    what: 'rf',
    amountMinor: amount,
    money: charge.id,
    create: (idempotencyKey) =>
      access.client.refunds.create(
        {
          charge: charge.id,
          amount,
          reason: request.reason === 'duplicate' ? 'duplicate' : 'requested_by_customer',
          metadata: metadataOf(request),
        },
        { idempotencyKey },
      ),
    find: async () => (await refundsOf(access, charge)).find(isOf(request)),
  })

import { LedgerkeepError } from '../../core/errors.ts'
import type { Payments } from '../../ports/payments.ts'
import { expireSession } from './expire-session.ts'
import { readLedger } from './ledger.ts'
import { openSession } from './open-session.ts'
import { readSession } from './read-session.ts'
import { refundPayment, refundState } from './refund-payment.ts'
import type { StripeAccess, StripePaymentsOptions } from './stripe-access.ts'
import { createStripeClient } from './stripe-client.ts'
import { readEvent } from './webhook-event.ts'

/** Payments through Stripe's hosted Checkout page, or a simulator of it. */
export function createStripePayments(options: StripePaymentsOptions): Payments {
  assertKeyFitsMode(options)
  const access: StripeAccess = { client: createStripeClient(options), options }
  return {
    open: (request) => openSession(access, request),
    status: (sessionId) => readSession(access, sessionId),
    expire: (sessionId) => expireSession(access, sessionId),
    event: (rawBody, signature) => readEvent(access, rawBody, signature),
    refund: (request) => refundPayment(access, request),
    refundState: (refundId) => refundState(access, refundId),
    ledger: (since) => readLedger(access, since),
  }
}

/** Stripe's keys tell their mode: `sk_live_`, `rk_test_`. */
function assertKeyFitsMode({ secretKey, livemode }: StripePaymentsOptions): void {
  const mode = /^[sr]k_(live|test)_/.exec(secretKey)?.[1]
  if (!mode || (mode === 'live') === livemode) return
  throw new LedgerkeepError(
    'bug',
    `A ${mode} key of Stripe is set, but payments are not ${mode}.`,
    {
      hint: 'Change STRIPE_SECRET_KEY to a key of the right mode.',
    },
  )
}

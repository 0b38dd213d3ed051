import type Stripe from 'stripe'
import { LedgerkeepError } from '../../core/errors.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Payments } from '../../ports/payments.ts'
import type { Store } from '../../ports/store/index.ts'
import { expireSession } from './expire-session.ts'
import { readLedger } from './ledger.ts'
import { openSession } from './open-session.ts'
import { readSession } from './read-session.ts'
import { refundPayment, refundState } from './refund-payment.ts'
import { createStripeClient } from './stripe-client.ts'
import { readEvent } from './webhook-event.ts'

export interface StripePaymentsOptions {
  readonly secretKey: string
  /** All that are valid now: two while one is being replaced; none where webhooks can't arrive. */
  readonly webhookSecrets: readonly string[]
  /** `http://127.0.0.1:4242` of a simulator; null for Stripe itself. */
  readonly baseUrl: string | null
  /** Whether money is real here. A session of the other kind is never offered for payment. */
  readonly livemode: boolean
  /** Ids of our own VAT numbers at Stripe (`txi_...`), printed on every invoice. */
  readonly accountTaxIds: readonly string[]
  readonly store: Pick<Store, 'setting' | 'saveSetting'>
  readonly clock: Clock
}

/** What the parts of this adapter share. */
export interface StripeAccess {
  readonly client: Stripe
  readonly options: StripePaymentsOptions
}

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

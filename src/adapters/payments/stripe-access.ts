import type Stripe from 'stripe'
import type { Clock } from '../../ports/clock.ts'
import type { Store } from '../../ports/store/index.ts'

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

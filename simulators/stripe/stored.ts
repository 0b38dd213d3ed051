import type Stripe from 'stripe'
import type { LineAmounts } from './amounts.ts'

/** A dispute as first seen. Evidence is absent: this stand-in takes none. */
export type NewDispute = Omit<Stripe.Dispute, 'evidence'>

/** A line of a session: what was asked for, its tax rates, and its amounts (minor units). */
export interface SessionLine {
  readonly id: string
  readonly name: string
  readonly currency: string
  readonly unitAmount: number
  readonly quantity: number
  readonly metadata: Stripe.Metadata
  readonly price: Stripe.Price
  readonly rates: readonly Stripe.TaxRate[]
  readonly amounts: LineAmounts
}

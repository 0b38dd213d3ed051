import type Stripe from 'stripe'
import { refused } from './api-error.ts'
import { emit } from './events.ts'
import { idOf } from './ids.ts'
import { showMoney } from './money.ts'
import { makeRefund, type RefundTerms } from './objects/refund.ts'
import type { World } from './world.ts'

/** Gives money of a charge back. Throws a 400 when the charge has not that much left. */
export function refundCharge(
  world: World,
  charge: Stripe.Charge,
  terms: RefundTerms,
): Stripe.Refund {
  checkRefundable(charge, terms.amount)
  const refund = makeRefund(world, charge, terms)
  world.refunds.set(refund.id, refund)
  charge.amount_refunded += terms.amount
  charge.refunded = charge.amount_refunded === charge.amount
  emit(world, 'refund.created', refund)
  emit(world, 'charge.refunded', charge)
  if (refund.status === 'succeeded') emit(world, 'refund.updated', refund)
  return refund
}

function checkRefundable(charge: Stripe.Charge, amount: number): void {
  if (charge.status !== 'succeeded') {
    throw refused(
      `Charge ${charge.id} has not succeeded and cannot be refunded.`,
      'charge',
      'charge_not_refundable',
    )
  }
  if (charge.disputed) {
    throw refused(
      `Charge ${charge.id} is disputed and cannot be refunded.`,
      'charge',
      'charge_disputed',
    )
  }
  if (charge.refunded) {
    throw refused(
      `Charge ${charge.id} has already been refunded.`,
      'charge',
      'charge_already_refunded',
    )
  }
  const left = charge.amount - charge.amount_refunded
  if (amount > left) {
    const [asked, rest] = [showMoney(amount, charge.currency), showMoney(left, charge.currency)]
    throw refused(
      `Refund amount (${asked}) is greater than unrefunded amount on charge (${rest})`,
      'amount',
    )
  }
}

/** What the bank makes of a refund later on. A failed one puts the money back on the charge. */
export function changeRefund(
  world: World,
  refund: Stripe.Refund,
  status: 'succeeded' | 'failed',
): void {
  const charge = world.charges.get(idOf(refund.charge))
  if (refund.status === 'failed' || charge === undefined) return
  refund.status = status
  if (status === 'failed') {
    refund.failure_reason = 'declined'
    charge.amount_refunded -= refund.amount
    charge.refunded = false
    emit(world, 'refund.failed', refund)
  }
  emit(world, 'refund.updated', refund)
  emit(world, 'charge.refund.updated', refund)
}

import Stripe from 'stripe'
import { LedgerkeepError, refuse } from '../../core/errors.ts'
import type { RefundRequest } from '../../ports/payments.ts'
import { refundsOf } from './bare-refund.ts'
import { isOf, readInvoiced, standing } from './credit-notes.ts'
import { expanded } from './read-session.ts'
import type { StripeAccess } from './stripe-access.ts'
import { asPaymentError } from './stripe-errors.ts'

/** A refusal says that nothing went back; where some of it did, the rest is asked for again. */
export async function refundProblem(
  access: StripeAccess,
  request: RefundRequest,
  error: unknown,
): Promise<LedgerkeepError> {
  const clashed = error instanceof Stripe.errors.StripeIdempotencyError
  const problem = clashed ? clash(error) : asPaymentError(error)
  if (problem.kind !== 'refuse') return problem
  const begun = await hasBegun(access, request).catch(() => true)
  return begun ? unfinished(problem) : problem
}

async function hasBegun(access: StripeAccess, request: RefundRequest): Promise<boolean> {
  const expand = ['payment_intent.latest_charge', 'invoice']
  const session = await access.client.checkout.sessions.retrieve(request.sessionId, { expand })
  const charge = expanded(expanded(session.payment_intent)?.latest_charge)
  const refunds = charge ? await refundsOf(access, charge) : []
  if (standing(refunds).some(isOf(request))) return true
  const invoice = expanded(session.invoice)
  return invoice ? (await readInvoiced(access, invoice)).notes.some(isOf(request)) : false
}

const clash = (cause: Error): LedgerkeepError =>
  refuse(
    'Stripe was asked for this refund before with other details.',
    'Look at the payment in Stripe, then pay back what is left.',
    { reason: 'conflict', cause },
  )

const unfinished = (cause: Error): LedgerkeepError =>
  new LedgerkeepError('retry', 'A refund has begun at Stripe, and its credit note is missing.', {
    hint: 'It is tried again by itself. Look at the payment in Stripe if that does not end.',
    cause,
  })

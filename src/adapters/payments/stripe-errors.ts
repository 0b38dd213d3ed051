import Stripe from 'stripe'
import { LedgerkeepError, notFound, refuse } from '../../core/errors.ts'

const { errors } = Stripe

/**
 * An error of the SDK in our kinds. A fault at Stripe's own end (5xx) has the reason `gone`: Stripe
 * keeps that answer under the idempotency key for a day, so the same attempt would only meet it again.
 */
export function asPaymentError(error: unknown): LedgerkeepError {
  if (error instanceof LedgerkeepError) return error
  if (!(error instanceof errors.StripeError)) {
    return new LedgerkeepError('bug', 'Stripe could not be asked.', { cause: error })
  }
  if (error instanceof errors.StripeConnectionError)
    return later('Stripe could not be reached.', error)
  if (error instanceof errors.StripeIdempotencyError) return clash(error)
  if (error instanceof errors.StripeAuthenticationError) return badKey('refused', error)
  if (error instanceof errors.StripePermissionError)
    return badKey('does not allow this with', error)
  return byStatus(error)
}

function byStatus(error: Stripe.errors.StripeError): LedgerkeepError {
  const status = error.statusCode ?? 0
  if (error.code === 'resource_missing') return notFound('payment')
  if (error.code === 'email_invalid') return badEmail(error)
  if (REFUSED.has(error.code ?? '')) return noRefund(error)
  if (status === 429 || status === 409) return later('Stripe is busy.', error)
  if (status >= 500) return later('Stripe had a fault of its own.', error, 'gone')
  return new LedgerkeepError('bug', `Stripe did not take the request: ${error.message}`, {
    hint: 'Nothing was charged. Look the request up in the log of the Stripe account.',
    cause: error,
  })
}

/** Why Stripe gives no money back. */
const REFUSED = new Set([
  'charge_disputed',
  'charge_already_refunded',
  'charge_not_refundable',
  'refund_disputed_payment',
])

const noRefund = (cause: Stripe.errors.StripeError): LedgerkeepError =>
  refuse(`Stripe does not pay this back: ${cause.message}`, 'Look at the payment in Stripe.', {
    reason: 'conflict',
    cause,
  })

const later = (message: string, cause: Error, reason?: 'gone'): LedgerkeepError =>
  new LedgerkeepError('retry', message, {
    hint: 'Nothing was charged. Try again in a minute.',
    cause,
    ...(reason ? { reason } : {}),
  })

const clash = (cause: Error): LedgerkeepError =>
  refuse(
    'This order was sent to Stripe before with other details.',
    'Nothing was charged. Go back to the order and pay again.',
    { reason: 'conflict', cause },
  )

const badEmail = (cause: Error): LedgerkeepError =>
  refuse('Stripe does not take this email address.', 'Correct the email address.', {
    field: 'email',
    cause,
  })

const badKey = (what: string, cause: Error): LedgerkeepError =>
  new LedgerkeepError('bug', `Stripe ${what} the key of this installation.`, {
    hint: 'Check STRIPE_SECRET_KEY.',
    cause,
  })

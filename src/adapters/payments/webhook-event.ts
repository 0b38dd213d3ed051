import Stripe from 'stripe'
import { type LedgerkeepError, refuse } from '../../core/errors.ts'
import type { PaymentEvent } from '../../ports/payments.ts'
import type { StripeAccess } from './stripe-access.ts'

const TOLERANCE_MS = 300_000
const LARGEST_BODY = 1_048_576
const LONGEST_HEADER = 4_096
/** Tells the SDK to leave the time alone: it reads the wall's clock, we read ours. */
const NO_TIME_CHECK = 0

/** The event of a webhook whose signature holds for one of the secrets, made within 300 s of now. */
export function readEvent(access: StripeAccess, rawBody: string, signature: string): PaymentEvent {
  if (rawBody === '') throw refused('is empty')
  if (rawBody.length > LARGEST_BODY || Buffer.byteLength(rawBody) > LARGEST_BODY) {
    throw refused('is too large')
  }
  const signedAt = timeOf(signature)
  const event = verified(access, rawBody, signature)
  if (Math.abs(access.options.clock.now() - signedAt) > TOLERANCE_MS) {
    throw refused('was not signed just now')
  }
  return eventOf(event)
}

/** UTC ms. The SDK would take the last of several times; we take exactly one. */
function timeOf(signature: string): number {
  const times = signature.split(',').filter((part) => part.startsWith('t='))
  const seconds = /^t=(\d{1,11})$/.exec(times[0] ?? '')?.[1]
  if (times.length !== 1 || seconds === undefined || signature.length > LONGEST_HEADER) {
    throw refused('has no proper signature')
  }
  return Number(seconds) * 1000
}

function verified({ client, options }: StripeAccess, rawBody: string, signature: string): unknown {
  const secrets = options.webhookSecrets.filter((secret) => secret.trim() !== '')
  for (const secret of secrets) {
    try {
      return client.webhooks.constructEvent(rawBody, signature, secret, NO_TIME_CHECK)
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) {
        throw refused('is not an event')
      }
    }
  }
  throw refused('is not signed with a secret of this installation')
}

function eventOf(value: unknown): PaymentEvent {
  const { id, type, created, data } = recordOf(value)
  if (typeof id !== 'string' || typeof type !== 'string' || typeof created !== 'number') {
    throw refused('is not an event')
  }
  const object = recordOf(recordOf(data).object)
  const isSession = object.object === 'checkout.session' && typeof object.id === 'string'
  return {
    id,
    type,
    createdAt: created * 1000,
    sessionId: isSession ? String(object.id) : null,
    paymentIntentId: paymentOf(object),
  }
}

/** Charges, refunds, disputes and sessions name the payment; a payment is itself. */
function paymentOf(object: Readonly<Record<string, unknown>>): string | null {
  const named = object.object === 'payment_intent' ? object.id : object.payment_intent
  if (typeof named === 'string') return named
  const { id } = recordOf(named)
  return typeof id === 'string' ? id : null
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}

const refused = (what: string): LedgerkeepError =>
  refuse(`The message from Stripe ${what}.`, 'Check STRIPE_WEBHOOK_SECRETS and the server clock.', {
    reason: 'invalid',
  })

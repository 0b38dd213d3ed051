import { createHash } from 'node:crypto'
import type { RefundRequest } from '../../ports/payments.ts'
import type { StripeAccess } from './stripe-access.ts'
import { asPaymentError } from './stripe-errors.ts'

/** Tries in one minute have one key, so that two at once cannot give money back twice. */
const STEP_MS = 60_000

/** Something that a refund is made of, and how it is made. */
export interface Asked<Made> {
  /** `rf` for a refund, `cn` for a credit note. */
  readonly what: 'rf' | 'cn'
  readonly amountMinor: number
  /** Where the money comes from, in any form: another one is another request. */
  readonly money: unknown
  create(idempotencyKey: string): Promise<Made>
  /** What an earlier try made, told by its metadata. */
  find(): Promise<Made | undefined>
}

/**
 * Makes it once. Stripe keeps a fault of its own under the key for a day: then it is looked for, and asked
 * for under a key that passes. Amount and money are in the key, because both change with what a person
 * gives back in Stripe itself meanwhile.
 */
export async function askOnce<Made>(
  { options }: StripeAccess,
  { orderId, number }: RefundRequest,
  asked: Asked<Made>,
): Promise<Made> {
  const { what, amountMinor, money } = asked
  const key = `${what}:${orderId}:${number}:${amountMinor}:${digest(money)}`
  try {
    return await asked.create(key)
  } catch (error) {
    if (asPaymentError(error).reason !== 'gone') throw error
    const made = await asked.find()
    return made ?? asked.create(`${key}:${Math.floor(options.clock.now() / STEP_MS)}`)
  }
}

const digest = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)

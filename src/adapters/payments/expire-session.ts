import { isOfOtherMode } from './read-session.ts'
import type { StripeAccess } from './stripe-access.ts'
import { asPaymentError } from './stripe-errors.ts'

/**
 * Closes an open session. Stripe refuses for one that is complete or expired already, which is no
 * error here. The key is new with every call: an answer kept from a bad moment must not be met again.
 */
export async function expireSession(
  { client, options }: StripeAccess,
  sessionId: string,
): Promise<void> {
  if (isOfOtherMode(sessionId, options.livemode)) return
  const { sessions } = client.checkout
  try {
    await sessions.expire(
      sessionId,
      {},
      { idempotencyKey: `ce:${sessionId}:${options.clock.now()}` },
    )
  } catch (error) {
    const problem = asPaymentError(error)
    const { status } = await sessions.retrieve(sessionId).catch((again: unknown) => {
      throw asPaymentError(again)
    })
    if (status === 'open') throw problem
  }
}

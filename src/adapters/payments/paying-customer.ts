import { createHash } from 'node:crypto'
import type Stripe from 'stripe'
import type { CheckoutRequest, PayingCustomer } from '../../ports/payments.ts'
import { cut } from './one-line.ts'
import type { StripeAccess } from './stripe-access.ts'
import { asPaymentError } from './stripe-errors.ts'

/** As long as Stripe takes. */
const LONGEST_NAME = 256

/**
 * The customer at Stripe with the details that were typed here: the payment page starts with them. The
 * order's earlier one is brought up to date; one that was deleted at Stripe is made anew.
 */
export async function payingCustomer(
  access: StripeAccess,
  { orderId, attempt, customer }: CheckoutRequest,
): Promise<string> {
  const params = paramsOf(customer)
  if (customer.id !== null && (await update(access, customer.id, params))) return customer.id
  const { customers } = access.client
  const made = await customers.create(
    { ...params, metadata: { order_id: orderId } },
    { idempotencyKey: `cu:${orderId}:${attempt}:${digest(customer)}` },
  )
  return made.id
}

async function update(
  { client, options }: StripeAccess,
  id: string,
  params: Stripe.CustomerUpdateParams,
): Promise<boolean> {
  try {
    // The key is new with every call: an answer kept from a bad moment must not be met again.
    const idempotencyKey = `cx:${id}:${options.clock.now()}`
    await client.customers.update(id, params, { idempotencyKey })
    return true
  } catch (error) {
    const problem = asPaymentError(error)
    if (problem.reason === 'not found') return false
    throw problem
  }
}

function paramsOf(customer: PayingCustomer) {
  const { email, line1, line2, city, postalCode, country } = customer
  const name = cut(customer.name, LONGEST_NAME)
  return {
    // Stripe refuses an empty text.
    ...(name ? { name } : {}),
    email,
    address: {
      line1,
      city,
      country,
      ...(line2 ? { line2 } : {}),
      ...(postalCode ? { postal_code: postalCode } : {}),
    },
  }
}

/**
 * Other details are another request, which must not meet the key of the first; and another attempt must
 * not meet a fault that Stripe keeps as the answer.
 */
const digest = (customer: PayingCustomer): string =>
  createHash('sha256').update(JSON.stringify(customer)).digest('hex').slice(0, 32)

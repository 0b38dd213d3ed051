import type Stripe from 'stripe'
import { LedgerkeepError } from '../../core/errors.ts'
import type { Checkout, CheckoutRequest } from '../../ports/payments.ts'
import { payingCustomer } from './paying-customer.ts'
import { idOf } from './read-session.ts'
import { sessionKey, sessionParams } from './session-params.ts'
import type { StripeAccess } from './stripe-access.ts'
import { asPaymentError } from './stripe-errors.ts'
import { ukVatRate } from './uk-vat-rate.ts'

/** How far back among the open sessions a lost one is looked for, newest first. */
const LOOK_BACK = 300

/** Opens the session of a request, or finds the one that the same request opened before. */
export async function openSession(
  access: StripeAccess,
  request: CheckoutRequest,
): Promise<Checkout> {
  try {
    const customerId = await payingCustomer(access, request)
    const taxRateId = request.tax === 'uk vat' ? await ukVatRate(access) : null
    return checkoutOf(access, await create(access, request, { customerId, taxRateId }))
  } catch (error) {
    throw asPaymentError(error)
  }
}

async function create(
  access: StripeAccess,
  request: CheckoutRequest,
  at: { readonly customerId: string; readonly taxRateId: string | null },
): Promise<Stripe.Checkout.Session> {
  const { sessions } = access.client.checkout
  try {
    const accountTaxIds = access.options.accountTaxIds
    const params = sessionParams(request, { ...at, accountTaxIds })
    const made = await sessions.create(params, { idempotencyKey: sessionKey(request) })
    // A replayed answer shows the session as it was when it was made.
    const replayed = made.lastResponse.headers['idempotent-replayed'] === 'true'
    return replayed ? await sessions.retrieve(made.id) : made
  } catch (error) {
    const problem = asPaymentError(error)
    const lost = problem.reason === 'gone' ? await findLost(access, request) : undefined
    if (lost) return lost
    throw problem
  }
}

/** After a fault at Stripe's end the session may stand there all the same. */
async function findLost(
  { client }: StripeAccess,
  request: CheckoutRequest,
): Promise<Stripe.Checkout.Session | undefined> {
  const open = await client.checkout.sessions
    .list({ status: 'open', limit: 100 })
    .autoPagingToArray({ limit: LOOK_BACK })
    .catch(() => [])
  return open.find(
    (session) =>
      session.client_reference_id === request.orderId &&
      session.metadata?.quote_hash === request.quoteHash,
  )
}

function checkoutOf({ options }: StripeAccess, session: Stripe.Checkout.Session): Checkout {
  if (session.livemode !== options.livemode) {
    const mode = session.livemode ? 'live' : 'test'
    throw new LedgerkeepError('bug', `Stripe opened a ${mode} session, which is not wanted here.`, {
      hint: 'Check STRIPE_SECRET_KEY: it is a key of the other mode.',
    })
  }
  return {
    sessionId: session.id,
    url: session.status === 'open' ? session.url : null,
    customerId: idOf(session.customer),
  }
}

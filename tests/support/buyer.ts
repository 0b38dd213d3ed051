import type { OrderView } from '../../src/app/app.ts'
import { EVERYTHING, type Filter } from '../../src/core/filter.ts'
import { type Customer, INVOICE } from './customer.ts'
import type { Bench } from './installation.ts'

/** Presses *Buy* at the price that is shown; gives the order. */
export async function buy(
  bench: Bench,
  { personId }: Customer,
  scanId: string,
  filter: Filter = EVERYTHING,
): Promise<string> {
  const { price } = await bench.app.quote.preview(personId, scanId, filter)
  const shown = price?.net.minor ?? null
  const { orderId } = await bench.app.order.buy(
    personId,
    scanId,
    filter,
    shown,
    bench.app.order.termsVersion,
  )
  if (!orderId) throw new Error('Nothing is to be paid here.')
  return orderId
}

/** Lets the next order be charged in full, as if nothing had been paid for and nothing were in doubt. */
export async function chargeAgain(bench: Bench, { connectionId }: Customer): Promise<void> {
  const { store } = bench.installation.ports
  for (const order of await store.order.ordersOf(connectionId)) {
    await store.order.changeOrder(order.id, ['held'], { state: 'refunded' })
    await store.order.changeOrder(order.id, ['paid'], { paidForAt: bench.clock.now() })
    await store.quote.forgetPaid(order.id)
  }
}

/** Fills in the payment page of the simulator and sends it; gives the answer's status. */
export async function payPage(
  _bench: Bench,
  { url }: { readonly url: string },
  fields: Readonly<Record<string, string>> = {},
): Promise<number> {
  const form = {
    email: INVOICE.email,
    name: INVOICE.name,
    line1: INVOICE.addressLine1,
    city: INVOICE.city,
    postal_code: INVOICE.postalCode,
    country: INVOICE.country,
    payment_method: 'card',
    action: 'pay',
    ...fields,
  }
  const answer = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(form),
  })
  await answer.arrayBuffer()
  return answer.status
}

interface StripeState {
  readonly sessions: readonly { readonly id: string; readonly status: string }[]
  readonly events: readonly { readonly id: string; readonly type: string }[]
  readonly deliveries: readonly { readonly type: string; readonly status: number }[]
}

/** Everything the Stripe simulator knows. */
export async function stripeState(bench: Bench): Promise<StripeState> {
  const answer = await fetch(`${bench.stripe?.control}/state`)
  return (await answer.json()) as StripeState
}

/** Tells the Stripe simulator to do something: `tamper`, `event/replay`, `webhooks`. */
export async function tellStripe(bench: Bench, what: string, body: object): Promise<void> {
  const answer = await fetch(`${bench.stripe?.control}/${what}`, {
    method: 'POST',
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`The Stripe simulator refused ${what}: ${await answer.text()}`)
  await answer.arrayBuffer()
}

/** Waits until the stored order is as wanted. */
export const orderIn = (
  bench: Bench,
  { personId }: Customer,
  orderId: string,
  wanted: (order: OrderView) => boolean,
  withinMs = 120_000,
): Promise<OrderView> =>
  bench.clock.until(
    async () => {
      const order = await bench.app.order.view(personId, orderId)
      return wanted(order) ? order : null
    },
    { withinMs },
  )

/** Subjects of the letters sent so far, oldest first. */
export async function letters(bench: Bench): Promise<readonly string[]> {
  const sent = (await bench.installation.outbox?.letters()) ?? []
  return sent.map((letter) => letter.subject).reverse()
}

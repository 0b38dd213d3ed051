import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Stripe from 'stripe'
import {
  type StripeSimulator,
  type StripeSimulatorOptions,
  startStripeSimulator,
} from './server.ts'

export const WEBHOOK_SECRET = 'whsec_test_secret'
export const START = Date.UTC(2026, 10, 20, 12)

/** A request as a webhook receiver got it. */
export interface Received {
  readonly body: string
  readonly signature: string
}

/** The simulator with a clock moved by hand, a webhook receiver, and the real SDK pointed at it. */
export interface Bench extends AsyncDisposable {
  readonly stripe: Stripe
  readonly simulator: StripeSimulator
  readonly received: Received[]
  readonly clock: { now(): number; at: number }
  /** What the receiver answers; 200 at first. */
  readonly receiver: { status: number }
  control(name: string, body?: object): Promise<{ readonly [key: string]: unknown }>
  /** Submits the hosted page and does not follow the redirect. */
  pay(sessionId: string, fields?: Readonly<Record<string, string>>): Promise<Response>
  /** Types of the events received, once nothing more is on its way. */
  eventTypes(): Promise<string[]>
}

const BUYER = {
  email: 'buyer@example.com',
  name: 'Harbour Books Ltd',
  line1: '1 Quay Street',
  postal_code: 'BS1 4QA',
  country: 'GB',
  payment_method: 'card',
  action: 'pay',
}

export async function startBench(options: StripeSimulatorOptions = {}): Promise<Bench> {
  const received: Received[] = []
  const receiver = { status: 200 }
  const hook = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const signature = String(request.headers['stripe-signature'])
    received.push({ body: Buffer.concat(chunks).toString(), signature })
    response.writeHead(receiver.status).end()
  })
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/webhook`
  const clock = { at: START, now: () => clock.at }
  const simulator = await startStripeSimulator({
    clock,
    webhook: { url, secret: WEBHOOK_SECRET },
    ...options,
  })
  const control: Bench['control'] = async (name, body) => {
    const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
    const answer = await fetch(`${simulator.control}/${name}`, sent)
    return (await answer.json()) as { [key: string]: unknown }
  }
  return {
    stripe: clientFor(simulator),
    simulator,
    received,
    clock,
    receiver,
    control,
    pay: (id, fields = {}) =>
      fetch(`${simulator.url}/c/pay/${id}`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ ...BUYER, ...fields }),
      }),
    eventTypes: async () => {
      await control('idle', {})
      return received.map((each) => JSON.parse(each.body).type)
    },
    [Symbol.asyncDispose]: async () => {
      await simulator.close()
      hook.closeAllConnections()
      hook.close()
    },
  }
}

export function clientFor(simulator: StripeSimulator, key = 'sk_test_demo'): Stripe {
  return new Stripe(key, {
    host: '127.0.0.1',
    port: simulator.port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  })
}

/** An order of one line, £52.07 net, with 20 % VAT when a rate is given. */
export function orderOf(taxRate?: string): Stripe.Checkout.SessionCreateParams {
  return {
    mode: 'payment',
    ui_mode: 'hosted_page',
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: 'gbp',
          unit_amount: 5207,
          tax_behavior: 'exclusive',
          product_data: { name: 'Xero backup – Harbour Books', description: '12,431 attachments' },
        },
        ...(taxRate === undefined ? {} : { tax_rates: [taxRate] }),
      },
    ],
    invoice_creation: {
      enabled: true,
      invoice_data: {
        description: 'Backup',
        custom_fields: [{ name: 'Quote', value: 'Q-17' }],
        metadata: { order_id: 'o1' },
      },
    },
    customer_email: 'buyer@example.com',
    customer_creation: 'always',
    billing_address_collection: 'required',
    tax_id_collection: { enabled: true },
    allow_promotion_codes: true,
    adaptive_pricing: { enabled: false },
    client_reference_id: 'o1',
    metadata: { order_id: 'o1', quote_hash: 'abc', schema: '1' },
    payment_intent_data: { metadata: { order_id: 'o1' } },
    expires_at: START / 1000 + 3600,
    success_url: 'http://127.0.0.1:9/done?session_id={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://127.0.0.1:9/cancel',
  }
}

export function ukVat(stripe: Stripe): Promise<Stripe.TaxRate> {
  return stripe.taxRates.create({
    display_name: 'VAT',
    percentage: 20,
    inclusive: false,
    country: 'GB',
    tax_type: 'vat',
  })
}

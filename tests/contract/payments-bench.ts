import assert from 'node:assert/strict'
import Stripe from 'stripe'
import { startStripeSimulator } from '../../simulators/stripe/server.ts'
import { createStripePayments } from '../../src/adapters/payments/create-stripe-payments.ts'
import type { CheckoutRequest, Payments } from '../../src/ports/payments.ts'

export const NOW = Date.UTC(2026, 10, 24, 12)
export const SECRETS = ['whsec_old_one', 'whsec_new_one']

export const request: CheckoutRequest = {
  orderId: 'ord_1',
  quoteId: 'quo_1',
  quoteHash: 'a'.repeat(64),
  attempt: 1,
  currency: 'GBP',
  netMinor: 12_000,
  title: 'Xero backup: Demo Company (UK) – 株式会社',
  description: '12,431 attachments, 2018-04 to 2026-11',
  customer: {
    id: null,
    name: 'Ann & Søn Ltd',
    email: 'ann@example.org',
    line1: '1 Quay Street',
    line2: '',
    city: 'Bristol',
    postalCode: 'BS1 4QA',
    country: 'GB',
    vatNumber: 'GB123456789',
  },
  tax: 'uk vat',
  taxNote: 'UK VAT at 20 %.',
  expiresAt: NOW + 3_600_000,
  successUrl: 'http://127.0.0.1:9/orders/ord_1?session_id={CHECKOUT_SESSION_ID}',
  cancelUrl: 'http://127.0.0.1:9/orders/ord_1',
}

const BUYER = {
  email: 'ann@example.org',
  name: 'Ann & Søn Ltd',
  line1: '1 Quay Street',
  city: 'Bristol',
  postal_code: 'BS1 4QA',
  country: 'GB',
  payment_method: 'card',
  action: 'pay',
}

export type Fields = Readonly<Record<string, unknown>>

/** The simulator on a clock moved by hand, the adapter pointed at it, and a buyer. */
export async function startBench() {
  const clock = { at: NOW, now: () => clock.at, sleep: async () => {} }
  const simulator = await startStripeSimulator({ clock })
  const settings = new Map<string, string>()
  const make = (changes: Partial<Parameters<typeof createStripePayments>[0]> = {}): Payments =>
    createStripePayments({
      secretKey: 'sk_test_demo',
      webhookSecrets: SECRETS,
      baseUrl: simulator.url,
      livemode: false,
      accountTaxIds: ['txi_ours'],
      store: {
        setting: async (name) => settings.get(name) ?? null,
        saveSetting: async (name, value) => void settings.set(name, value),
      },
      clock,
      ...changes,
    })
  const control = async (name: string, body?: Fields): Promise<Record<string, Fields[]>> => {
    const sent = body ? { method: 'POST', body: JSON.stringify(body) } : {}
    const answer = await fetch(`${simulator.control}/${name}`, sent)
    assert.equal(answer.status, 200, name)
    return (await answer.json()) as Record<string, Fields[]>
  }
  return {
    clock,
    settings,
    make,
    control,
    payments: make(),
    stripe: new Stripe('sk_test_demo', {
      host: '127.0.0.1',
      port: simulator.port,
      protocol: 'http',
    }),
    sessions: async () => (await control('state')).sessions ?? [],
    pay: (url: string | null, fields: Readonly<Record<string, string>> = {}) =>
      fetch(url ?? '', {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ ...BUYER, ...fields }),
      }),
    [Symbol.asyncDispose]: () => simulator.close(),
  }
}

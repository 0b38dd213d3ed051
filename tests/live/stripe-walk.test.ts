import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import Stripe from 'stripe'
import { createStripePayments } from '../../src/adapters/payments/create-stripe-payments.ts'
import { request } from '../contract/payments-bench.ts'

const KEY = process.env.STRIPE_TEST_KEY ?? ''
const skip = /^[sr]k_test_/.test(KEY) ? false : 'STRIPE_TEST_KEY is not set to a test key'

/** A new order each time: idempotency keys live for a day. */
const RUN = `walk_${Date.now()}`

/**
 * The calls of the product against Stripe's own test mode. Nobody can press the button of the hosted page
 * here, so payments are made by the page that the last test prints.
 */
describe('the walk with a real test key', { skip, timeout: 300_000 }, () => {
  const settings = new Map<string, string>()
  const clock = { now: () => Date.now(), sleep: async () => {} }
  const payments = skip
    ? null
    : createStripePayments({
        secretKey: KEY,
        webhookSecrets: [],
        accountTaxIds: [],
        baseUrl: null,
        livemode: false,
        store: {
          setting: async (name) => settings.get(name) ?? null,
          saveSetting: async (name, value) => void settings.set(name, value),
        },
        clock,
      })
  const order = (name: string) => ({
    ...request,
    orderId: `${RUN}_${name}`,
    expiresAt: Date.now() + 3_600_000,
    successUrl: 'https://example.com/orders/1?session_id={CHECKOUT_SESSION_ID}',
    cancelUrl: 'https://example.com/orders/1',
  })

  test('a session opens with the customer’s details, UK VAT and the invoice’s texts', async () => {
    assert.ok(payments)
    const asked = order('uk')
    const first = await payments.open(asked)
    assert.deepEqual(await payments.open(asked), first)
    const status = await payments.status(first.sessionId)
    assert.deepEqual(
      [status.status, status.paid, status.subtotalMinor, status.taxMinor, status.totalMinor],
      ['open', 'unpaid', 12_000, 2_400, 14_400],
    )
    const session = await new Stripe(KEY).checkout.sessions.retrieve(first.sessionId)
    assert.equal(session.customer_details?.email, asked.customer.email)
    assert.equal(session.adaptive_pricing?.enabled, false)
  })

  test('another amount under the same key is a conflict', async () => {
    assert.ok(payments)
    const asked = order('conflict')
    await payments.open(asked)
    const other = payments.open({ ...asked, netMinor: asked.netMinor + 1 })
    await assert.rejects(other, { kind: 'refuse', reason: 'conflict' })
  })

  test('elsewhere there is no VAT, and a closed page stays closed', async () => {
    assert.ok(payments)
    const asked = { ...order('us'), tax: 'none', taxNote: 'Outside the scope of UK VAT.' } as const
    const { sessionId } = await payments.open(asked)
    assert.equal((await payments.status(sessionId)).taxMinor, 0)
    await payments.expire(sessionId)
    await payments.expire(sessionId)
    assert.equal((await payments.status(sessionId)).status, 'expired')
  })

  test('the ledger is read; a page is printed to be paid by hand', async () => {
    assert.ok(payments)
    assert.ok(Array.isArray(await payments.ledger(Date.now() - 86_400_000)))
    const { url } = await payments.open(order('by-hand'))
    console.log(`Pay with 4242 4242 4242 4242 to see invoice and VAT: ${url}`)
  })

  test('a paid session, named in STRIPE_PAID_SESSION, is credited by a third and then in whole', async () => {
    const sessionId = process.env.STRIPE_PAID_SESSION
    if (!payments || !sessionId) return
    const status = await payments.status(sessionId)
    assert.equal(status.paid, 'paid')
    const wanted = { orderId: RUN, sessionId, memo: 'The walk with a test key.' }
    const share = { part: 1, whole: 3 }
    const reason = 'product_unsatisfactory'
    const part = await payments.refund({ ...wanted, number: 1, share, reason })
    const rest = await payments.refund({ ...wanted, number: 2, share: null, reason })
    assert.equal(part.amountMinor + rest.amountMinor, status.totalMinor)
    assert.equal((await payments.status(sessionId)).refundedMinor, status.totalMinor)
  })
})

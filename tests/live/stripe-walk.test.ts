import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createStripePayments } from '../../src/adapters/payments/create-stripe-payments.ts'
import { createStripeClient } from '../../src/adapters/payments/stripe-client.ts'
import type { CheckoutRequest } from '../../src/ports/payments.ts'
import { request } from '../contract/payments-bench.ts'

const KEY = process.env.STRIPE_TEST_KEY ?? ''
const PAID = process.env.STRIPE_PAID_SESSION ?? ''
/** Of the simulator, to try the walk itself. */
const baseUrl = process.env.STRIPE_TEST_URL || null
const skip = /^[sr]k_test_/.test(KEY) ? false : 'STRIPE_TEST_KEY is not set to a test key'

/** New orders each time: idempotency keys live for a day. */
const RUN = `walk_${Date.now()}`

/** Cards of Stripe's test mode that bring about what a customer's bank may do. */
const CARDS = {
  'is paid': '4242 4242 4242 4242',
  'is disputed soon after': '4000 0000 0000 0259',
  'is paid, and whose refund fails later': '4000 0000 0000 5126',
} as const

/**
 * The calls of the product against Stripe's own test mode. Nobody can press the button of the hosted page
 * here, so payments are made by hand on the pages that one of the tests prints.
 */
describe('the walk with a real test key', { skip, timeout: 300_000 }, () => {
  const client = createStripeClient({ secretKey: skip ? 'sk_test_none' : KEY, baseUrl })
  const settings = new Map<string, string>()
  const payments = createStripePayments({
    secretKey: skip ? 'sk_test_none' : KEY,
    webhookSecrets: ['whsec_walk'],
    accountTaxIds: [],
    baseUrl,
    livemode: false,
    store: {
      setting: async (name) => settings.get(name) ?? null,
      saveSetting: async (name, value) => void settings.set(name, value),
    },
    clock: { now: () => Date.now(), sleep: async () => {} },
  })
  const order = (name: string): CheckoutRequest => ({
    ...request,
    orderId: `${RUN}_${name}`,
    expiresAt: Date.now() + 3_600_000,
    successUrl: 'https://example.com/orders/1?session_id={CHECKOUT_SESSION_ID}',
    cancelUrl: 'https://example.com/orders/1',
  })

  test('a page opens with the customer’s details, UK VAT and the invoice’s texts', async () => {
    const asked = order('uk')
    const first = await payments.open(asked)
    assert.match(first.sessionId, /^cs_test_/, 'its id tells the mode')
    assert.deepEqual(await payments.open(asked), first, 'asked again it is the same page')
    const status = await payments.status(first.sessionId)
    assert.deepEqual(
      [status.status, status.paid, status.subtotalMinor, status.taxMinor, status.totalMinor],
      ['open', 'unpaid', 12_000, 2_400, 14_400],
    )
    const session = await client.checkout.sessions.retrieve(first.sessionId)
    assert.equal(session.adaptive_pricing?.enabled, false)
    assert.equal(session.invoice_creation?.invoice_data.footer, asked.taxNote)
    const customer = await client.customers.retrieve(first.customerId ?? '')
    assert.ok(!customer.deleted)
    assert.deepEqual(
      [customer.email, customer.name, customer.address?.country],
      [asked.customer.email, asked.customer.name, 'GB'],
    )
  })

  test('another amount under the same key is a conflict', async () => {
    const asked = order('conflict')
    await payments.open(asked)
    const other = payments.open({ ...asked, netMinor: asked.netMinor + 1 })
    await assert.rejects(other, { kind: 'refuse', reason: 'conflict' })
  })

  test('the next attempt, with details corrected, has a page of its own', async () => {
    const asked = order('again')
    const first = await payments.open(asked)
    await payments.expire(first.sessionId)
    const customer = { ...asked.customer, id: first.customerId, line1: '2 Quay Street' }
    const second = await payments.open({ ...asked, attempt: 2, customer })
    assert.notEqual(second.sessionId, first.sessionId)
    assert.equal(second.customerId, first.customerId)
  })

  test('elsewhere there is no VAT, and a closed page stays closed', async () => {
    const asked = { ...order('us'), tax: 'none', taxNote: 'Outside the scope of UK VAT.' } as const
    const { sessionId } = await payments.open(asked)
    assert.equal((await payments.status(sessionId)).taxMinor, 0)
    await payments.expire(sessionId)
    await payments.expire(sessionId)
    assert.equal((await payments.status(sessionId)).status, 'expired')
  })

  test('a page that is not there is not found; an address that is none is refused', async () => {
    await assert.rejects(payments.status('cs_test_none'), { reason: 'not found' })
    const asked = order('mail')
    const customer = { ...asked.customer, email: 'ann@nowhere' }
    await assert.rejects(payments.open({ ...asked, customer }), { kind: 'refuse', field: 'email' })
  })

  test('a signature as Stripe makes it is taken, and another is not', () => {
    const object = { id: 'cs_test_1', object: 'checkout.session' }
    const created = Math.floor(Date.now() / 1000)
    const type = 'checkout.session.completed'
    const body = JSON.stringify({ id: 'evt_1', object: 'event', type, created, data: { object } })
    const sign = (secret: string) =>
      client.webhooks.generateTestHeaderString({ payload: body, secret })
    assert.equal(payments.event(body, sign('whsec_walk')).sessionId, 'cs_test_1')
    assert.throws(() => payments.event(body, sign('whsec_other')), { kind: 'refuse' })
  })

  test('the ledger is read; pages are printed to be paid by hand', async () => {
    assert.ok(Array.isArray(await payments.ledger(Date.now() - 86_400_000)))
    for (const [at, [what, card]] of Object.entries(CARDS).entries()) {
      const { url, sessionId } = await payments.open(order(`by-hand-${at}`))
      console.log(`To see one that ${what}, pay ${sessionId}\nwith ${card} at ${url}\n`)
    }
  })

  test('a paid session, named in STRIPE_PAID_SESSION, agrees with what was asked for', async (t) => {
    if (!PAID) return t.skip('STRIPE_PAID_SESSION is not set')
    const status = await payments.status(PAID)
    assert.deepEqual([status.status, status.paid, status.money], ['complete', 'paid', 'arrived'])
    assert.equal(status.subtotalMinor, 12_000)
    assert.equal(status.totalMinor, status.subtotalMinor - status.discountMinor + status.taxMinor)
    assert.equal(status.quoteHash, request.quoteHash)
    assert.match(status.invoiceUrl ?? '', /^https?:/)
    assert.ok(status.billingCountry && status.cardCountry, 'two witnesses of the place')
    const ledger = await payments.ledger(Date.now() - 7 * 86_400_000)
    const line = ledger.find((one) => one.sessionId === PAID)
    assert.equal(line?.paidMinor, status.totalMinor)
  })

  test('and is credited by a third, and then in whole; both again give the same', async (t) => {
    if (!PAID) return t.skip('STRIPE_PAID_SESSION is not set')
    const status = await payments.status(PAID)
    // Of its own for each run, so that a second run meets what the first has left.
    const wanted = { orderId: RUN, sessionId: PAID, memo: 'The walk with a test key.' }
    const reason = 'product_unsatisfactory'
    const left = status.totalMinor - status.refundedMinor
    if (left === status.totalMinor) {
      const share = { part: 1, whole: 3 }
      const part = await payments.refund({ ...wanted, number: 1, share, reason })
      assert.match(part.creditNoteId ?? '', /^cn_/)
      const again = await payments.refund({ ...wanted, number: 1, share, reason })
      assert.deepEqual([again.refundId, again.amountMinor], [part.refundId, part.amountMinor])
    }
    const rest = await payments.refund({ ...wanted, number: 2, share: null, reason })
    assert.ok(rest.state !== 'failed')
    assert.equal((await payments.status(PAID)).refundedMinor, status.totalMinor)
  })
})

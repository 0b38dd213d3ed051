import assert from 'node:assert/strict'
import { test } from 'node:test'
import type Stripe from 'stripe'
import { clientFor, orderOf, START, startBench, ukVat } from './start-for-test.ts'

/** The order with something that the SDK's types would not let through. */
const withExtra = (extra: object): Stripe.Checkout.SessionCreateParams => ({
  ...orderOf(),
  ...extra,
})

const wrongLine = (line: object) => ({ line_items: [{ ...orderOf().line_items?.[0], ...line }] })
const wrongPrice = (price: object) =>
  wrongLine({ price_data: { ...orderOf().line_items?.[0]?.price_data, ...price } })

const REFUSED: readonly (readonly [string, object, Readonly<Record<string, unknown>>])[] = [
  ['an unknown parameter', { colour: 'red' }, { code: 'parameter_unknown', param: 'colour' }],
  [
    'a removed parameter',
    { payment_method_types: ['card'] },
    { code: 'parameter_unknown', param: 'payment_method_types' },
  ],
  [
    'a removed line parameter',
    wrongLine({ dynamic_tax_rates: ['txr_1'] }),
    { code: 'parameter_unknown', param: 'line_items[0][dynamic_tax_rates]' },
  ],
  [
    'a nested typo',
    wrongPrice({ unit_amout: 5 }),
    { code: 'parameter_unknown', param: 'line_items[0][price_data][unit_amout]' },
  ],
  ['the old ui_mode', { ui_mode: 'hosted' }, { param: 'ui_mode' }],
  ['a fractional amount', wrongPrice({ unit_amount: 12.5 }), { code: 'parameter_invalid_integer' }],
  [
    'no currency',
    wrongPrice({ currency: undefined }),
    { code: 'parameter_missing', param: 'line_items[0][price_data][currency]' },
  ],
  [
    'no success_url',
    { success_url: undefined },
    { code: 'parameter_missing', param: 'success_url' },
  ],
  ['no mode', { mode: undefined }, { code: 'parameter_missing', param: 'mode' }],
  ['no quantity', wrongLine({ quantity: undefined }), { code: 'parameter_missing' }],
  ['a life under 30 minutes', { expires_at: START / 1000 + 1799 }, { param: 'expires_at' }],
  ['a life over 24 hours', { expires_at: START / 1000 + 86_401 }, { param: 'expires_at' }],
  ['an unknown tax rate', wrongLine({ tax_rates: ['txr_none'] }), { code: 'resource_missing' }],
  [
    'tax rates with automatic tax',
    { ...wrongLine({ tax_rates: ['txr_none'] }), automatic_tax: { enabled: true } },
    { param: 'line_items[0][tax_rates]' },
  ],
  ['promotion codes with discounts', { discounts: [{ coupon: 'x' }] }, { param: 'discounts' }],
  [
    'an unknown customer',
    { customer: 'cus_none', customer_email: undefined, customer_creation: undefined },
    { code: 'resource_missing', param: 'customer' },
  ],
  ['customer with customer_email', { customer: 'cus_none' }, { param: 'customer' }],
  [
    'a total below the smallest charge',
    wrongPrice({ unit_amount: 29 }),
    { code: 'amount_too_small' },
  ],
  [
    '51 metadata keys',
    { metadata: Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`k${at}`, 'v'])) },
    { param: 'metadata' },
  ],
  ['a long metadata value', { metadata: { a: 'x'.repeat(501) } }, { param: 'metadata[a]' }],
  [
    'a bad URL',
    { success_url: 'ftp://example.com' },
    { code: 'url_invalid', param: 'success_url' },
  ],
  [
    'something not simulated',
    { shipping_address_collection: { allowed_countries: ['GB'] } },
    { code: 'not_simulated' },
  ],
]

test('refused parameters', async (t) => {
  await using bench = await startBench()
  for (const [name, extra, expected] of REFUSED) {
    await t.test(name, async () => {
      const attempt = bench.stripe.checkout.sessions.create(withExtra(extra))
      await assert.rejects(attempt, {
        type: 'StripeInvalidRequestError',
        statusCode: 400,
        ...expected,
      })
    })
  }
  assert.equal((await bench.stripe.checkout.sessions.list()).data.length, 0)
})

test('keys, paths and ids that are wrong', async () => {
  await using bench = await startBench()
  const stranger = clientFor(bench.simulator, 'sk_test_wrong')
  await assert.rejects(stranger.customers.list(), {
    type: 'StripeAuthenticationError',
    statusCode: 401,
  })
  await assert.rejects(bench.stripe.products.list(), { statusCode: 404 })
  await assert.rejects(bench.stripe.refunds.retrieve('re_none'), {
    statusCode: 404,
    code: 'resource_missing',
  })
  const opening = bench.stripe.customers.create({ expand: ['nothing'] })
  await assert.rejects(opening, { statusCode: 400, param: 'expand' })
})

test('answers carry a request id and the version asked for', async () => {
  await using bench = await startBench()
  const account = await bench.stripe.accounts.retrieveCurrent()
  assert.match(account.lastResponse.requestId, /^req_/)
  assert.equal(account.lastResponse.apiVersion, '2026-10-28.endive')
})

test('lists are newest first, paged, and filtered', async () => {
  await using bench = await startBench()
  const { sessions } = bench.stripe.checkout
  const ids: string[] = []
  for (let at = 0; at < 5; at += 1) {
    bench.clock.at += 10_000
    ids.unshift((await sessions.create(orderOf())).id)
  }
  const all: string[] = []
  for await (const session of sessions.list({ limit: 2 })) all.push(session.id)
  assert.deepEqual(all, ids)
  const before = await sessions.list({ ending_before: ids[4] ?? '', limit: 2 })
  assert.deepEqual(
    before.data.map((each) => each.id),
    ids.slice(2, 4),
  )
  const recent = await sessions.list({ created: { gte: START / 1000 + 40 } })
  assert.deepEqual(
    recent.data.map((each) => each.id),
    ids.slice(0, 2),
  )
  await bench.pay(ids[3] ?? '')
  const complete = await sessions.list({ status: 'complete' })
  assert.deepEqual(
    complete.data.map((each) => each.id),
    [ids[3]],
  )
  const byIntent = await sessions.list({ payment_intent: String(complete.data[0]?.payment_intent) })
  assert.deepEqual(
    byIntent.data.map((each) => each.id),
    [ids[3]],
  )
})

test('tax rates are found, filtered and retired', async () => {
  await using bench = await startBench()
  const { taxRates } = bench.stripe
  const vat = await ukVat(bench.stripe)
  assert.equal((await taxRates.retrieve(vat.id)).percentage, 20)
  await taxRates.update(vat.id, { active: false })
  assert.equal((await taxRates.list({ active: true })).data.length, 0)
  await assert.rejects(bench.stripe.checkout.sessions.create(orderOf(vat.id)), /not active/)
})

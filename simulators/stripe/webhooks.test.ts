import assert from 'node:assert/strict'
import { test } from 'node:test'
import Stripe from 'stripe'
import { orderOf, START, startBench } from './start-for-test.ts'
import { signatureHeader } from './webhooks.ts'

test('the signature is the one the SDK makes', () => {
  const options = { payload: '{"id":"evt_1"}', secret: 'whsec_x', timestamp: 1_800_000_000 }
  const theirs = Stripe.webhooks.generateTestHeaderString(options)
  assert.equal(signatureHeader(options.payload, options.secret, options.timestamp), theirs)
})

test('a refused delivery is tried again after a while, and no more once it is taken', async () => {
  await using bench = await startBench()
  bench.receiver.status = 500
  await bench.stripe.customers.create({ email: 'a@example.com' })
  assert.deepEqual(await bench.eventTypes(), ['customer.created'])
  const [event] = (await bench.stripe.events.list({ types: ['customer.created'] })).data
  assert.equal(event?.pending_webhooks, 1)
  bench.receiver.status = 200
  for (const [afterMs, count] of [
    [59_000, 1],
    [1000, 2],
    [86_400_000, 2],
  ] as const) {
    bench.clock.at += afterMs
    await bench.control('state')
    assert.equal((await bench.eventTypes()).length, count)
  }
  assert.equal(
    bench.received[0]?.body.replace('"pending_webhooks": 1', ''),
    bench.received[1]?.body.replace('"pending_webhooks": 1', ''),
  )
  const state = await bench.control('state')
  assert.deepEqual(
    Object(state.deliveries).map((each: { status: number }) => each.status),
    [500, 200],
  )
})

test('the tries are bounded', async () => {
  await using bench = await startBench()
  bench.receiver.status = 503
  await bench.stripe.customers.create({ email: 'a@example.com' })
  for (let day = 0; day < 10; day += 1) {
    await bench.eventTypes()
    bench.clock.at += 86_400_000
    await bench.control('state')
  }
  assert.equal((await bench.eventTypes()).length, 5)
})

test('delivery can be switched off, and an event sent again by hand', async () => {
  await using bench = await startBench()
  await bench.control('webhooks', { enabled: false })
  await bench.stripe.customers.create({ email: 'a@example.com' })
  assert.deepEqual(await bench.eventTypes(), [])
  const [event] = (await bench.stripe.events.list()).data
  await bench.control('webhooks', { enabled: true })
  await bench.control('event/replay', { id: event?.id, times: 3 })
  assert.equal((await bench.eventTypes()).length, 3)
  assert.equal(new Set(bench.received.map((each) => JSON.parse(each.body).id)).size, 1)
})

test('events are listed by type and time, and forgotten after thirty days', async () => {
  await using bench = await startBench()
  const session = await bench.stripe.checkout.sessions.create(orderOf())
  await bench.pay(session.id)
  const { events } = bench.stripe
  assert.deepEqual(
    (await events.list({ type: 'charge.*' })).data.map((event) => event.type),
    ['charge.succeeded'],
  )
  assert.equal((await events.list({ created: { gt: START / 1000 } })).data.length, 0)
  const two = await events.list({ types: ['invoice.paid', 'checkout.session.completed'] })
  assert.deepEqual(
    two.data.map((event) => event.type),
    ['checkout.session.completed', 'invoice.paid'],
  )
  const [completed] = two.data
  assert.equal((await events.retrieve(completed?.id ?? '')).id, completed?.id)
  bench.clock.at += 31 * 86_400_000
  assert.equal((await events.list()).data.length, 0)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { virtualClock } from './clock.ts'
import { orderOf, START, startBench } from './start-for-test.ts'

const HOUR_MS = 3600_000

for (const [method, status, event] of [
  ['debit_succeeds', 'paid', 'checkout.session.async_payment_succeeded'],
  ['debit_fails', 'unpaid', 'checkout.session.async_payment_failed'],
] as const) {
  test(`${method}: complete and unpaid at first, decided three days later`, async () => {
    await using bench = await startBench()
    const session = await bench.stripe.checkout.sessions.create(orderOf())
    await bench.pay(session.id, { payment_method: method })
    const waiting = await bench.stripe.checkout.sessions.retrieve(session.id)
    assert.equal(waiting.status, 'complete')
    assert.equal(waiting.payment_status, 'unpaid')
    assert.equal(waiting.invoice, null)
    bench.clock.at += 71 * HOUR_MS
    assert.equal(
      (await bench.stripe.checkout.sessions.retrieve(session.id)).payment_status,
      'unpaid',
    )
    assert.ok(!(await bench.eventTypes()).includes(event))
    bench.clock.at += 2 * HOUR_MS
    const decided = await bench.stripe.checkout.sessions.retrieve(session.id)
    assert.equal(decided.payment_status, status)
    assert.equal(decided.invoice === null, status === 'unpaid')
    assert.ok((await bench.eventTypes()).includes(event))
  })
}

test('the control settles a debit at once, and only once', async () => {
  await using bench = await startBench()
  const session = await bench.stripe.checkout.sessions.create(orderOf())
  await bench.pay(session.id, { payment_method: 'debit_succeeds' })
  const settled = await bench.control('settle', { session: session.id, outcome: 'failed' })
  assert.equal(settled.payment_status, 'unpaid')
  bench.clock.at += 100 * HOUR_MS
  assert.equal((await bench.stripe.checkout.sessions.retrieve(session.id)).payment_status, 'unpaid')
  assert.ok(
    'error' in (await bench.control('settle', { session: session.id, outcome: 'succeeded' })),
  )
  const types = await bench.eventTypes()
  assert.equal(types.filter((type) => type.startsWith('checkout.session.async')).length, 1)
})

test('a session expires at its time, is told once, and cannot be paid', async () => {
  await using bench = await startBench()
  const session = await bench.stripe.checkout.sessions.create(orderOf())
  bench.clock.at += HOUR_MS - 1000
  assert.equal((await bench.stripe.checkout.sessions.retrieve(session.id)).status, 'open')
  bench.clock.at += 1000
  const answer = await bench.pay(session.id)
  assert.equal(answer.status, 409)
  assert.match(await answer.text(), /has expired/)
  const expired = await bench.stripe.checkout.sessions.retrieve(session.id)
  assert.equal(expired.status, 'expired')
  assert.equal(expired.url, null)
  const types = await bench.eventTypes()
  assert.equal(types.filter((type) => type === 'checkout.session.expired').length, 1)
})

test('an open session is expired by the seller; a second time is refused', async () => {
  await using bench = await startBench()
  const { sessions } = bench.stripe.checkout
  const session = await sessions.create(orderOf())
  assert.equal((await sessions.expire(session.id)).status, 'expired')
  await assert.rejects(sessions.expire(session.id), {
    statusCode: 400,
    type: 'StripeInvalidRequestError',
  })
})

test('a faster clock brings the end of a debit and of a session by itself', async () => {
  await using bench = await startBench({ clock: virtualClock(40_000, START), debitSeconds: 600 })
  const session = await bench.stripe.checkout.sessions.create({
    ...orderOf(),
    expires_at: Math.floor(START / 1000) + 12 * 3600,
  })
  await bench.pay(session.id, { payment_method: 'debit_succeeds' })
  const deadline = Date.now() + 5000
  while (bench.received.every((each) => !each.body.includes('async_payment_succeeded'))) {
    assert.ok(Date.now() < deadline, 'the timer settled nothing')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
})

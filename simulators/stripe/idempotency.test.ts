import assert from 'node:assert/strict'
import { test } from 'node:test'
import { orderOf, startBench } from './start-for-test.ts'

const KEY = { idempotencyKey: 'cs:o1:abc:1' }

test('the same key and parameters answer the first session again', async () => {
  await using bench = await startBench()
  const { sessions } = bench.stripe.checkout
  const first = await sessions.create(orderOf(), KEY)
  const second = await sessions.create(orderOf(), KEY)
  assert.equal(second.id, first.id)
  assert.equal(second.lastResponse.headers['idempotent-replayed'], 'true')
  assert.equal((await sessions.list()).data.length, 1)
  bench.clock.at += 25 * 3600_000
  const later = { ...orderOf(), expires_at: bench.clock.at / 1000 + 3600 }
  assert.notEqual((await sessions.create(later, KEY)).id, first.id)
})

test('the same key with other parameters or another path is an error', async () => {
  await using bench = await startBench()
  const { sessions } = bench.stripe.checkout
  await sessions.create(orderOf(), KEY)
  const other = sessions.create({ ...orderOf(), client_reference_id: 'o2' }, KEY)
  await assert.rejects(other, { type: 'StripeIdempotencyError', statusCode: 400 })
  await assert.rejects(bench.stripe.customers.create({}, KEY), { type: 'StripeIdempotencyError' })
})

test('a refused parameter leaves the key free', async () => {
  await using bench = await startBench()
  const { sessions } = bench.stripe.checkout
  await assert.rejects(sessions.create({ ...orderOf(), mode: 'nonsense' }, KEY), {
    statusCode: 400,
  })
  assert.ok(await sessions.create(orderOf(), KEY))
})

test('a stored 500 is answered again although nothing is wrong any more', async () => {
  await using bench = await startBench()
  const { sessions } = bench.stripe.checkout
  await bench.control('fault', { match: 'POST /v1/checkout/sessions', status: 500 })
  await assert.rejects(sessions.create(orderOf(), KEY), { statusCode: 500 })
  await assert.rejects(
    sessions.create(orderOf(), KEY),
    (error: { headers: Record<string, string> }) => {
      assert.equal(error.headers['idempotent-replayed'], 'true')
      return true
    },
  )
  assert.ok(await sessions.create(orderOf(), { idempotencyKey: 'cs:o1:abc:2' }))
  assert.equal((await sessions.list()).data.length, 1)
})

test('a limit is not stored', async () => {
  await using bench = await startBench()
  const { sessions } = bench.stripe.checkout
  await bench.control('fault', {
    match: '/v1/checkout',
    status: 429,
    headers: { 'retry-after': '1' },
  })
  await assert.rejects(sessions.create(orderOf(), KEY), { type: 'StripeRateLimitError' })
  assert.ok(await sessions.create(orderOf(), KEY))
})

test('a connection lost after the commit: the key finds the session that was made', async () => {
  await using bench = await startBench()
  const { sessions } = bench.stripe.checkout
  // The SDK itself sends the request a second time after a closed connection, with the same key.
  await bench.control('fault', { match: 'POST /v1/checkout/sessions', afterCommit: true })
  const made = await sessions.create(orderOf(), KEY)
  const listed = await sessions.list()
  assert.deepEqual(
    listed.data.map((each) => each.id),
    [made.id],
  )
  assert.equal(made.lastResponse.headers['idempotent-replayed'], 'true')
})

test('the same key while the first request runs is a conflict', async () => {
  await using bench = await startBench()
  const { sessions } = bench.stripe.checkout
  await bench.control('fault', { match: 'POST /v1/checkout/sessions', delayMs: 150 })
  const first = sessions.create(orderOf(), KEY)
  await new Promise((resolve) => setTimeout(resolve, 50))
  await assert.rejects(sessions.create(orderOf(), KEY), {
    statusCode: 409,
    code: 'idempotency_key_in_use',
  })
  assert.ok(await first)
})

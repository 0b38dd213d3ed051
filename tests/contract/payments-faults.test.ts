import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { describe, test } from 'node:test'
import { request, startBench } from './payments-bench.ts'

describe('when Stripe fails', () => {
  const create = 'POST /v1/checkout/sessions'

  test('the answer is lost after the session was made: the same one is found', async () => {
    await using bench = await startBench()
    await bench.control('fault', { match: create, afterCommit: true })
    const { sessionId } = await bench.payments.open(request)
    assert.deepEqual(
      (await bench.sessions()).map((each) => each.id),
      [sessionId],
    )
  })

  test('409 and 429 pass by themselves or are retry, and the same attempt works later', async () => {
    await using bench = await startBench()
    await bench.control('fault', { match: create, status: 409 })
    await bench.payments.open(request)
    const other = { ...request, orderId: 'ord_2' }
    await bench.control('fault', { match: create, status: 429 })
    await assert.rejects(bench.payments.open(other), { kind: 'retry', reason: 'invalid' })
    await bench.payments.open(other)
    assert.equal((await bench.sessions()).length, 2)
  })

  test('a kept 500 is retry with the reason gone; only the next attempt works', async () => {
    await using bench = await startBench()
    await bench.control('fault', { match: create, status: 500 })
    await assert.rejects(bench.payments.open(request), { kind: 'retry', reason: 'gone' })
    assert.equal((await bench.sessions()).length, 0)
    await bench.payments.open({ ...request, attempt: 2 })
    assert.equal((await bench.sessions()).length, 1)
  })

  test('a 500 although a session of the order stands open: that one is taken', async () => {
    await using bench = await startBench()
    const { sessionId, url } = await bench.payments.open(request)
    await bench.payments.open({ ...request, orderId: 'ord_2' })
    await bench.control('fault', { match: create, status: 500 })
    const found = await bench.payments.open({ ...request, attempt: 2 })
    assert.partialDeepStrictEqual(found, { sessionId, url })
  })

  test('a wrong key or a forbidden call is a bug that names the setting, and no key is shown', async () => {
    await using bench = await startBench()
    const named = { kind: 'bug', hint: /STRIPE_SECRET_KEY/ }
    const wrong = bench.make({ secretKey: 'sk_test_wrong_canary' })
    await assert.rejects(wrong.open(request), named)
    await bench.control('fault', { match: 'GET /v1/checkout', status: 403 })
    await assert.rejects(bench.payments.status('cs_test_1'), named)
  })

  test('nobody answers: retry', async () => {
    await using bench = await startBench()
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    assert.ok(address && typeof address === 'object')
    await new Promise((resolve) => server.close(resolve))
    const payments = bench.make({ baseUrl: `http://127.0.0.1:${address.port}` })
    await assert.rejects(payments.status('cs_test_1'), { kind: 'retry', reason: 'invalid' })
  })

  test('money of the other kind is never offered', async () => {
    await using bench = await startBench()
    assert.throws(() => bench.make({ livemode: true }), { kind: 'bug', hint: /STRIPE_SECRET_KEY/ })
    assert.throws(() => bench.make({ secretKey: 'rk_live_x' }), { kind: 'bug' })
    const { sessionId } = await bench.payments.open(request)
    await bench.control('tamper', { session: sessionId, fields: { livemode: true } })
    await assert.rejects(bench.payments.open(request), { kind: 'bug', message: /live session/ })
  })
})

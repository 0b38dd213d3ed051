import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { describe, test } from 'node:test'
import type { RecordedRequest } from '../../simulators/stripe/recorded-requests.ts'
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

describe('money that goes back in pieces', () => {
  type Bench = Awaited<ReturnType<typeof startBench>>

  async function paid(bench: Bench) {
    const { sessionId, url } = await bench.payments.open(request)
    await bench.pay(url)
    const wanted = {
      orderId: 'ord_1',
      sessionId,
      memo: 'So it was.',
      reason: 'order_change',
    } as const
    const share = (number: number, whole = 3) =>
      bench.payments.refund({ ...wanted, number, share: { part: 1, whole } })
    const all = (number: number) => bench.payments.refund({ ...wanted, number, share: null })
    return { share, all }
  }

  /** Money and notes: what the charge has given back, and what was credited in how many notes. */
  async function books(bench: Bench) {
    const { charges, credit_notes } = await bench.control('state')
    const notes = (credit_notes ?? []).map((one) => Number(one.total))
    return { back: charges?.[0]?.amount_refunded, notes }
  }

  /** A person gives a part back in Stripe itself. */
  async function atStripe(bench: Bench, amount: number) {
    const { charges } = await bench.control('state')
    return bench.stripe.refunds.create({ charge: String(charges?.[0]?.id), amount })
  }

  const fail = (bench: Bench, refund: string | null) =>
    bench.control('refund', { refund, status: 'failed' })

  test('a share that failed at the bank, then all of it: one refund, and notes of the whole', async () => {
    await using bench = await startBench()
    const { share, all } = await paid(bench)
    await fail(bench, (await share(1)).refundId)
    const done = await all(2)
    assert.equal(done.amountMinor, 14_400)
    assert.deepEqual(await books(bench), { back: 14_400, notes: [4_800, 9_600] })
    assert.deepEqual(await all(2), done)
    await fail(bench, done.refundId)
    assert.equal((await all(3)).amountMinor, 14_400)
    assert.deepEqual(await books(bench), { back: 14_400, notes: [4_800, 9_600] })
  })

  test('a share that failed, again: the money alone, for its note stands', async () => {
    await using bench = await startBench()
    const { share, all } = await paid(bench)
    await fail(bench, (await share(1)).refundId)
    const again = await share(2)
    assert.equal(again.amountMinor, 4_800)
    assert.deepEqual(await share(2), again)
    assert.deepEqual(await books(bench), { back: 4_800, notes: [4_800] })
    assert.equal((await all(3)).amountMinor, 9_600)
    assert.deepEqual(await books(bench), { back: 14_400, notes: [4_800, 9_600] })
  })

  test('all of it failed at the bank, then a share: the money of that share alone', async () => {
    await using bench = await startBench()
    const { share, all } = await paid(bench)
    await fail(bench, (await all(1)).refundId)
    assert.equal((await share(2, 100)).amountMinor, 144)
    assert.deepEqual(await books(bench), { back: 144, notes: [14_400] })
  })

  test('a part that was given back in Stripe itself is in the note of the rest', async () => {
    await using bench = await startBench()
    const { share, all } = await paid(bench)
    await atStripe(bench, 10_000)
    await assert.rejects(share(1), { kind: 'refuse', reason: 'conflict' })
    assert.equal((await all(2)).amountMinor, 4_400)
    assert.deepEqual(await books(bench), { back: 14_400, notes: [14_400] })
  })

  test('a note that does not come to its money is asked for with the tax in its amount', async () => {
    await using bench = await startBench()
    const { share } = await paid(bench)
    const body = { error: { type: 'invalid_request_error', message: 'They do not add up.' } }
    await bench.control('fault', { match: 'POST /v1/credit_notes', status: 400, body })
    await assert.rejects(share(1), { kind: 'bug', message: /do not add up/ })
    const sent = (await bench.control('requests')) as unknown as readonly RecordedRequest[]
    const amounts = sent
      .filter((one) => one.method === 'POST' && one.path === '/v1/credit_notes')
      .map((one) => new URLSearchParams(one.body).get('lines[0][amount]'))
    // The simulator takes the net alone, so the first refusal is what is told.
    assert.deepEqual(amounts, ['4000', '4800'])
    assert.equal((await share(1)).amountMinor, 4_800)
  })

  test('cut off between the money and its note: asked again, the note is made', async () => {
    await using bench = await startBench()
    const { share, all } = await paid(bench)
    await fail(bench, (await share(1)).refundId)
    await bench.control('fault', { match: 'POST /v1/credit_notes', status: 400 })
    await assert.rejects(all(2))
    await bench.control('fault', { clear: true })
    bench.clock.at += 25 * 3_600_000
    assert.equal((await all(2)).amountMinor, 14_400)
    assert.deepEqual(await books(bench), { back: 14_400, notes: [4_800, 9_600] })
  })

  for (const [what, match] of [
    ['note', 'POST /v1/credit_notes'],
    ['refund', 'POST /v1/refunds'],
  ] as const) {
    test(`a fault that Stripe keeps for a ${what} holds no money back`, async () => {
      await using bench = await startBench()
      const { all } = await paid(bench)
      await atStripe(bench, 1_000)
      await bench.control('fault', { match, status: 500 })
      assert.equal((await all(1)).amountMinor, 13_400)
      assert.deepEqual(await books(bench), { back: 14_400, notes: [14_400] })
    })

    test(`kept twice for a ${what}, and a part given back in Stripe between`, async () => {
      await using bench = await startBench()
      const { all } = await paid(bench)
      await atStripe(bench, 1_000)
      await bench.control('fault', { match, status: 500, times: 2 })
      await assert.rejects(all(1), { kind: 'retry', reason: 'gone' })
      if (what === 'refund') await atStripe(bench, 500)
      bench.clock.at += 60_000
      assert.equal((await all(1)).amountMinor, what === 'refund' ? 12_900 : 13_400)
      assert.deepEqual(await books(bench), { back: 14_400, notes: [14_400] })
    })
  }

  test('what Stripe refuses although the money has gone back is asked for again later', async () => {
    await using bench = await startBench()
    const { all } = await paid(bench)
    await atStripe(bench, 1_000)
    const error = { type: 'idempotency_error', message: 'Used before.' }
    await bench.control('fault', { match: 'POST /v1/credit_notes', status: 400, body: { error } })
    await assert.rejects(all(1), { kind: 'retry', message: /refund/ })
    assert.equal((await all(1)).amountMinor, 13_400)
    assert.deepEqual(await books(bench), { back: 14_400, notes: [14_400] })
  })

  test('a clash of refunds is told in words of its own', async () => {
    await using bench = await startBench()
    const { all } = await paid(bench)
    const error = { type: 'idempotency_error', message: 'Used before.' }
    await bench.control('fault', { match: 'POST /v1/credit_notes', status: 400, body: { error } })
    await assert.rejects(all(1), { kind: 'refuse', message: /refund/, hint: /Stripe/ })
  })
})

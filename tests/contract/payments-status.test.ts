import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { request, startBench } from './payments-bench.ts'

describe('how a session stands', () => {
  test('open, then paid by card: every field is told', async () => {
    await using bench = await startBench()
    const { sessionId, url, customerId } = await bench.payments.open(request)
    const open = {
      sessionId,
      status: 'open',
      url,
      paid: 'unpaid',
      mode: 'payment',
      livemode: false,
      currency: 'GBP',
      subtotalMinor: 12_000,
      discountMinor: 0,
      taxMinor: 2_400,
      totalMinor: 14_400,
      orderId: 'ord_1',
      quoteHash: request.quoteHash,
      money: null,
      paymentIntentId: null,
      customerId,
      invoiceUrl: null,
      refundedMinor: 0,
      disputed: false,
      billingCountry: 'GB',
      cardCountry: null,
    }
    assert.deepEqual(await bench.payments.status(sessionId), open)
    const answer = await bench.pay(url, { payment_method: 'card_foreign' })
    assert.equal(answer.status, 303)
    assert.match(answer.headers.get('location') ?? '', new RegExp(`session_id=${sessionId}$`))
    const paid = await bench.payments.status(sessionId)
    assert.match(paid.paymentIntentId ?? '', /^pi_/)
    assert.match(paid.invoiceUrl ?? '', /^http/)
    assert.deepEqual(paid, {
      ...open,
      status: 'complete',
      url: null,
      paid: 'paid',
      money: 'arrived',
      paymentIntentId: paid.paymentIntentId,
      invoiceUrl: paid.invoiceUrl,
      billingCountry: 'GB',
      cardCountry: 'US',
    })
    const intent = await bench.stripe.paymentIntents.retrieve(paid.paymentIntentId ?? '')
    assert.equal(intent.metadata.order_id, 'ord_1')
    assert.equal(intent.metadata.quote_hash, request.quoteHash)
  })

  test('a declined card leaves it open; a refund is counted', async () => {
    await using bench = await startBench()
    const { sessionId, url } = await bench.payments.open(request)
    assert.equal((await bench.pay(url, { payment_method: 'card_declined' })).status, 422)
    const declined = await bench.payments.status(sessionId)
    assert.deepEqual([declined.status, declined.paid, declined.url], ['open', 'unpaid', url])
    await bench.pay(url)
    const { paymentIntentId } = await bench.payments.status(sessionId)
    await bench.stripe.refunds.create({ payment_intent: paymentIntentId ?? '', amount: 1_440 })
    assert.equal((await bench.payments.status(sessionId)).refundedMinor, 1_440)
  })

  test('a code over the whole price: complete, nothing to pay, no payment behind it', async () => {
    await using bench = await startBench()
    const coupon = await bench.stripe.coupons.create({ percent_off: 100, duration: 'once' })
    const promotion = { type: 'coupon' as const, coupon: coupon.id }
    await bench.stripe.promotionCodes.create({ promotion, code: 'WHOLE' })
    const { sessionId, url } = await bench.payments.open(request)
    assert.equal((await bench.pay(url, { promotion_code: 'WHOLE' })).status, 303)
    assert.partialDeepStrictEqual(await bench.payments.status(sessionId), {
      status: 'complete',
      paid: 'no payment required',
      subtotalMinor: 12_000,
      discountMinor: 12_000,
      taxMinor: 0,
      totalMinor: 0,
      paymentIntentId: null,
      cardCountry: null,
    })
  })

  test('a delayed payment is complete but unpaid until it settles', async () => {
    await using bench = await startBench()
    for (const [outcome, paid] of [
      ['succeeded', 'paid'],
      ['failed', 'unpaid'],
    ] as const) {
      const { sessionId, url } = await bench.payments.open({ ...request, orderId: outcome })
      await bench.pay(url, { payment_method: 'debit_succeeds' })
      const waiting = await bench.payments.status(sessionId)
      assert.deepEqual([waiting.status, waiting.paid], ['complete', 'unpaid'])
      await bench.control('settle', { session: sessionId, outcome })
      const settled = await bench.payments.status(sessionId)
      assert.deepEqual(
        [settled.status, settled.paid, settled.cardCountry],
        ['complete', paid, null],
      )
    }
  })

  test('what was tampered with is told as it is, never as it should be', async () => {
    await using bench = await startBench()
    const { sessionId } = await bench.payments.open(request)
    const fields = {
      amount_subtotal: 1,
      amount_total: 2,
      currency: 'usd',
      livemode: true,
      mode: 'setup',
      payment_status: 'something new',
      metadata: { quote_hash: 'other', order_id: 'ord_other' },
    }
    await bench.control('tamper', { session: sessionId, fields })
    assert.partialDeepStrictEqual(await bench.payments.status(sessionId), {
      subtotalMinor: 1,
      totalMinor: 2,
      currency: 'USD',
      livemode: true,
      mode: 'setup',
      paid: 'unpaid',
      quoteHash: 'other',
      orderId: 'ord_other',
    })
  })

  test('expiring: an open one closes, an expired or paid one stays, an unknown one is not found', async () => {
    await using bench = await startBench()
    const { sessionId } = await bench.payments.open(request)
    await bench.payments.expire(sessionId)
    await bench.payments.expire(sessionId)
    const { status, url } = await bench.payments.status(sessionId)
    assert.deepEqual([status, url], ['expired', null])
    const other = await bench.payments.open({ ...request, orderId: 'ord_2' })
    await bench.pay(other.url)
    await bench.payments.expire(other.sessionId)
    assert.equal((await bench.payments.status(other.sessionId)).paid, 'paid')
    const missing = { kind: 'refuse', reason: 'not found' }
    await assert.rejects(bench.payments.expire('cs_test_unknown'), missing)
    await assert.rejects(bench.payments.status('cs_test_unknown'), missing)
  })

  test('it expires by itself on the clock', async () => {
    await using bench = await startBench()
    const { sessionId } = await bench.payments.open(request)
    bench.clock.at += 3_600_000
    assert.equal((await bench.payments.status(sessionId)).status, 'expired')
  })

  test('a session of the other mode can never be paid here, and Stripe is not asked for it', async () => {
    await using bench = await startBench()
    const { sessionId } = await bench.payments.open(request)
    const live = bench.make({ secretKey: 'sk_live_x', livemode: true })
    const status = await live.status(sessionId)
    assert.deepEqual([status.status, status.paid, status.livemode], ['expired', 'unpaid', false])
    await live.expire(sessionId)
    assert.equal((await bench.payments.status(sessionId)).status, 'open')
  })
})

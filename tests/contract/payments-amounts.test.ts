import assert from 'node:assert/strict'
import { test } from 'node:test'
import { money } from '../../src/core/money.ts'
import { mismatch, vatOn } from '../../src/core/order.ts'
import { creditShare } from '../../src/core/order-refund.ts'
import { NOW, request, startBench } from './payments-bench.ts'

/** A small generator, so that a failing amount can be met again: Lehmer's, modulus 2^31 - 1. */
function numbers(seed: number) {
  let state = seed
  return (most: number): number => {
    state = (state * 48_271) % 2_147_483_647
    return 1 + (state % most)
  }
}

/** Twenty per cent of whole pennies, half a penny up, in another way than the product's. */
const twentyPercent = (minor: number): number => Math.floor((minor + 2) / 5 + 0.1)

test('P11 VAT and promotion codes on 1,000 amounts from a penny to 99,999.99: exact, half up', () => {
  const next = numbers(20_261_122)
  for (let count = 0; count < 1_000; count += 1) {
    const net = next(9_999_999)
    const discount = next(net + 1) - 1
    const base = net - discount
    const tax = twentyPercent(base)
    assert.equal(vatOn(money(base, 'GBP'), 'GB').minor, tax, `${base}`)
    const facts = {
      orderId: 'ord_1',
      quoteHash: 'h',
      mode: 'payment',
      livemode: false,
      currency: 'gbp',
      subtotalMinor: net,
      discountMinor: discount,
      taxMinor: tax,
      totalMinor: base + tax,
    }
    const expected = { ...facts, netMinor: net, currency: 'GBP', ukVat: true }
    assert.equal(mismatch(expected, facts), null, `${net} less ${discount}`)
    for (const off of [1, -1]) {
      const wrong = { ...facts, taxMinor: tax + off, totalMinor: base + tax + off }
      assert.match(mismatch(expected, wrong) ?? '', /VAT/)
    }
    shareAddsUp({ netMinor: net, discountMinor: discount, taxMinor: tax }, next)
  }
})

/** A share and the rest are the whole, to the penny, and the share is no less than it should be. */
function shareAddsUp(
  billed: { readonly netMinor: number; readonly discountMinor: number; readonly taxMinor: number },
  next: (most: number) => number,
): void {
  const whole = next(5_000)
  const part = next(whole)
  const one = creditShare(billed, part, whole)
  const rest = creditShare(billed, whole, whole)
  const total = billed.netMinor - billed.discountMinor + billed.taxMinor
  assert.deepEqual(rest, { netMinor: billed.netMinor, totalMinor: total })
  assert.ok(one.netMinor * whole >= (billed.netMinor - 1) * part - whole)
  assert.ok(one.totalMinor >= 0 && one.totalMinor <= total)
}

test('P11 the simulator of Stripe comes to the same amounts, promotion codes included', async () => {
  await using bench = await startBench()
  const next = numbers(7)
  const off = [1, 7, 12.5, 33, 50, 99]
  for (let count = 0; count < 60; count += 1) {
    const netMinor = 30 + next(9_999_000)
    const percent = off[count % off.length] ?? 10
    const coupon = await bench.stripe.coupons.create({ percent_off: percent, duration: 'once' })
    const code = `CODE${count}`
    await bench.stripe.promotionCodes.create({
      code,
      promotion: { type: 'coupon', coupon: coupon.id },
    })
    const order = { ...request, orderId: `ord_${count}`, netMinor, expiresAt: NOW + 3_600_000 }
    const { sessionId, url } = await bench.payments.open(order)
    assert.equal((await bench.pay(url, { promotion_code: code })).status, 303)
    const status = await bench.payments.status(sessionId)
    const base = netMinor - status.discountMinor
    assert.equal(status.taxMinor, twentyPercent(base), `${netMinor} at ${percent} % off`)
    assert.equal(status.totalMinor, base + status.taxMinor)
  }
})

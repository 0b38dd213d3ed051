import assert from 'node:assert/strict'
import { test } from 'node:test'
import { portion, priceLines } from './amounts.ts'

const VAT = { percentage: 20, inclusive: false }

test('exclusive tax is rounded half up on each line', () => {
  const tax = (unitAmount: number, percentage = 20): number =>
    priceLines([{ unitAmount, quantity: 1, rates: [{ percentage, inclusive: false }] }])[0]?.tax ??
    -1
  assert.deepEqual(
    [2, 3, 5207, 10_001].map((net) => tax(net)),
    [0, 1, 1041, 2000],
  )
  assert.equal(tax(250, 5), 13)
  assert.equal(tax(100_000, 8.875), 8875)
  assert.equal(tax(1000, 17.55), 176)
})

test('inclusive tax is taken out of the price', () => {
  const [line] = priceLines([
    { unitAmount: 1200, quantity: 1, rates: [{ percentage: 20, inclusive: true }] },
  ])
  assert.deepEqual(
    { tax: line?.tax, total: line?.total, taxable: line?.taxes[0]?.taxable },
    { tax: 200, total: 1200, taxable: 1000 },
  )
})

test('a discount is shared without losing a penny and taxed after it', () => {
  const lines = priceLines(
    [1000, 1000, 1000].map((unitAmount) => ({ unitAmount, quantity: 1, rates: [VAT] })),
    { amountOff: 1000 },
  )
  assert.deepEqual(
    lines.map((line) => line.discount),
    [333, 333, 334],
  )
  assert.deepEqual(
    lines.map((line) => line.tax),
    [133, 133, 133],
  )
  const [free] = priceLines([{ unitAmount: 50, quantity: 2, rates: [VAT] }], { amountOff: 500 })
  assert.deepEqual([free?.subtotal, free?.discount, free?.tax, free?.total], [100, 100, 0, 0])
})

test('a portion of nothing is nothing', () => {
  assert.equal(portion(10, 1, 0), 0)
  assert.equal(portion(1041, 1000, 5207), 200)
})

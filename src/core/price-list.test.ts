import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EURO } from '../../tests/support/euro-list.ts'
import { PRICE_LIST, PRICE_LISTS, type PriceList, priceListIn } from './price-list.ts'
import { priceOf, priceOfChoice } from './quote.ts'

const YEN: PriceList = {
  version: 'test-jpy',
  currency: 'JPY',
  minimumMinor: 2_000,
  capMinor: 60_000,
  bands: [{ upTo: null, perFileHundredths: 800 }],
}

test('every list has its minimum, its cap and lines that add up', () => {
  for (const list of [PRICE_LIST, EURO, YEN]) {
    for (const files of [0, 1, 9, 10, 11, 999, 1_000, 1_001, 9_999, 10_001, 5_000_000]) {
      const { net, lines, priceList } = priceOf(files, list)
      assert.equal(net.currency, list.currency)
      assert.equal(priceList, list.version)
      assert.ok(net.minor >= list.minimumMinor && net.minor <= list.capMinor)
      assert.equal(
        lines.reduce((sum, line) => sum + line.amount.minor, 0),
        net.minor,
      )
      assert.ok(lines.every((line) => line.amount.currency === list.currency))
    }
  }
  assert.equal(priceOf(5_000_000, EURO).net.minor, 34_000)
  assert.match(priceOf(1_000, YEN).lines[0]?.text ?? '', /8 JPY each/)
  const free = priceOfChoice({ files: 3, newFiles: 0, workbookPaid: true }, EURO)
  assert.deepEqual([free.net.minor, free.net.currency], [0, 'EUR'])
  assert.deepEqual([priceListIn('GBP'), priceListIn('XXX')], [PRICE_LIST, null])
  assert.equal(priceListIn('EUR', [PRICE_LIST, EURO]), EURO)
})

test('no list is in a currency whose amounts Stripe counts in another way', () => {
  for (const list of PRICE_LISTS) assert.equal(priceListIn(list.currency), list)
  for (const currency of ['GBP', 'EUR', 'JPY', 'KRW', 'VND']) {
    const list = { ...EURO, currency }
    assert.equal(priceListIn(currency, [list]), list)
  }
  // Without a hundredth for readers, with one at Stripe; or with a thousandth that must be 0 there.
  for (const currency of ['ISK', 'UGX', 'KWD', 'BHD', 'TND']) {
    assert.equal(priceListIn(currency, [{ ...EURO, currency }]), null, currency)
  }
})

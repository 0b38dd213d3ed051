import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { on, type Place } from '../place.ts'
import { ORDER, QUOTE, SCAN } from '../records.ts'
import { ordered, scanned } from '../seeds.ts'

export function quoteCases(place: Place): void {
  describe('quote', () => {
    test(
      'a quote changes its state alone',
      on(place, async ({ store: { quote }, store }) => {
        await scanned(store)
        await quote.addQuote(QUOTE)
        assert.deepEqual(await quote.quote(QUOTE.id), QUOTE)
        await quote.setQuoteState(QUOTE.id, 'expired')
        assert.deepEqual(await quote.quote(QUOTE.id), { ...QUOTE, state: 'expired' })
        assert.equal(await quote.quote('quo_2'), null)
      }),
    )

    test(
      'a quote expires when its time is over, and nobody has paid its order',
      on(place, async ({ store: { quote, order }, store }) => {
        await ordered(store)
        await quote.expireQuotes(QUOTE.expiresAt - 1)
        assert.equal((await quote.quote(QUOTE.id))?.state, 'open')
        await order.changeOrder(ORDER.id, ['unpaid'], { awaitingFunds: true })
        await quote.expireQuotes(QUOTE.expiresAt)
        assert.equal((await quote.quote(QUOTE.id))?.state, 'open', 'its payment is on its way')
        await order.changeOrder(ORDER.id, ['unpaid'], { awaitingFunds: false })
        await quote.expireQuotes(QUOTE.expiresAt)
        assert.equal((await quote.quote(QUOTE.id))?.state, 'expired')
      }),
    )

    test(
      'the last filter of a scan is kept',
      on(place, async ({ store: { quote }, store }) => {
        await scanned(store)
        assert.equal(await quote.savedFilter(SCAN.id), null)
        await quote.saveFilter(SCAN.id, QUOTE.filter)
        await quote.saveFilter(SCAN.id, { types: [], from: null, to: '2026-01-01' })
        assert.deepEqual(await quote.savedFilter(SCAN.id), {
          types: [],
          from: null,
          to: '2026-01-01',
        })
      }),
    )
  })
}

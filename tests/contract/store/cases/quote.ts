import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { on, type Place } from '../place.ts'
import { QUOTE, SCAN } from '../records.ts'
import { scanned } from '../seeds.ts'

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
      'a new quote supersedes the open ones and no others',
      on(place, async ({ store: { quote }, store }) => {
        await scanned(store)
        await quote.addQuote(QUOTE)
        await quote.addQuote({ ...QUOTE, id: 'quo_2', state: 'accepted' })
        await quote.addQuote({ ...QUOTE, id: 'quo_3' })
        await quote.supersedeQuotes(QUOTE.connectionId, 'quo_3')
        const states = ['quo_1', 'quo_2', 'quo_3'].map(async (id) => (await quote.quote(id))?.state)
        assert.deepEqual(await Promise.all(states), ['superseded', 'accepted', 'open'])
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

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { on, type Place } from '../place.ts'
import { document, NOW, ORDER, QUOTE, SCAN } from '../records.ts'
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
      'PDFs that were paid for are marked beside the files of their document',
      on(place, async ({ store, store: { quote } }) => {
        const days = ['2026-01-31', '2026-03-31', null, '2026-05-31']
        const drawn = days.map((day, seq) => document(seq, { type: 'quotes', day, files: seq }))
        // A contact has no PDF.
        await scanned(store, [...drawn, document(4, { type: 'contacts', updatedAt: null })])
        const filter = { types: ['quotes', 'contacts'], from: '2026-02-01', to: null } as const
        const pages = async (after: number, limit: number) =>
          (await quote.drawnDocuments(SCAN.id, filter, after, limit)).map((one) => one.seq)
        assert.deepEqual([await pages(-1, 2), await pages(2, 2)], [[1, 2], [3]])
        const [first] = await quote.drawnDocuments(SCAN.id, filter, -1, 1)
        assert.deepEqual(first, { seq: 1, recordId: 'record-1', updatedAt: NOW })
        const none = { ...filter, types: [] }
        assert.deepEqual(await quote.drawnDocuments(SCAN.id, none, -1, 9), [])

        await quote.setCompared(SCAN.id, [{ seq: 1, paid: 1 }])
        await quote.setComparedPdfs(SCAN.id, [0, 1, 2])
        await quote.setComparedPdfs(SCAN.id, [2])
        await quote.setCompared(SCAN.id, [{ seq: 2, paid: 2 }])
        await quote.setComparedPdfs(SCAN.id, [])
        const all = { from: null, to: null }
        const pdfs = await quote.paidPdfsByType(SCAN.id, all)
        assert.deepEqual(pdfs, [{ type: 'quotes', files: 3 }])
        assert.deepEqual(await quote.paidPdfsByType(SCAN.id, filter), [
          { type: 'quotes', files: 2 },
        ])
        assert.deepEqual(await quote.paidFilesByType(SCAN.id, all), [{ type: 'quotes', files: 3 }])
        await quote.clearCompared(SCAN.id)
        assert.deepEqual(await quote.paidPdfsByType(SCAN.id, all), [])
      }),
    )

    test(
      'what one order paid for is told apart from the others',
      on(place, async ({ store: { quote } }) => {
        const paid = { organisation: 'books', fingerprint: 'a', orderId: ORDER.id, files: 2 }
        await quote.addPaid([paid, { ...paid, orderId: 'ord_2', files: 5 }])
        assert.deepEqual([...(await quote.paidFilesBy(ORDER.id, ['a', 'b']))], [['a', 2]])
        assert.deepEqual([...(await quote.paidFilesBy('ord_3', ['a']))], [])
        assert.deepEqual([...(await quote.paidFilesBy(ORDER.id, []))], [])
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

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { PaidDocument } from '../../../../src/ports/store/quote.ts'
import { on, type Place } from '../place.ts'
import { CONNECTION, document, NOW, ORDER, QUOTE, SCAN } from '../records.ts'
import { backedUp, ordered, scanned } from '../seeds.ts'
import { REFUND } from './money.ts'

const paid = (fingerprint: string, files: number, orderId = ORDER.id): PaidDocument => ({
  organisation: 'books',
  fingerprint,
  orderId,
  files,
})

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
      'the mark of what was paid for never comes back to an earlier one',
      on(place, async ({ store }) => {
        await backedUp(store, [])
        const { quote, order, erasing } = store
        const marks: string[] = []
        const after = async (change: Promise<unknown>) => {
          await change
          marks.push(await quote.paidMark('books'))
        }
        await order.addRefund(REFUND)
        await after(quote.addPaid([paid('a', 2)]))
        await after(quote.addPaid([paid('b', 2, 'ord_2')]))
        await after(quote.forgetPaid('ord_2'))
        await after(quote.addPaid([paid('c', 2, 'ord_3')]))
        await after(quote.unpay(ORDER.id, 1, [paid('a', 1)], NOW))
        await after(quote.growPaid(paid('c', 1, 'ord_3')))
        // Two people have the same books; one of them takes everything away.
        await after(erasing.anonymise('del_1', CONNECTION.id))
        await after(quote.forgetPaid('ord_3'))
        await after(quote.addPaid([paid('a', 2)]))
        assert.equal(new Set(marks).size, marks.length, marks.join(' '))
        const mark = marks.at(-1)
        await quote.addPaid([paid('d', 1), { ...paid('e', 1), organisation: 'others' }])
        const others = await quote.paidMark('others')
        await quote.forgetPaid(ORDER.id)
        assert.notEqual(await quote.paidMark('books'), mark)
        assert.notEqual(await quote.paidMark('others'), others)
        await quote.forgetPaid('ord_9')
        assert.equal(await quote.paidMark('nobody'), '')
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

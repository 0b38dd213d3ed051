import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { on, type Place } from '../place.ts'
import { document, SCAN } from '../records.ts'
import { scanned } from '../seeds.ts'

const NO_RANGE = { from: null, to: null }
const DOCUMENTS = [
  document(0, { day: '2024-12-31', files: 1 }),
  document(1, { day: '2025-01-01', files: 2 }),
  document(2, { day: '2025-06-30', files: 4 }),
  document(3, { day: '2025-06-30', files: 0 }),
  document(4, { type: 'contacts', day: null, files: 8 }),
  document(5, { type: 'receipts', day: '2026-01-01', files: null, flagged: true }),
  document(6, { type: 'receipts', day: '2026-01-01', files: null, flagged: false }),
  document(7, { type: 'quotes', day: '2026-01-01', files: null, flagged: null }),
]

export function scanCountCases(place: Place): void {
  describe('counts of a scan', () => {
    test(
      'by type: records with files, and a flagged one that is not counted as one file',
      on(place, async ({ store }) => {
        await scanned(store, DOCUMENTS)
        assert.deepEqual(await store.scan.countsByType(SCAN.id, NO_RANGE), [
          { type: 'bills', documents: 3, files: 7 },
          { type: 'contacts', documents: 1, files: 8 },
          { type: 'receipts', documents: 1, files: 1 },
        ])
        assert.deepEqual(await store.scan.countsByType('scn_2', NO_RANGE), [])
      }),
    )

    test(
      'by type in a range: both days included, records without a day always',
      on(place, async ({ store: { scan }, store }) => {
        await scanned(store, DOCUMENTS)
        const contacts = { type: 'contacts', documents: 1, files: 8 }
        assert.deepEqual(
          await scan.countsByType(SCAN.id, { from: '2025-01-01', to: '2025-06-30' }),
          [{ type: 'bills', documents: 2, files: 6 }, contacts],
        )
        assert.deepEqual(await scan.countsByType(SCAN.id, { from: null, to: '2024-12-31' }), [
          { type: 'bills', documents: 1, files: 1 },
          contacts,
        ])
        assert.deepEqual(await scan.countsByType(SCAN.id, { from: '2027-01-01', to: null }), [
          contacts,
        ])
      }),
    )

    test(
      'by type and month, newest first, no day last; guesses and sizes are told',
      on(place, async ({ store: { scan }, store }) => {
        const sized = [document(8, { files: 2, bytes: 900 }), document(9, { type: 'quotes' })]
        await scanned(store, [...DOCUMENTS, ...sized])
        assert.equal(await scan.hasGuesses(SCAN.id), false)
        await scan.count(SCAN.id, [{ seq: 9, files: 3, guessed: true }], 1)
        assert.equal(await scan.hasGuesses(SCAN.id), true)
        const [nine, other] = ['record-9', 'another'].map((id) =>
          scan.seqOf(SCAN.id, 'Invoices', id),
        )
        assert.deepEqual([await nine, await other], [9, null])
        const plain = { documents: 1, exact: true, sizedFiles: 0, bytes: 0 }
        assert.deepEqual(await scan.countsByMonth(SCAN.id), [
          { ...plain, type: 'bills', month: '2026-03', files: 2, sizedFiles: 2, bytes: 900 },
          { ...plain, type: 'quotes', month: '2026-03', files: 3, exact: false },
          { ...plain, type: 'receipts', month: '2026-01', files: 1 },
          { ...plain, type: 'bills', month: '2025-06', files: 4 },
          { ...plain, type: 'bills', month: '2025-01', files: 2 },
          { ...plain, type: 'bills', month: '2024-12', files: 1 },
          { ...plain, type: 'contacts', month: null, files: 8 },
        ])
        assert.equal(await scan.isCounted(SCAN.id, 'Invoices', 'record-9'), false)
        assert.equal(await scan.isCounted(SCAN.id, 'Invoices', 'record-8'), true)
        assert.equal(await scan.isCounted(SCAN.id, 'Invoices', 'record-5'), false)
        assert.deepEqual(await scan.countsByMonth('scn_2'), [])
      }),
    )

    test(
      'documents are counted in their order, a few at a time',
      on(place, async ({ store: { scan }, store }) => {
        await scanned(store, DOCUMENTS)
        const [first] = await scan.uncounted(SCAN.id, 1)
        assert.deepEqual(first, DOCUMENTS[5])
        await scan.count(
          SCAN.id,
          [
            { seq: 5, files: 3 },
            { seq: 6, files: 0 },
          ],
          2,
        )
        await scan.count(SCAN.id, [], 1)
        assert.deepEqual(await scan.uncounted(SCAN.id, 9), [DOCUMENTS[7]])
        assert.deepEqual(await scan.documentCount(SCAN.id), { all: 8, counted: 7 })
        assert.equal((await scan.scan(SCAN.id))?.calls, 3)
      }),
    )

    test(
      'more documents than one statement can carry',
      on(place, async ({ store: { scan }, store }) => {
        const many = Array.from({ length: 4_100 }, (_, seq) => document(seq))
        await scanned(store, many)
        await scan.count(
          SCAN.id,
          many.map(({ seq }) => ({ seq, files: seq % 2 })),
          1,
        )
        assert.deepEqual(await scan.countsByType(SCAN.id, NO_RANGE), [
          { type: 'bills', documents: 2_050, files: 2_050 },
        ])
      }),
    )
  })
}

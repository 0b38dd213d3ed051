import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { RawPage } from '../../../../src/ports/store/scan.ts'
import { on, type Place } from '../place.ts'
import { CONNECTION, document, NOW, RESOURCE, SCAN, step } from '../records.ts'
import { scanned } from '../seeds.ts'

const PAGE: RawPage = {
  scanId: SCAN.id,
  resource: 'Invoices',
  page: 1,
  storageKey: 'pages/1',
  records: 2,
  bytes: 10,
  sha256: 'aa',
}

export function scanCases(place: Place): void {
  describe('scan', () => {
    test(
      'a scan is kept with its resources, in the order of the catalogue',
      on(place, async ({ store }) => {
        await scanned(store)
        const later = { ...SCAN, id: 'scn_2', createdAt: NOW + 1, exact: false }
        const first = { ...RESOURCE, scanId: 'scn_2', resource: 'Accounts', position: 0 }
        const second = { ...first, resource: 'Quotes', position: 1 }
        assert.equal(await store.scan.addScan(later, [second, first]), false)
        assert.equal(await store.scan.scan(later.id), null)
        await store.scan.updateScan(SCAN.id, { state: 'done' })
        assert.equal(await store.scan.addScan(later, [second, first]), true)
        assert.deepEqual(await store.scan.scan(SCAN.id), { ...SCAN, state: 'done' })
        assert.deepEqual(await store.scan.latestScan(CONNECTION.id), later)
        assert.deepEqual(await store.scan.resources('scn_2'), [first, second])
        assert.equal(await store.scan.scan('scn_3'), null)
      }),
    )

    test(
      'a change leaves everything else',
      on(place, async ({ store }) => {
        await scanned(store)
        await store.scan.updateScan(SCAN.id, {})
        await store.scan.updateScan(SCAN.id, { exact: false, waitingUntil: NOW })
        await store.scan.updateScan(SCAN.id, { state: 'failed', failure: 'no' })
        const changed = { exact: false, waitingUntil: NOW, state: 'failed', failure: 'no' }
        assert.deepEqual(await store.scan.scan(SCAN.id), { ...SCAN, ...changed })
        const kind = async () => (await store.scan.scan(SCAN.id))?.waitsFor
        await store.scan.updateScan(SCAN.id, { failure: 'full', waitsFor: 'disk' })
        await store.scan.updateScan(SCAN.id, { exact: true })
        assert.equal(await kind(), 'disk')
        await store.scan.updateScan(SCAN.id, { failure: 'something else' })
        assert.equal(await kind(), null, 'what it waits for goes with its reason')
      }),
    )

    test(
      'a step recorded twice is there once',
      on(place, async ({ store: { scan }, store }) => {
        await scanned(store)
        const resource = { ...RESOURCE, state: 'fetching', nextPage: 2, records: 2 } as const
        const once = step([document(0), document(1)], { page: PAGE, resource })
        await scan.step(once)
        await scan.step({ ...once, page: { ...PAGE, sha256: 'bb' } })
        assert.deepEqual(await scan.pages(SCAN.id, 'Invoices'), [{ ...PAGE, sha256: 'bb' }])
        assert.deepEqual(await scan.resources(SCAN.id), [resource])
        assert.deepEqual(await scan.uncounted(SCAN.id, 10), [document(0), document(1)])
        assert.equal((await scan.scan(SCAN.id))?.calls, 2)
      }),
    )

    test(
      'a record keeps its seq and its count; a changed flag wants a new count',
      on(place, async ({ store: { scan }, store }) => {
        await scanned(store, [document(0), document(1), document(2, { flagged: false })])
        const counts = [0, 1, 2].map((seq) => ({ seq, files: 2 }))
        await scan.count(SCAN.id, counts, 1)
        const sameFlag = document(7, { recordId: 'record-0', number: 'new' })
        const changedFlag = document(8, { recordId: 'record-2', flagged: true })
        await scan.step(step([sameFlag, changedFlag]))
        assert.deepEqual(await scan.documentCount(SCAN.id), { all: 3, counted: 2 })
        assert.deepEqual(await scan.uncounted(SCAN.id, 9), [{ ...changedFlag, seq: 2 }])
      }),
    )

    test(
      'a new record whose seq is taken gets a free one',
      on(place, async ({ store: { scan }, store }) => {
        await scanned(store, [document(0), document(1), document(100)])
        const shifted = document(0, { recordId: 'new on top' })
        await scan.step(step([shifted, document(1, { recordId: 'record-0' }), document(2)]))
        const found = await scan.uncounted(SCAN.id, 10)
        assert.deepEqual(
          found.map(({ seq, recordId }) => [seq, recordId]),
          [
            [0, 'record-0'],
            [1, 'record-1'],
            [2, 'record-2'],
            [100, 'record-100'],
            [101, 'new on top'],
          ],
        )
      }),
    )

    test(
      'a record that comes twice in one step stands once',
      on(place, async ({ store: { scan }, store }) => {
        await scanned(store, [document(0), document(1, { recordId: 'record-0', number: 'last' })])
        const [only, ...others] = await scan.uncounted(SCAN.id, 10)
        assert.equal(only?.number, 'last')
        assert.deepEqual(others, [])
      }),
    )

    test(
      'one record id may stand in two resources',
      on(place, async ({ store: { scan }, store }) => {
        await scanned(store, [
          document(0),
          document(1, { recordId: 'record-0', resource: 'Quotes' }),
        ])
        assert.equal((await scan.documentCount(SCAN.id)).all, 2)
      }),
    )

    test(
      'steps at the same time lose nothing',
      on(place, async ({ store: { scan }, store }) => {
        await scanned(store)
        // All of them claim the same seqs.
        const claims = Array.from({ length: 8 }, (_, index) =>
          step([0, 1].map((seq) => document(seq, { recordId: `${index}/${seq}` }))),
        )
        await Promise.all(claims.map((claim) => scan.step(claim)))
        const found = await scan.uncounted(SCAN.id, 100)
        assert.equal(new Set(found.map((one) => one.seq)).size, 16)
        assert.equal((await scan.scan(SCAN.id))?.calls, 8)
      }),
    )
  })
}

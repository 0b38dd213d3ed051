import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { EVERYTHING } from '../../../../src/core/filter.ts'
import type { BackupDocument } from '../../../../src/ports/store/backup.ts'
import type { Store } from '../../../../src/ports/store/index.ts'
import { on, type Place } from '../place.ts'
import { BACKUP, document, NOW, RESOURCE, SCAN, step } from '../records.ts'
import { backedUp } from '../seeds.ts'

const FILE = { attachmentId: 'a-1', name: 'bill.pdf', mime: 'application/pdf', listedBytes: 7 }

/** A backup of one bill that Xero changed at `NOW`, with one file. */
async function oneBill(store: Store): Promise<BackupDocument> {
  await backedUp(store, [document(0, { files: 1, updatedAt: NOW })])
  const [bill] = await store.backup.pendingDocuments(BACKUP.id, 1)
  assert.ok(bill)
  return bill
}

/** Another backup's scan of the same bill, as Xero tells it now. */
async function later(store: Store, change: Parameters<typeof document>[1]) {
  const scanId = 'scn_2'
  await store.scan.updateScan(SCAN.id, { state: 'done' })
  await store.scan.addScan({ ...SCAN, id: scanId }, [{ ...RESOURCE, scanId }])
  const told = { ...document(0, { files: 1, updatedAt: NOW, ...change }), scanId }
  const found = step([told], { calls: 0 })
  await store.scan.step({
    ...found,
    scanId,
    page: null,
    documents: change === undefined ? [] : [told],
    resource: { ...RESOURCE, scanId, state: 'done' },
  })
  return { ...BACKUP, id: 'bak_2', orderId: null, scanId }
}

export function knownListingCases(place: Place): void {
  describe('lists that are known', () => {
    test(
      'a list is known until the record or its count of files changes',
      on(place, async ({ store: { backup, scan }, store }) => {
        const bill = await oneBill(store)
        assert.equal(await backup.known(BACKUP, bill), null)
        await backup.remember(BACKUP, bill, [FILE], [])
        assert.deepEqual(await backup.known(BACKUP, bill), { files: [FILE], unchanged: true })
        assert.deepEqual(await backup.knownCounts(SCAN.id, EVERYTHING), { documents: 1, files: 1 })
        assert.deepEqual(await backup.knownLeft(BACKUP), { documents: 1, files: 1 })
        const counted = { ...bill, expected: 2 }
        assert.equal((await backup.known(BACKUP, counted))?.unchanged, false)
        const moved = await later(store, { updatedAt: NOW + 1 })
        assert.equal((await backup.known(moved, bill))?.unchanged, false)
        assert.deepEqual(await backup.knownCounts('scn_2', EVERYTHING), { documents: 0, files: 1 })
        await backup.listed(bill, [])
        assert.deepEqual(await backup.knownLeft(BACKUP), { documents: 0, files: 0 })
        await scan.updateScan(SCAN.id, { exact: false })
        assert.equal((await backup.known(BACKUP, bill))?.unchanged, false)
      }),
    )

    test(
      'without a time of change a list is never taken for unchanged',
      on(place, async ({ store: { backup }, store }) => {
        await backedUp(store, [document(0, { files: 1, updatedAt: null })])
        const [bill] = await backup.pendingDocuments(BACKUP.id, 1)
        assert.ok(bill)
        await backup.remember(BACKUP, bill, [FILE], [])
        assert.equal((await backup.known(BACKUP, bill))?.unchanged, false)
      }),
    )

    test(
      'what has changed is told once for a backup',
      on(place, async ({ store: { backup }, store }) => {
        const bill = await oneBill(store)
        const { resource, recordId, number } = bill
        const change = { backupId: BACKUP.id, resource, recordId, number, attachmentId: 'a-1' }
        const vanished = { ...change, name: 'bill.pdf', change: 'vanished' as const }
        await backup.remember(BACKUP, bill, [], [vanished])
        await backup.remember(BACKUP, bill, [], [vanished])
        assert.deepEqual(await backup.changes(BACKUP.id), [vanished])
        assert.deepEqual(await backup.changes('bak_2'), [])
      }),
    )

    test(
      'a document is gone when a list that was read whole has it without files, or not at all',
      on(place, async ({ store: { backup }, store }) => {
        const bill = await oneBill(store)
        await backup.remember(BACKUP, bill, [FILE], [])
        assert.deepEqual(await backup.gone(BACKUP, 9), [])
        const { resource, recordId, number } = bill
        const empty = await later(store, { files: 0, flagged: false })
        const about = { resource, recordId, number }
        assert.deepEqual(await backup.gone(empty, 9), [{ ...about, files: [FILE] }])
      }),
    )
  })
}

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { EVERYTHING } from '../../../../src/core/filter.ts'
import type { BackupDocument } from '../../../../src/ports/store/backup.ts'
import type { Store } from '../../../../src/ports/store/index.ts'
import { on, type Place } from '../place.ts'
import { BACKUP, document, exception, file, NOW, RESOURCE, SCAN, step } from '../records.ts'
import { backedUp, ordered } from '../seeds.ts'

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
        const expected = { files: [FILE], unchanged: true, backupId: BACKUP.id }
        assert.deepEqual(await backup.known(BACKUP, bill), expected)
        assert.deepEqual(await backup.knownOf(BACKUP.connectionId, bill.resource), [bill.recordId])
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

    test(
      'files of the library that nobody has told from attachments are taken in once all lists are read',
      on(place, async ({ store: { backup }, store }) => {
        const doubtful = { resource: 'Files', type: 'library', files: 0, guessed: true } as const
        await ordered(store, [
          document(0, { files: 1 }),
          ...['a', 'b', 'c'].map((recordId, nth) =>
            document(nth + 1, { ...doubtful, recordId, updatedAt: NOW }),
          ),
          document(4, { ...doubtful, recordId: 'd', guessed: false }),
        ])
        const filter = { types: ['bills', 'library'] as const, from: null, to: null }
        await backup.addBackup({ ...BACKUP, filter })
        const [bill] = await backup.pendingDocuments(BACKUP.id, 9)
        const now = await backup.backup(BACKUP.id)
        assert.ok(bill && now)
        await backup.listed(bill, [{ ...file(bill, 0), attachmentId: 'A' }])
        assert.deepEqual(await backup.searchLibrary(now, 1), { added: 1, left: 1 })
        const [one] = await backup.pendingDocuments(BACKUP.id, 9)
        assert.ok(one)
        assert.deepEqual([one.recordId, one.expected], ['b', 0])
        await backup.listed(one, [file(one, 0)])
        const then = await backup.backup(BACKUP.id)
        assert.deepEqual([then?.documentsTotal, then?.filesTotal], [2, 2])
        const types = await backup.progressByType(BACKUP.id)
        assert.equal(types.find(({ type }) => type === 'library')?.files, 1)
        // A guess is not gone.
        await backup.remember(now, one, [FILE], [])
        assert.deepEqual(await backup.gone(now, 9), [])
        const told = { resource: 'Files', recordId: '', attachmentId: 'search' }
        await backup.except(exception(told), null, null)
        assert.deepEqual(await backup.searchLibrary(now, 1), { added: 0, left: 0 })
        const bills = { ...now, filter: { ...filter, types: ['bills'] as const } }
        assert.deepEqual(await backup.searchLibrary(bills, 9), { added: 0, left: 0 })
      }),
    )
  })
}

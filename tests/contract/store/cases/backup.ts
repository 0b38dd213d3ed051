import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { on, type Place } from '../place.ts'
import { BACKUP, CONNECTION, document, NOW } from '../records.ts'
import { backedUp, ordered } from '../seeds.ts'

const DOCUMENTS = [
  document(0, { type: 'contacts', day: null, files: 1 }),
  document(1, { day: '2025-01-01', files: 2 }),
  document(2, { day: '2026-01-01', files: 4 }),
  document(3, { day: '2026-01-01', files: 8 }),
  document(4, { day: '2026-01-01', files: 0 }),
  document(5, { day: '2024-01-01', files: null, flagged: true }),
  document(6, { day: '2024-01-01', files: null, flagged: null }),
  document(7, { type: 'receipts', files: 16 }),
]

export function backupCases(place: Place): void {
  describe('backup', () => {
    test(
      'copies the documents with files that pass the filter, newest first, no day last',
      on(place, async ({ store: { backup }, store }) => {
        await backedUp(store, DOCUMENTS)
        const pending = await backup.pendingDocuments(BACKUP.id, 10)
        assert.deepEqual(
          pending.map(({ seq, recordId, expected }) => [seq, recordId, expected]),
          [
            [0, 'record-2', 4],
            [1, 'record-3', 8],
            [2, 'record-1', 2],
            [3, 'record-5', 1],
            [4, 'record-0', 1],
          ],
        )
        const {
          scanId: _,
          flagged: __,
          updatedAt: ___,
          files,
          ...copied
        } = document(2, { day: '2026-01-01' })
        assert.deepEqual(pending[0], {
          ...copied,
          backupId: BACKUP.id,
          seq: 0,
          expected: 4,
          state: 'pending',
        })
        const totals = { documentsTotal: 5, filesTotal: 16 }
        assert.deepEqual(await backup.backup(BACKUP.id), { ...BACKUP, ...totals })
        assert.deepEqual(await backup.progressByType(BACKUP.id), [
          { type: 'bills', files: 15, done: 0 },
          { type: 'contacts', files: 1, done: 0 },
        ])
        assert.equal((await backup.pendingDocuments(BACKUP.id, 2)).length, 2)
      }),
    )

    test(
      'what it waits for stays with its reason, and goes with it',
      on(place, async ({ store: { backup }, store }) => {
        await backedUp(store, DOCUMENTS)
        const kind = async () => (await backup.backup(BACKUP.id))?.waitsFor
        const wait = { state: 'waiting', reason: 'full', waitsFor: 'disk' } as const
        await backup.changeBackup(BACKUP.id, ['pending'], wait)
        await backup.changeBackup(BACKUP.id, ['waiting'], { waitingUntil: NOW })
        assert.equal(await kind(), 'disk')
        await backup.changeBackup(BACKUP.id, ['waiting'], { state: 'paused', reason: 'by hand' })
        assert.equal(await kind(), null)
      }),
    )

    test(
      'keeps to the range of its filter',
      on(place, async ({ store: { backup }, store }) => {
        await ordered(store, DOCUMENTS)
        const filter = { types: BACKUP.filter.types, from: '2025-01-01', to: '2025-12-31' }
        await backup.addBackup({ ...BACKUP, filter })
        assert.deepEqual(
          (await backup.pendingDocuments(BACKUP.id, 10)).map((one) => one.recordId),
          ['record-1', 'record-0'],
        )
      }),
    )

    test(
      'may want no files at all',
      on(place, async ({ store: { backup }, store }) => {
        await ordered(store, DOCUMENTS)
        const none = { ...BACKUP, filter: { types: [], from: null, to: null } }
        assert.equal(await backup.addBackup(none), true)
        assert.deepEqual(await backup.backup(BACKUP.id), none)
        assert.deepEqual(await backup.pendingDocuments(BACKUP.id, 10), [])
        assert.deepEqual(await backup.progressByType(BACKUP.id), [])
      }),
    )

    test(
      'an order is backed up once, without an order one at a time',
      on(place, async ({ store: { backup }, store }) => {
        await ordered(store, DOCUMENTS)
        const added = await Promise.all(
          ['bak_1', 'bak_2'].map((id) => backup.addBackup({ ...BACKUP, id })),
        )
        assert.deepEqual([...added].sort(), [false, true])
        const won = added[0] ? 'bak_1' : 'bak_2'
        assert.equal((await backup.backupOfOrder('ord_1'))?.id, won)
        const later = { ...BACKUP, orderId: null, createdAt: NOW + 1 }
        assert.equal(await backup.addBackup({ ...later, id: 'bak_3' }), true)
        assert.equal(await backup.addBackup({ ...later, id: 'bak_4', createdAt: NOW + 2 }), false)
        await backup.changeBackup('bak_3', ['pending'], { state: 'complete' })
        assert.equal(await backup.addBackup({ ...later, id: 'bak_4', createdAt: NOW + 2 }), true)
        assert.deepEqual(
          (await backup.backupsOf(CONNECTION.id)).map(({ id }) => id),
          ['bak_4', 'bak_3', won],
        )
      }),
    )

    test(
      'changes only from a state it is in, and once when two try',
      on(place, async ({ store: { backup }, store }) => {
        await backedUp(store, [])
        const change = { state: 'running', startedAt: NOW, reason: null } as const
        assert.equal(await backup.changeBackup(BACKUP.id, ['paused'], change), false)
        assert.equal(await backup.changeBackup(BACKUP.id, [], change), false)
        const tried = await Promise.all(
          [1, 2].map(() => backup.changeBackup(BACKUP.id, ['pending'], change)),
        )
        assert.deepEqual([...tried].sort(), [false, true])
        assert.deepEqual(await backup.backup(BACKUP.id), { ...BACKUP, ...change })
      }),
    )

    test(
      'counts its calls',
      on(place, async ({ store: { backup }, store }) => {
        await backedUp(store, [])
        await Promise.all([1, 2, 3].map((calls) => backup.addCalls(BACKUP.id, calls)))
        assert.equal((await backup.backup(BACKUP.id))?.calls, 6)
      }),
    )
  })
}

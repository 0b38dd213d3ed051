import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Store } from '../../../../src/ports/store/index.ts'
import { on, type Place } from '../place.ts'
import { ARCHIVE, BACKUP, BYTES, document, exception, file } from '../records.ts'
import { backedUp } from '../seeds.ts'

/** Three bills: a file that is kept, one that could not be had, and a list that could not be had. */
async function endedWithExceptions(store: Store) {
  const days = ['2026-01-03', '2026-01-02', '2026-01-01']
  await backedUp(
    store,
    days.map((day, seq) => document(seq, { day, files: 1 })),
  )
  const [first, second, third] = await store.backup.pendingDocuments(BACKUP.id, 3)
  assert.ok(first && second && third)
  await store.backup.listed(first, [file(first, 0)])
  await store.backup.kept(file(first, 0), BYTES)
  await store.backup.listed(second, [file(second, 0)])
  await store.backup.except(exception({ attachmentId: 'a' }), file(second, 0), null)
  await store.backup.except(exception({ attachmentId: '' }), null, third)
  await store.archive.startArchive(ARCHIVE)
  await store.archive.finishArchive({ ...ARCHIVE, state: 'ready' })
  await store.backup.changeBackup(BACKUP.id, ['pending'], {
    state: 'complete with exceptions',
    finishedAt: 7,
  })
}

const NEXT = { ...ARCHIVE, id: 'arc_2', version: 2 }

export function backupRetryCases(place: Place): void {
  describe('what a backup does again', () => {
    test(
      'a retry wants the exceptions again and nothing else, once',
      on(place, async ({ store: { backup, archive }, store }) => {
        await endedWithExceptions(store)
        assert.deepEqual(await backup.retry(BACKUP.id, NEXT), { files: 1, documents: 1 })
        assert.equal(await backup.retry(BACKUP.id, { ...NEXT, id: 'arc_3' }), null)
        const now = await backup.backup(BACKUP.id)
        assert.equal(now?.state, 'pending')
        assert.equal(now?.finishedAt, null)
        assert.equal(now?.exceptions, 0)
        assert.deepEqual([now?.documentsDone, now?.filesDone], [2, 1])
        assert.deepEqual(await backup.exceptions(BACKUP.id), [])
        assert.equal((await backup.wantedFiles(BACKUP.id, 10)).length, 1)
        assert.equal((await backup.pendingDocuments(BACKUP.id, 10)).length, 1)
        assert.equal((await backup.keptFiles(BACKUP.id, null, 10)).length, 1)
        // Until the next version is ready, the one that is there can be had.
        assert.equal((await archive.archiveOfBackup(BACKUP.id))?.id, ARCHIVE.id)
        assert.equal((await archive.newestArchive(BACKUP.id))?.id, NEXT.id)
        await archive.startArchive(NEXT)
        await archive.finishArchive({ ...NEXT, state: 'ready' })
        assert.equal((await archive.archiveOfBackup(BACKUP.id))?.id, NEXT.id)
        assert.equal((await archive.archive(ARCHIVE.id))?.state, 'deleted')
        await assert.rejects(archive.startArchive(NEXT), { reason: 'conflict' })
      }),
    )

    test(
      'without an exception that can be fetched again a retry changes nothing',
      on(place, async ({ store: { backup }, store }) => {
        await backedUp(store, [])
        await backup.except(exception({ recordId: '' }), null, null)
        await backup.changeBackup(BACKUP.id, ['pending'], {
          state: 'complete with exceptions',
          finishedAt: 7,
        })
        const before = await backup.backup(BACKUP.id)
        assert.equal(await backup.retry(BACKUP.id, NEXT), null)
        assert.deepEqual(await backup.backup(BACKUP.id), before)
      }),
    )

    test(
      'a damaged file is wanted again, and its bytes are held no longer',
      on(place, async ({ store: { backup }, store }) => {
        await endedWithExceptions(store)
        const kept = await backup.keptFiles(BACKUP.id, null, 10)
        const [one] = kept
        assert.ok(one)
        assert.ok(await backup.held(BACKUP.connectionId, one.attachmentId))
        await backup.lost(kept)
        await backup.lost(kept)
        assert.equal(await backup.held(BACKUP.connectionId, one.attachmentId), null)
        const now = await backup.backup(BACKUP.id)
        assert.deepEqual([now?.filesDone, now?.bytesDone], [0, 0])
        const [wanted] = await backup.wantedFiles(BACKUP.id, 10)
        assert.deepEqual([wanted?.attempts, wanted?.storageKey], [one.attempts + 1, null])
        assert.equal((await backup.progressByType(BACKUP.id))[0]?.done, 0)
      }),
    )
  })
}

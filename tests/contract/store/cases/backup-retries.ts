import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Store } from '../../../../src/ports/store/index.ts'
import { on, type Place } from '../place.ts'
import {
  ARCHIVE,
  BACKUP,
  BYTES,
  document,
  exception,
  file,
  NOW,
  RESOURCE,
  SCAN,
  step,
} from '../records.ts'
import { backedUp, ordered } from '../seeds.ts'

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
const NO_LISTS = { lists: [], renewed: false, reread: false }

export function backupRetryCases(place: Place): void {
  describe('what a backup does again', () => {
    test(
      'a retry wants the exceptions again and nothing else, once',
      on(place, async ({ store: { backup, archive }, store }) => {
        await endedWithExceptions(store)
        assert.equal(await backup.retryable(BACKUP.id, false), 2)
        const again = await backup.retry(BACKUP.id, NEXT, NO_LISTS)
        assert.deepEqual(again, { files: 1, documents: 1, records: 0, lists: 0 })
        assert.equal(await backup.retry(BACKUP.id, { ...NEXT, id: 'arc_3' }, NO_LISTS), null)
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
        await backup.except(exception({ recordId: '', cause: 'added' }), null, null)
        await backup.except(exception({ reason: 'Not permitted: no right.' }), null, null)
        assert.equal(await backup.retryable(BACKUP.id, false), 0)
        assert.equal(await backup.retryable(BACKUP.id, true), 1)
        await backup.changeBackup(BACKUP.id, ['pending'], {
          state: 'complete with exceptions',
          finishedAt: 7,
        })
        const before = await backup.backup(BACKUP.id)
        assert.equal(await backup.retry(BACKUP.id, NEXT, NO_LISTS), null)
        assert.deepEqual(await backup.backup(BACKUP.id), before)
      }),
    )

    test(
      'single answers are tried again, and told as before only when that is cancelled',
      on(place, async ({ store: { backup, scan }, store }) => {
        await endedWithExceptions(store)
        const history = exception({ resource: 'History', recordId: 'a', attachmentId: '' })
        await backup.except(history, null, null)
        await scan.updateScan(SCAN.id, { state: 'done', finishedAt: NOW })
        const plan = { lists: [RESOURCE.resource], renewed: false, reread: false }
        const again = await backup.retry(BACKUP.id, NEXT, plan)
        assert.deepEqual(again, { files: 1, documents: 1, records: 1, lists: 1 })
        assert.deepEqual(await backup.exceptions(BACKUP.id), [])
        assert.equal((await scan.scan(SCAN.id))?.state, 'scanning')
        const [row] = await scan.resources(SCAN.id)
        assert.deepEqual([row?.state, row?.nextPage, row?.reason], ['pending', 1, null])
        assert.equal(row?.readings, 1)
        assert.equal(await backup.cancelBackup(BACKUP.id, NOW), 'cancelled')
        const told = await backup.exceptions(BACKUP.id)
        assert.equal(told.length, 3)
        assert.ok(told.some((one) => one.resource === 'History'))
        const ended = await backup.backup(BACKUP.id)
        // When it had ended before: what was allowed since then may still be tried.
        assert.deepEqual([ended?.exceptions, ended?.finishedAt], [3, 7])
        await scan.updateScan(SCAN.id, { state: 'done', finishedAt: NOW })
        await backup.retry(BACKUP.id, { ...NEXT, id: 'arc_4' }, NO_LISTS)
        await backup.endRetry(BACKUP.id)
        assert.deepEqual(await backup.exceptions(BACKUP.id), [])
        assert.equal((await backup.backup(BACKUP.id))?.exceptions, 0)
      }),
    )

    test(
      'a list that is read again adds the files that the backup does not know',
      on(place, async ({ store: { backup }, store }) => {
        await backedUp(store, [document(0, { files: 2 })])
        const [one] = await backup.pendingDocuments(BACKUP.id, 1)
        assert.ok(one)
        const first = file(one, 0)
        await backup.listed(one, [first])
        await backup.kept(first, BYTES)
        const about = { resource: one.resource, recordId: one.recordId, attachmentId: '' }
        await backup.except(exception(about), null, null)
        await backup.changeBackup(BACKUP.id, ['pending'], { state: 'complete with exceptions' })
        await backup.retry(BACKUP.id, NEXT, NO_LISTS)
        const [again] = await backup.pendingDocuments(BACKUP.id, 10)
        assert.ok(again)
        const more = { ...file(one, 0), attachmentId: 'more' }
        const fresh = await backup.listed(again, [more, { ...first, position: 1 }])
        assert.deepEqual(
          fresh.map((each) => each.position),
          [1],
        )
        const wanted = await backup.wantedFiles(BACKUP.id, 10)
        assert.deepEqual(
          wanted.map((each) => [each.attachmentId, each.position]),
          [['more', 1]],
        )
        const now = await backup.backup(BACKUP.id)
        assert.deepEqual([now?.filesTotal, now?.filesDone, now?.documentsDone], [2, 1, 1])
      }),
    )

    test(
      'documents that the scan finds later are taken in once, and a file of the library stands once',
      on(place, async ({ store: { backup, scan }, store }) => {
        await ordered(store, [
          document(0, { files: 1 }),
          document(1, { resource: 'Files', recordId: 'a', type: 'library', files: 1 }),
        ])
        const filter = { types: ['bills', 'library'] as const, from: null, to: null }
        await backup.addBackup({ ...BACKUP, filter })
        await scan.step(step([document(2, { files: 2 }), document(3, { files: 0 })]))
        const now = await backup.backup(BACKUP.id)
        assert.ok(now)
        const free = { ...now, orderId: null }
        assert.equal(await backup.takeIn(free), 1)
        assert.equal(await backup.takeIn(free), 0)
        const taken = await backup.backup(BACKUP.id)
        assert.deepEqual([taken?.documentsTotal, taken?.filesTotal], [3, 4])
        for (const one of await backup.pendingDocuments(BACKUP.id, 10)) {
          const own = {
            ...file(one, 0),
            attachmentId: one.recordId === 'record-2' ? 'A' : one.recordId,
          }
          await backup.listed(one, [own])
          await backup.kept(own, BYTES)
        }
        await backup.dropTwice(BACKUP.id)
        await backup.dropTwice(BACKUP.id)
        const kept = await backup.keptFiles(BACKUP.id, null, 10)
        assert.deepEqual(kept.map((one) => one.attachmentId).sort(), ['A', 'record-0'])
        const end = await backup.backup(BACKUP.id)
        assert.deepEqual([end?.filesTotal, end?.filesDone], [2, 2])
        const types = await backup.progressByType(BACKUP.id)
        assert.deepEqual(types.find((one) => one.type === 'library')?.files, 0)
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

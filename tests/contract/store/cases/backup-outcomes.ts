import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { BackupDocument } from '../../../../src/ports/store/backup.ts'
import type { Store } from '../../../../src/ports/store/index.ts'
import { on, type Place } from '../place.ts'
import { BACKUP, BYTES, CONNECTION, document, exception, file } from '../records.ts'
import { backedUp } from '../seeds.ts'

/** A backup of three bills, of which the scan counted one file each. */
async function threeBills(store: Store): Promise<readonly [BackupDocument, BackupDocument]> {
  const days = ['2026-01-03', '2026-01-02', '2026-01-01']
  await backedUp(
    store,
    days.map((day, seq) => document(seq, { day, files: 1 })),
  )
  const [first, second] = await store.backup.pendingDocuments(BACKUP.id, 3)
  assert.ok(first && second)
  return [first, second]
}

const counters = async (store: Store) => {
  const backup = await store.backup.backup(BACKUP.id)
  assert.ok(backup)
  const { documentsDone, filesTotal, filesDone, bytesDone, exceptions } = backup
  return { documentsDone, filesTotal, filesDone, bytesDone, exceptions }
}

const NOTHING_DONE = { documentsDone: 0, filesTotal: 3, filesDone: 0, bytesDone: 0, exceptions: 0 }

export function backupOutcomeCases(place: Place): void {
  describe('outcomes of a backup', () => {
    test(
      'a list corrects the number of files, once',
      on(place, async ({ store: { backup }, store }) => {
        const [first, second] = await threeBills(store)
        const three = [0, 1, 2].map((position) => file(first, position))
        await backup.listed(first, three)
        await backup.listed(first, three)
        await backup.listed(second, [])
        assert.deepEqual(await counters(store), {
          ...NOTHING_DONE,
          documentsDone: 2,
          filesTotal: 4,
        })
        assert.deepEqual(await backup.progressByType(BACKUP.id), [
          { type: 'bills', files: 4, done: 0 },
        ])
        const { resource, recordId, type, day, number, contact } = first
        const about = { resource, recordId, type, day, number, contact }
        assert.deepEqual(
          await backup.wantedFiles(BACKUP.id, 10),
          three.map((one) => ({ ...one, ...about, oddSha256: null })),
        )
        assert.equal((await backup.pendingDocuments(BACKUP.id, 10)).length, 1)
      }),
    )

    test(
      'a kept file counts once, also when two say so',
      on(place, async ({ store: { backup }, store }) => {
        const [first] = await threeBills(store)
        await backup.listed(first, [file(first, 0)])
        await Promise.all([1, 2].map(() => backup.kept(file(first, 0), BYTES)))
        await backup.kept(file(first, 0), { ...BYTES, bytes: 1 })
        await backup.except(exception(), file(first, 0), null)
        await backup.failedOnce(file(first, 0))
        assert.deepEqual(await counters(store), {
          ...NOTHING_DONE,
          documentsDone: 1,
          filesDone: 1,
          bytesDone: BYTES.bytes,
        })
        assert.deepEqual(await backup.progressByType(BACKUP.id), [
          { type: 'bills', files: 3, done: 1 },
        ])
        const [kept, ...others] = await backup.keptFiles(BACKUP.id, null, 10)
        assert.deepEqual(others, [])
        assert.deepEqual({ ...kept, ...BYTES, state: 'kept', attempts: 0 }, kept)
        assert.deepEqual(await backup.exceptions(BACKUP.id), [])
      }),
    )

    test(
      'bytes are held for the organisation, whichever backup brought them',
      on(place, async ({ store: { backup }, store }) => {
        const [first] = await threeBills(store)
        await backup.listed(first, [file(first, 0)])
        const { attachmentId } = file(first, 0)
        assert.equal(await backup.held(CONNECTION.id, attachmentId), null)
        await backup.kept(file(first, 0), BYTES)
        assert.deepEqual(await backup.held(CONNECTION.id, attachmentId), BYTES)
        assert.equal(await backup.held('con_2', attachmentId), null)
        await backup.addBackup({ ...BACKUP, id: 'bak_2', orderId: null })
        const again = { ...first, backupId: 'bak_2' }
        await backup.listed(again, [file(again, 0)])
        await backup.kept(file(again, 0), BYTES)
        assert.equal((await backup.keptFiles('bak_2', null, 10)).length, 1)
      }),
    )

    test(
      'a file that failed goes behind those that did not',
      on(place, async ({ store: { backup }, store }) => {
        const [first, second] = await threeBills(store)
        await backup.listed(first, [file(first, 0), file(first, 1)])
        await backup.listed(second, [file(second, 0)])
        await backup.failedOnce(file(first, 0))
        await backup.failedOnce(file(first, 0))
        assert.deepEqual(
          (await backup.wantedFiles(BACKUP.id, 10)).map((one) => [
            one.documentSeq,
            one.position,
            one.attempts,
          ]),
          [
            [0, 1, 0],
            [1, 0, 0],
            [0, 0, 1],
          ],
        )
        assert.equal((await backup.wantedFiles(BACKUP.id, 2)).length, 2)
      }),
    )

    test(
      'a file, a document or a resource that can not be had is told once',
      on(place, async ({ store: { backup }, store }) => {
        const [first, second] = await threeBills(store)
        await backup.listed(first, [file(first, 0)])
        const ofFile = exception({ attachmentId: 'a', name: 'scan.pdf' })
        const ofDocument = exception({ recordId: second.recordId, number: 'INV-9' })
        const ofResource = exception({ resource: 'Quotes', recordId: '', number: '' })
        for (let time = 0; time < 2; time += 1) {
          await backup.except(ofFile, file(first, 0), null)
          await backup.except(ofDocument, null, second)
          await backup.except(ofResource, null, null)
        }
        await backup.kept(file(first, 0), BYTES)
        await backup.listed(second, [file(second, 0)])
        assert.deepEqual(await backup.exceptions(BACKUP.id), [ofFile, ofDocument, ofResource])
        assert.deepEqual(await counters(store), {
          ...NOTHING_DONE,
          documentsDone: 2,
          exceptions: 3,
        })
        assert.deepEqual(await backup.wantedFiles(BACKUP.id, 10), [])
        assert.equal((await backup.pendingDocuments(BACKUP.id, 10)).length, 1)
      }),
    )

    test(
      'the same attachment may fail on two documents',
      on(place, async ({ store: { backup }, store }) => {
        const [first, second] = await threeBills(store)
        for (const one of [first, second]) {
          const same = { ...file(one, 0), attachmentId: 'same' }
          await backup.listed(one, [same])
          await backup.except(exception({ attachmentId: 'same' }), same, null)
        }
        assert.equal((await backup.exceptions(BACKUP.id)).length, 2)
      }),
    )

    test(
      'kept files come in document order, page by page',
      on(place, async ({ store: { backup }, store }) => {
        const documents = await threeBills(store)
        for (const one of [...documents].reverse()) {
          const files = [0, 1].map((position) => file(one, position))
          await backup.listed(one, files)
          for (const wanted of files) await backup.kept(wanted, BYTES)
        }
        const places = (files: readonly { documentSeq: number; position: number }[]) =>
          files.map((one) => `${one.documentSeq}/${one.position}`)
        const start = await backup.keptFiles(BACKUP.id, null, 3)
        assert.deepEqual(places(start), ['0/0', '0/1', '1/0'])
        const rest = await backup.keptFiles(BACKUP.id, start[0] ?? null, 10)
        assert.deepEqual(places(rest), ['0/1', '1/0', '1/1'])
      }),
    )
  })
}

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { on, type Place, sharedOnly } from '../place.ts'
import { ARCHIVE, BACKUP, entry } from '../records.ts'
import { backedUp } from '../seeds.ts'

export function archiveCases(place: Place): void {
  describe('archive', () => {
    test(
      'is found by its id and its backup, and finished',
      on(place, async ({ store: { archive }, store }) => {
        await backedUp(store, [])
        assert.equal(await archive.archiveOfBackup(BACKUP.id), null)
        await archive.startArchive(ARCHIVE)
        assert.deepEqual(await archive.archive(ARCHIVE.id), ARCHIVE)
        const ready = {
          ...ARCHIVE,
          state: 'ready',
          bytes: 9_000_000_000,
          directoryCrc32: 0xffff_fffe,
        } as const
        await archive.finishArchive(ready)
        assert.deepEqual(await archive.archiveOfBackup(BACKUP.id), ready)
        await assert.rejects(archive.startArchive({ ...ARCHIVE, id: 'arc_2' }), {
          kind: 'refuse',
          reason: 'conflict',
        })
        assert.deepEqual(await archive.archive(ARCHIVE.id), ready)
      }),
    )

    test(
      'an unfinished one starts anew without its entries',
      on(place, async ({ store: { archive }, store }) => {
        await backedUp(store, [])
        await archive.startArchive(ARCHIVE)
        await archive.addEntries([entry(0), entry(1)])
        await archive.startArchive(ARCHIVE)
        assert.deepEqual(await archive.entries(ARCHIVE.id, 0, 10), [])
        const other = { ...ARCHIVE, id: 'arc_2' }
        await archive.startArchive(other)
        assert.equal(await archive.archive(ARCHIVE.id), null)
        assert.deepEqual(await archive.archiveOfBackup(BACKUP.id), other)
      }),
    )

    test(
      'starts at once leave one',
      sharedOnly(place),
      on(place, async (bench) => {
        await backedUp(bench.store, [])
        const stores = [bench.store, await bench.another()]
        await Promise.all(
          [...stores, ...stores].map((store, index) =>
            store.archive.startArchive({ ...ARCHIVE, id: `arc_${index}` }),
          ),
        )
        const left = await bench.store.archive.archiveOfBackup(BACKUP.id)
        assert.equal(left?.state, 'building')
      }),
    )

    test(
      'entries come in order, also when some are written twice',
      on(place, async ({ store: { archive }, store }) => {
        await backedUp(store, [])
        await archive.startArchive(ARCHIVE)
        await archive.addEntries([])
        await archive.addEntries(Array.from({ length: 1_100 }, (_, seq) => entry(seq)))
        await archive.addEntries([entry(1, { path: 'again' }), entry(1_100)])
        assert.deepEqual(await archive.entries(ARCHIVE.id, 0, 2), [
          entry(0),
          entry(1, { path: 'again' }),
        ])
        assert.deepEqual(await archive.entries(ARCHIVE.id, 1_099, 10), [entry(1_099), entry(1_100)])
      }),
    )

    test(
      'an offset leads to the entry that starts at or before it',
      on(place, async ({ store: { archive }, store }) => {
        await backedUp(store, [])
        await archive.startArchive(ARCHIVE)
        const far = entry(2, { offset: 6_000_000_000 })
        await archive.addEntries([entry(0, { offset: 10 }), entry(1), far])
        assert.equal(await archive.entryAt(ARCHIVE.id, 9), null)
        assert.deepEqual((await archive.entryAt(ARCHIVE.id, 10))?.seq, 0)
        assert.deepEqual((await archive.entryAt(ARCHIVE.id, 99))?.seq, 0)
        assert.deepEqual((await archive.entryAt(ARCHIVE.id, 100))?.seq, 1)
        assert.deepEqual(await archive.entryAt(ARCHIVE.id, 7_000_000_000), far)
        assert.equal(await archive.entryAt('arc_2', 100), null)
      }),
    )
  })
}

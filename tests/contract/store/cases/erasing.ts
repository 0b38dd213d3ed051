import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { BackupFile } from '../../../../src/ports/store/backup.ts'
import type { Deletion } from '../../../../src/ports/store/erasing.ts'
import type { Store } from '../../../../src/ports/store/index.ts'
import { on, type Place } from '../place.ts'
import {
  ARCHIVE,
  BACKUP,
  CONNECTION,
  document,
  entry,
  file,
  MAIL,
  NOW,
  ORDER,
  ORGANISATION,
  PERSON,
  SCAN,
} from '../records.ts'
import { backedUp, connected } from '../seeds.ts'

const DELETION: Deletion = {
  id: 'del_1',
  personId: PERSON.id,
  connectionId: CONNECTION.id,
  backupId: null,
  scope: 'everything',
  cause: 'asked',
  email: PERSON.email,
  organisation: ORGANISATION.name,
  askedAt: NOW,
  finishedAt: null,
  backups: 1,
  files: 0,
  bytes: 0,
  records: 0,
}

/** A file that this backup keeps at that key. */
async function keep(store: Store, backupId: string, storageKey: string): Promise<BackupFile> {
  const [of] = await store.backup.pendingDocuments(backupId, 1)
  assert.ok(of)
  const wanted = file(of, 0)
  await store.backup.listed(of, [wanted])
  await store.backup.kept(wanted, { storageKey, bytes: 5, sha256: 'f'.repeat(64), crc32: 1 })
  return wanted
}

export function erasingCases(place: Place): void {
  describe('erasing', () => {
    test(
      'a deletion is open until it is finished, and then names nobody',
      on(place, async ({ store }) => {
        const { erasing } = store
        await erasing.addDeletion(DELETION)
        assert.deepEqual((await store.unfinished()).deletions, [DELETION.id])
        await erasing.count(DELETION.id, { bytes: 5_000_000_000 })
        await erasing.finishDeletion(DELETION.id, NOW + 1)
        assert.deepEqual((await store.unfinished()).deletions, [])
        const done = { email: '', organisation: '', finishedAt: NOW + 1, bytes: 5_000_000_000 }
        assert.deepEqual(await erasing.deletionsOf(PERSON.id), [{ ...DELETION, ...done }])
      }),
    )

    test(
      'bytes are released when no other backup that stays has fetched or taken them',
      on(place, async ({ store }) => {
        await backedUp(store, [document(0, { files: 1 })])
        const key = `files/org_1/attachment/${BACKUP.id}`
        const kept = await keep(store, BACKUP.id, key)
        await store.backup.addBackup({ ...BACKUP, id: 'bak_2', orderId: null })
        await keep(store, 'bak_2', key)
        const { erasing } = store
        const object = { attachmentId: kept.attachmentId, storageKey: key, bytes: 5 }
        await erasing.closeBackups([BACKUP.id], NOW)
        assert.deepEqual(await erasing.release(BACKUP.id, [object]), [], 'the second has taken it')
        assert.ok(await store.backup.held(CONNECTION.id, kept.attachmentId))
        await erasing.addDeletion(DELETION)
        const some = await erasing.filesOf(BACKUP.id, 10)
        assert.deepEqual(some, { lastSeq: 0, files: [object] })
        await erasing.dropDocuments(DELETION.id, BACKUP.id, 0, { files: 1, bytes: 0 })
        assert.equal(await erasing.filesOf(BACKUP.id, 10), null)
        await erasing.closeBackups(['bak_2'], NOW)
        assert.deepEqual(await erasing.release('bak_2', [object]), [key])
        assert.equal(await store.backup.held(CONNECTION.id, kept.attachmentId), null)
        const receipt = await erasing.deletion(DELETION.id)
        assert.deepEqual([receipt?.files, receipt?.records], [1, 2])
      }),
    )

    test(
      'bytes of a backup that stays are not released by the one that took them',
      on(place, async ({ store }) => {
        await backedUp(store, [document(0, { files: 1 })])
        const key = `files/org_1/attachment/${BACKUP.id}`
        const kept = await keep(store, BACKUP.id, key)
        await store.backup.addBackup({ ...BACKUP, id: 'bak_2', orderId: null })
        await keep(store, 'bak_2', key)
        await store.erasing.closeBackups(['bak_2'], NOW)
        const object = { attachmentId: kept.attachmentId, storageKey: key, bytes: 5 }
        assert.deepEqual(await store.erasing.release('bak_2', [object]), [])
      }),
    )

    test(
      'closing cancels what works, and deletes the archives',
      on(place, async ({ store }) => {
        await backedUp(store, [document(0, { files: 1 })])
        await store.archive.startArchive(ARCHIVE)
        await store.erasing.closeBackups([BACKUP.id], NOW)
        await store.erasing.closeBackups([BACKUP.id], NOW + 9)
        assert.equal((await store.backup.backup(BACKUP.id))?.state, 'cancelled')
        assert.equal((await store.archive.newestArchive(BACKUP.id))?.state, 'deleted')
        assert.deepEqual(await store.erasing.archivesOf(BACKUP.id), [ARCHIVE.id])
        assert.equal((await store.keeping.life(BACKUP.id))?.deletedAt, NOW + 9)
      }),
    )

    test(
      'rows go step by step until none is left',
      on(place, async ({ store }) => {
        await backedUp(store, [document(0, { files: 1 }), document(1, { files: 2 })])
        await store.archive.startArchive(ARCHIVE)
        await store.archive.addEntries([entry(0), entry(1)])
        await store.erasing.addDeletion(DELETION)
        const steps = async (step: () => Promise<boolean>) => {
          let count = 0
          while (await step()) count += 1
          return count
        }
        const { erasing } = store
        assert.ok((await steps(() => erasing.dropOfBackup(DELETION.id, BACKUP.id))) > 0)
        assert.ok((await steps(() => erasing.dropOfScan(DELETION.id, SCAN.id))) > 0)
        assert.deepEqual(await store.archive.entries(ARCHIVE.id, 0, 10), [])
        assert.deepEqual(await store.scan.documentCount(SCAN.id), { all: 0, counted: 0 })
        assert.equal((await erasing.deletion(DELETION.id))?.records, 4)
      }),
    )

    test(
      'who works on something is known by the lease',
      on(place, async ({ store }) => {
        await store.jobs.add('backup', BACKUP.id, NOW)
        assert.equal(await store.erasing.isWorkedOn([BACKUP.id]), false)
        const job = await store.jobs.take(NOW, 1_000)
        assert.equal(await store.erasing.isWorkedOn(['x', BACKUP.id]), true)
        if (job) await store.jobs.finish(job)
        assert.equal(await store.erasing.isWorkedOn([BACKUP.id]), false)
      }),
    )

    test(
      'an organisation loses its name where nobody else has it; amounts stay',
      on(place, async ({ store }) => {
        await backedUp(store, [document(0, { files: 1 })])
        await store.erasing.addDeletion(DELETION)
        const owner = { personId: PERSON.id, connectionId: CONNECTION.id, passing: false }
        await store.mail.queueMail(MAIL, owner)
        const told = { ...MAIL, id: 'mai_told', occasion: 'told' }
        await store.mail.queueMail(told, owner)
        await store.mail.markSent(told.id, NOW + 1)
        await store.erasing.anonymise(DELETION.id, CONNECTION.id)
        await store.erasing.anonymise(DELETION.id, CONNECTION.id)
        assert.equal(await store.connect.organisation(ORGANISATION.id), null)
        const connection = await store.connect.connection(CONNECTION.id)
        const empty = await store.connect.organisation(connection?.organisationId ?? '')
        assert.deepEqual([empty?.name, connection?.state], ['', 'disconnected'])
        assert.equal(await store.mail.mail(MAIL.id), null)
        const blank = { ...told, to: '', subject: '', text: '', html: '', sentAt: NOW + 1 }
        assert.deepEqual(await store.mail.mail(told.id), blank)
        const again = { ...told, id: 'mai_again' }
        assert.equal(await store.mail.queueMail(again, owner), false, 'it was told once')
        assert.equal((await store.order.order(ORDER.id))?.totalMinor, ORDER.totalMinor)
        const anew = await store.connect.saveOrganisation({ ...ORGANISATION, id: 'org_2' })
        assert.equal(anew.id, 'org_2', 'the same books begin anew')
      }),
    )

    test(
      'an organisation that somebody else has keeps its name for them',
      on(place, async ({ store }) => {
        await connected(store)
        const other = await store.connect.savePerson({ ...PERSON, id: 'per_2', xeroUserId: 'u2' })
        await store.connect.saveConnection({ ...CONNECTION, id: 'con_2', personId: other.id })
        await store.erasing.addDeletion(DELETION)
        await store.erasing.anonymise(DELETION.id, CONNECTION.id)
        assert.equal((await store.connect.organisation(ORGANISATION.id))?.name, ORGANISATION.name)
        assert.equal((await store.connect.connection('con_2'))?.organisationId, ORGANISATION.id)
        await store.erasing.anonymisePerson(DELETION.id, PERSON.id)
        const person = await store.connect.person(PERSON.id)
        assert.deepEqual([person?.email, person?.name], ['', ''])
        assert.equal((await store.connect.savePerson({ ...PERSON, id: 'per_3' })).id, 'per_3')
      }),
    )
  })
}

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { on, type Place } from '../place.ts'
import {
  ARCHIVE,
  BACKUP,
  CONNECTION,
  document,
  MAIL,
  NOW,
  ORDER,
  PERSON,
  SCAN,
} from '../records.ts'
import { backedUp, connected, scanned } from '../seeds.ts'

const DAY = 86_400_000

export function keepingCases(place: Place): void {
  describe('keeping', () => {
    test(
      'a backup that ended has no date until one is set, then it is found in time',
      on(place, async ({ store }) => {
        await backedUp(store, [document(0, { files: 1 })])
        const { keeping } = store
        assert.deepEqual(await keeping.dateless(10), [], 'it has not ended')
        await store.backup.changeBackup(BACKUP.id, ['pending'], { state: 'complete' })
        assert.deepEqual(await keeping.dateless(10), [BACKUP.id])
        assert.equal(await keeping.life(BACKUP.id), null)
        await keeping.changeLife(BACKUP.id, { keepUntil: NOW + DAY })
        assert.deepEqual(await keeping.dateless(10), [])
        assert.equal(await keeping.nextEnd(), NOW + DAY)
        assert.deepEqual(await keeping.endingBy(NOW + DAY - 1, 10), [])
        assert.equal((await keeping.endingBy(NOW + DAY, 10))[0]?.backupId, BACKUP.id)
        assert.equal((await keeping.unwarnedBy(NOW + DAY, 10)).length, 1)
        await keeping.changeLife(BACKUP.id, { warnedAt: NOW })
        assert.deepEqual(await keeping.unwarnedBy(NOW + DAY, 10), [])
        await store.erasing.closeBackups([BACKUP.id], NOW + 5)
        assert.deepEqual(await keeping.endingBy(NOW + DAY, 10), [])
        assert.equal(await keeping.nextEnd(), null)
        const life = (await keeping.lives([BACKUP.id, 'bak_none'])).get(BACKUP.id)
        assert.deepEqual([life?.deletedAt, life?.keepUntil], [NOW + 5, NOW + DAY])
      }),
    )

    test(
      'a scan is forgotten when it is old, and neither a backup nor an open order needs it',
      on(place, async ({ store }) => {
        await backedUp(store, [document(0, { files: 1 })])
        await store.scan.updateScan(SCAN.id, { state: 'done', finishedAt: NOW })
        assert.deepEqual(await store.keeping.forgottenScans(NOW + 1, 10), [], 'the backup needs it')
        assert.equal(await store.erasing.isNeeded(SCAN.id), true)
        await store.erasing.closeBackups([BACKUP.id], NOW)
        assert.equal(await store.erasing.isNeeded(SCAN.id), false)
        assert.deepEqual(await store.keeping.forgottenScans(NOW, 10), [], 'it is not old')
        assert.deepEqual(await store.keeping.forgottenScans(NOW + 1, 10), [SCAN.id])
        await store.erasing.closeScans([SCAN.id])
        assert.deepEqual(await store.keeping.forgottenScans(NOW + 1, 10), [])
        await store.scan.updateScan(SCAN.id, { state: 'done' })
        assert.equal((await store.scan.scan(SCAN.id))?.state, 'deleted', 'it stays deleted')
        assert.equal(await store.scan.latestScan(CONNECTION.id), null)
      }),
    )

    test(
      'a connection is idle from its last use, and a use takes the warning back',
      on(place, async ({ store }) => {
        await connected(store)
        const { keeping } = store
        const idle = { connectionId: CONNECTION.id, usedAt: NOW, warnedAt: null }
        assert.deepEqual(await keeping.idleSince(NOW, 10), [])
        assert.deepEqual(await keeping.idleSince(NOW + 1, 10), [idle], 'used when it was connected')
        await keeping.warnedIdle(idle, NOW + 7)
        assert.equal((await keeping.idleSince(NOW + 1, 10))[0]?.warnedAt, NOW + 7)
        await keeping.use([CONNECTION.id], NOW + 100, 1_000)
        assert.equal((await keeping.connectionLife(CONNECTION.id))?.usedAt, NOW, 'within the grace')
        await keeping.use([CONNECTION.id], NOW + 100, 0)
        const used = { ...idle, usedAt: NOW + 100 }
        assert.deepEqual(await keeping.connectionLife(CONNECTION.id), used)
        await store.connect.setConnectionState(CONNECTION.id, 'disconnected', NOW)
        assert.deepEqual(await keeping.idleSince(NOW + DAY, 10), [])
      }),
    )

    test(
      'work under way, and what it has done',
      on(place, async ({ store }) => {
        await scanned(store)
        assert.deepEqual(await store.keeping.working(), [CONNECTION.id], 'the scan')
        const scan = { scanId: SCAN.id, waitsFor: null, progress: 0 }
        assert.deepEqual(await store.keeping.scansUnderWay(), [
          { ...scan, lastProgress: null, progressAt: null },
        ])
        await store.keeping.noteScan(SCAN.id, 7, NOW)
        await store.keeping.noteScan(SCAN.id, 8, NOW + 1)
        assert.deepEqual(await store.keeping.scansUnderWay(), [
          { ...scan, lastProgress: 8, progressAt: NOW + 1 },
        ])
        await store.scan.updateScan(SCAN.id, { state: 'done' })
        assert.deepEqual(await store.keeping.working(), [])
        assert.deepEqual(await store.keeping.scansUnderWay(), [])
        await store.backup.addBackup({ ...BACKUP, orderId: null })
        const [under] = await store.keeping.underWay()
        assert.deepEqual([under?.backupId, under?.progress], [BACKUP.id, 0])
        assert.deepEqual(await store.keeping.working(), [CONNECTION.id])
      }),
    )

    test(
      'the days that a person chose, and their sessions',
      on(place, async ({ store }) => {
        await connected(store)
        assert.equal(await store.keeping.keepDays(PERSON.id), null)
        await store.keeping.saveKeepDays(PERSON.id, 90)
        await store.keeping.saveKeepDays(PERSON.id, 60)
        assert.equal(await store.keeping.keepDays(PERSON.id), 60)
        const session = { personId: PERSON.id, createdAt: NOW, expiresAt: NOW + 10 }
        await store.connect.addSession({ ...session, fingerprint: 'one' })
        await store.connect.addSession({ ...session, fingerprint: 'two', createdAt: NOW + 1 })
        const found = await store.connect.sessionsOf(PERSON.id, NOW)
        assert.deepEqual(
          found.map((one) => one.fingerprint),
          ['two', 'one'],
        )
        assert.deepEqual(await store.connect.sessionsOf(PERSON.id, NOW + 10), [])
      }),
    )

    test(
      'a passing letter goes when it is sent; others are emptied later, and stay told',
      on(place, async ({ store }) => {
        const owner = { personId: PERSON.id, connectionId: null, passing: true }
        assert.equal(await store.mail.queueMail(MAIL, owner), true)
        await store.mail.markSent(MAIL.id, NOW)
        assert.equal(await store.mail.mail(MAIL.id), null)
        await store.mail.queueMail(MAIL, { ...owner, passing: false })
        await store.mail.markSent(MAIL.id, NOW)
        await store.mail.forgetSent(NOW)
        assert.equal((await store.mail.mail(MAIL.id))?.html, MAIL.html)
        await store.mail.forgetSent(NOW + 1)
        const emptied = await store.mail.mail(MAIL.id)
        assert.deepEqual([emptied?.to, emptied?.text, emptied?.sentAt], ['', '', NOW])
        assert.equal(await store.mail.queueMail({ ...MAIL, id: 'mai_2' }), false)
      }),
    )

    test(
      'a cancel ends what is not packed, leaves what is, and takes a retry back',
      on(place, async ({ store }) => {
        await backedUp(store, [document(0, { files: 1 })])
        const { backup, archive } = store
        await backup.changeBackup(BACKUP.id, ['pending'], { state: 'packaging' })
        await archive.startArchive(ARCHIVE)
        await archive.finishArchive({ ...ARCHIVE, state: 'ready' })
        assert.equal(await backup.cancelBackup(BACKUP.id, NOW), 'packed')
        const [pending] = await backup.pendingDocuments(BACKUP.id, 1)
        assert.ok(pending)
        const told = { backupId: BACKUP.id, resource: 'Invoices', recordId: 'record-0', number: '' }
        await backup.except(
          { ...told, attachmentId: '', name: '', reason: 'It failed.', advice: '' },
          null,
          pending,
        )
        await backup.changeBackup(BACKUP.id, ['packaging'], { state: 'complete with exceptions' })
        assert.equal(await backup.cancelBackup(BACKUP.id, NOW), 'ended')
        await backup.retry(
          BACKUP.id,
          { ...ARCHIVE, id: 'arc_2', version: 2 },
          { lists: [], renewed: false, reread: false },
        )
        assert.equal((await backup.backup(BACKUP.id))?.exceptions, 0)
        assert.equal(await backup.cancelBackup(BACKUP.id, NOW + 9), 'cancelled')
        const now = await backup.backup(BACKUP.id)
        assert.deepEqual(
          [now?.state, now?.exceptions, now?.documentsDone, now?.finishedAt],
          ['complete with exceptions', 1, 1, NOW + 9],
        )
        assert.match((await backup.exceptions(BACKUP.id))[0]?.reason ?? '', /retry was cancelled/)
        assert.equal((await archive.newestArchive(BACKUP.id))?.id, ARCHIVE.id)
        assert.equal(now?.orderId, ORDER.id)
      }),
    )

    test(
      'an archive of a backup that was cancelled meanwhile never becomes ready',
      on(place, async ({ store }) => {
        await backedUp(store, [document(0, { files: 1 })])
        await store.backup.changeBackup(BACKUP.id, ['pending'], { state: 'packaging' })
        await store.archive.startArchive(ARCHIVE)
        assert.equal(await store.backup.cancelBackup(BACKUP.id, NOW), 'cancelled')
        await store.archive.finishArchive({ ...ARCHIVE, state: 'ready' })
        assert.equal((await store.archive.newestArchive(BACKUP.id))?.state, 'building')
      }),
    )
  })
}

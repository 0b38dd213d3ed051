import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { letters } from '../../support/buyer.ts'
import { backUp, backupIn, begin, connect, download, ended, scan } from '../../support/customer.ts'
import { type Bench, startInstallation } from '../../support/installation.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

const sent = async (bench: Bench, about: RegExp): Promise<number> =>
  (await letters(bench)).filter((subject) => about.test(subject)).length

/** Days go by in one leap, all but the last hour. */
async function until(bench: Bench, at: number): Promise<void> {
  await bench.clock.leap(at - HOUR - bench.clock.now())
  await bench.clock.pass(at - bench.clock.now())
}

describe('T how long a backup is kept', () => {
  test('30 days: announced a week before, deleted on its day, never early, with a receipt', async () => {
    await using bench = await startInstallation({ settings: { IDLE_DAYS: '0' } })
    const customer = await connect(bench)
    const backup = await backUp(bench, customer)
    const end = backup.keptUntil ?? 0
    assert.ok(Math.abs(end - ((backup.finishedAt ?? 0) + 30 * DAY)) < 1_000)
    await until(bench, end - 7 * DAY - HOUR)
    assert.equal(await sent(bench, /is deleted on/), 0)
    await bench.clock.pass(2 * HOUR + 60_000)
    assert.equal(await sent(bench, /is deleted on/), 1)
    await until(bench, end - 1_000)
    assert.ok((await download(bench.app, customer, backup.id)).length > 0)
    await bench.clock.pass(HOUR)
    await assert.rejects(download(bench.app, customer, backup.id), { reason: 'gone' })
    const { receipts } = await bench.app.account.view(customer.personId, '')
    assert.deepEqual([receipts[0]?.cause, receipts[0]?.files], ['kept until', backup.filesDone])
    const finished = receipts[0]?.finishedAt ?? 0
    assert.ok(finished >= end && finished <= end + HOUR, `${finished - end} ms late`)
    assert.equal(await sent(bench, /receipt of deletion/), 1)
    assert.equal(
      (await bench.app.backup.view(customer.personId, backup.id)).archive?.state,
      'deleted',
    )
  })

  test('the time that the customer chose: for one backup, and for those to come', async () => {
    await using bench = await startInstallation({ settings: { IDLE_DAYS: '0' } })
    const { app } = bench
    const customer = await connect(bench)
    const { personId } = customer
    await assert.rejects(app.account.keepFor(personId, 366), { field: 'days' })
    await assert.rejects(app.account.keepFor(personId, 0), { field: 'days' })
    await app.account.keepFor(personId, 3)
    const backup = await backUp(bench, customer)
    const ends = backup.finishedAt ?? 0
    assert.ok(Math.abs((backup.keptUntil ?? 0) - (ends + 3 * DAY)) < 1_000)
    await bench.clock.pass(HOUR)
    assert.equal(await sent(bench, /is deleted on/), 1, 'shorter than a week: announced at once')
    await app.backup.keepFor(personId, backup.id, 40)
    await until(bench, ends + 20 * DAY)
    assert.ok((await download(app, customer, backup.id)).length > 0)
    await assert.rejects(app.backup.keepFor(personId, backup.id, 10), { field: 'days' })
    await until(bench, ends + 34 * DAY)
    assert.equal(await sent(bench, /is deleted on/), 2, 'and again before the new day')
    await until(bench, ends + 40 * DAY + HOUR)
    await assert.rejects(download(app, customer, backup.id), { reason: 'gone' })
    await assert.rejects(app.backup.keepFor(personId, backup.id, 100), { reason: 'gone' })
  })

  for (const [days, what] of [
    [40, 'over the day'],
    [29, 'when it should have told of it'],
  ] as const) {
    test(`a product that was off ${what} tells of it first, and deletes a week later`, async () => {
      await using bench = await startInstallation({ settings: { IDLE_DAYS: '0' } })
      const customer = await connect(bench)
      const backup = await backUp(bench, customer)
      await bench.stop()
      await bench.clock.leap(days * DAY)
      await bench.start()
      const back = bench.clock.now()
      await bench.clock.pass(60_000)
      assert.equal(await sent(bench, /is deleted on/), 1)
      await until(bench, back + 7 * DAY - 1_000)
      assert.ok((await download(bench.app, customer, backup.id)).length > 0)
      await bench.clock.pass(2 * HOUR)
      await assert.rejects(download(bench.app, customer, backup.id), { reason: 'gone' })
      assert.equal(await sent(bench, /is deleted on/), 1)
      assert.equal(await sent(bench, /receipt of deletion/), 1)
    })
  }

  test('a deletion that was cut off when it had just been written down has one receipt', async () => {
    await using bench = await startInstallation({ settings: { IDLE_DAYS: '0' } })
    const customer = await connect(bench)
    const backup = await backUp(bench, customer)
    const { erasing } = bench.installation.ports.store
    const close = erasing.closeBackups
    erasing.closeBackups = () => {
      erasing.closeBackups = close
      return Promise.reject(new Error('the process dies here'))
    }
    await until(bench, (backup.keptUntil ?? 0) - 6 * DAY)
    await until(bench, (backup.keptUntil ?? 0) + HOUR)
    await assert.rejects(download(bench.app, customer, backup.id), { reason: 'gone' })
    const { receipts } = await bench.app.account.view(customer.personId, '')
    assert.deepEqual([receipts.length, receipts[0]?.files], [1, backup.filesDone])
  })

  test('what was counted and never backed up goes after 30 days as well', async () => {
    await using bench = await startInstallation({ settings: { IDLE_DAYS: '0' } })
    const customer = await connect(bench)
    const { id } = await scan(bench, customer)
    const { store } = bench.installation.ports
    const start = bench.clock.now()
    await until(bench, start + 29 * DAY)
    assert.equal((await store.scan.scan(id))?.state, 'done')
    await until(bench, start + 30 * DAY + 2 * HOUR)
    assert.equal((await store.scan.scan(id))?.state, 'deleted')
    assert.deepEqual(await store.scan.pages(id, 'Invoices'), [])
    const [view] = await bench.app.status.organisations(customer.personId)
    assert.equal(view?.scan, null)
  })
})

describe('T an organisation that nobody uses', () => {
  test('a letter three days before, then disconnected; backups stay until their days', async () => {
    await using bench = await startInstallation()
    const customer = await connect(bench)
    const backup = await backUp(bench, customer)
    const { store } = bench.installation.ports
    const idle = /disconnected from Xero on/
    const used = (await store.keeping.connectionLife(customer.connectionId))?.usedAt ?? 0
    await until(bench, used + 11 * DAY - HOUR)
    assert.equal(await sent(bench, idle), 0)
    await bench.clock.pass(2 * HOUR + 60_000)
    assert.equal(await sent(bench, idle), 1)
    const state = async () => (await store.connect.connection(customer.connectionId))?.state
    await until(bench, used + 14 * DAY)
    assert.equal(await state(), 'active')
    await bench.clock.pass(3 * HOUR)
    assert.equal(await state(), 'disconnected')
    assert.equal(await store.connect.grant(customer.personId), null)
    await bench.clock.pass(60_000)
    assert.equal(await sent(bench, /disconnected from Xero$/), 1)
    assert.ok((await download(bench.app, customer, backup.id)).length > 0)
  })

  test('a visit begins the time anew', async () => {
    await using bench = await startInstallation()
    const { personId, connectionId } = await connect(bench)
    await until(bench, bench.clock.now() + 12 * DAY)
    assert.equal(await sent(bench, /disconnected from Xero on/), 1)
    const [view] = await bench.app.status.organisations(personId)
    assert.ok((view?.idleEndAt ?? 0) >= bench.clock.now() + 13 * DAY)
    await until(bench, bench.clock.now() + 10 * DAY)
    const { store } = bench.installation.ports
    assert.equal((await store.connect.connection(connectionId))?.state, 'active')
  })
})

describe('pause, resume and cancel', () => {
  test('what the customer paused stays paused through a reconnect, and goes on when asked', async () => {
    await using bench = await startInstallation()
    const customer = await connect(bench)
    const { app } = bench
    const { personId } = customer
    const id = await begin(bench, customer, (await scan(bench, customer)).id)
    await backupIn(bench, id, (one) => one.filesDone > 1)
    await app.backup.pause(personId, id)
    await bench.clock.pass(HOUR)
    const rested = await app.backup.view(personId, id)
    assert.deepEqual([rested.state, rested.pausedByCustomer], ['paused', true])
    assert.ok((rested.keptUntil ?? 0) > bench.clock.now() + 29 * DAY)
    assert.equal(await sent(bench, /your backup is paused/), 1)
    await connect(bench)
    await bench.clock.pass(HOUR)
    assert.equal((await app.backup.view(personId, id)).filesDone, rested.filesDone)
    await app.backup.resume(personId, id)
    const done = await ended(bench, customer, id)
    assert.equal(done.state, 'complete')
    await assert.rejects(app.backup.pause(personId, id), { reason: 'conflict' })
  })

  test('a cancel that comes as the packing ends never throws the archive away', async () => {
    await using bench = await startInstallation()
    const customer = await connect(bench)
    const { app } = bench
    const { store } = bench.installation.ports
    const finish = store.archive.finishArchive
    let refused: unknown = null
    const id = await begin(bench, customer, (await scan(bench, customer)).id)
    store.archive.finishArchive = async (archive) => {
      await finish(archive)
      // Between the archive and the state of the backup: the moment that counts.
      await app.backup.cancel(customer.personId, id).catch((error: unknown) => {
        refused = error
      })
    }
    const done = await ended(bench, customer, id)
    assert.equal(done.state, 'complete')
    assert.match(String(refused), /just been packed/)
    assert.ok((await download(app, customer, id)).length > 0)
  })

  test('a cancel just before that ends it, and no letter says that it is ready', async () => {
    await using bench = await startInstallation()
    const customer = await connect(bench)
    const { store } = bench.installation.ports
    const finish = store.archive.finishArchive
    const id = await begin(bench, customer, (await scan(bench, customer)).id)
    store.archive.finishArchive = async (archive) => {
      await bench.app.backup.cancel(customer.personId, id)
      await finish(archive)
    }
    assert.equal((await ended(bench, customer, id)).state, 'cancelled')
    await bench.clock.pass(HOUR)
    await assert.rejects(download(bench.app, customer, id), { reason: 'conflict' })
    assert.equal(await sent(bench, /is ready/), 0)
  })
})

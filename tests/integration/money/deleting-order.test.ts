import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { LedgerkeepError } from '../../../src/core/errors.ts'
import { EVERYTHING } from '../../../src/core/filter.ts'
import { letters } from '../../support/buyer.ts'
import { backupIn, begin, connect, download, ended, scan } from '../../support/customer.ts'
import { receiptDone, sold } from '../../support/deletions.ts'
import { startInstallation } from '../../support/installation.ts'
import { openShop, type Shop } from '../../support/shop.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

const sent = async ({ bench }: Pick<Shop, 'bench'>, about: RegExp): Promise<number> =>
  (await letters(bench)).filter((subject) => about.test(subject)).length

/** Orders everything again, for nothing. */
async function again({ bench }: Shop, customer: Shop['customer']) {
  const { id } = await scan(bench, customer)
  const { personId } = customer
  const { backupId } = await bench.app.order.buy(
    personId,
    id,
    EVERYTHING,
    0,
    bench.app.order.termsVersion,
  )
  return ended(bench, customer, backupId ?? '')
}

describe('what was begun while files are deleted', () => {
  for (const [what, closes] of [
    ['takes no bytes of them', true],
    ['keeps the bytes that it has taken', false],
  ] as const) {
    test(`a backup ${what}, and stays whole`, async () => {
      await using shop = await openShop()
      const { bench, customer } = shop
      await sold(shop)
      const { store } = bench.installation.ports
      const { isWorkedOn, closeBackups } = store.erasing
      store.erasing.isWorkedOn = async () => true
      // The process dies before the backups are closed: whoever comes back meanwhile finds the bytes.
      if (!closes) store.erasing.closeBackups = async () => {}
      const { personId, connectionId } = customer
      const begun = await bench.app.connect.disconnect(personId, connectionId, 'delete files')
      await bench.clock.pass(1_000)
      const second = await again(shop, await connect(bench))
      store.erasing.closeBackups = closeBackups
      store.erasing.isWorkedOn = isWorkedOn
      await receiptDone(shop, begun?.id ?? '')
      for (const file of await store.backup.keptFiles(second.id, null, 1_000)) {
        const key = file.storageKey ?? ''
        assert.equal(key.includes(second.id), closes)
        const size = await bench.installation.ports.storage.size(key)
        assert.equal(size, file.bytes, file.name)
      }
      assert.ok((await download(bench.app, customer, second.id)).length > 0)
    })
  }
})

describe('what was paid for is written down before the scan goes', () => {
  for (const scope of ['files', 'backup'] as const) {
    test(`deleting the ${scope}`, async () => {
      await using shop = await openShop()
      const { bench, customer } = shop
      const { order, backup } = await sold(shop)
      const { store } = bench.installation.ports
      await store.quote.forgetPaid(order.id)
      await store.order.changeOrder(order.id, ['paid'], { paidForAt: null })
      const { personId, connectionId } = customer
      const begun =
        scope === 'files'
          ? await bench.app.connect.disconnect(personId, connectionId, 'delete files')
          : await bench.app.backup.delete(personId, backup.id)
      await receiptDone(shop, begun?.id ?? '')
      const back = await connect(bench)
      const preview = await bench.app.quote.preview(
        personId,
        (await scan(bench, back)).id,
        EVERYTHING,
      )
      assert.equal(preview.newFiles, 0)
    })
  }
})

describe('a process that dies while it disconnects', () => {
  for (const choice of ['delete files', 'delete all'] as const) {
    test(`${choice}: done after the restart, and confirmed once`, async () => {
      await using shop = await openShop()
      const { bench, customer } = shop
      await sold(shop)
      const { store } = bench.installation.ports
      store.connect.setConnectionState = () => Promise.reject(new Error('the process dies here'))
      const { personId, connectionId } = customer
      await assert.rejects(
        bench.app.connect.disconnect(personId, connectionId, choice),
        /dies here/,
      )
      await bench.stop()
      await bench.start()
      await bench.clock.pass(10 * 60_000)
      const now = bench.installation.ports.store
      const [deletion] = await now.erasing.deletionsOf(personId)
      assert.equal(deletion?.scope, choice === 'delete all' ? 'everything' : 'files')
      assert.ok(deletion?.finishedAt)
      assert.equal((await now.connect.connection(connectionId))?.state, 'disconnected')
      assert.equal(await now.connect.grant(personId), null)
      assert.equal(await sent(shop, /disconnected from Xero$/), 1)
      assert.equal(await sent(shop, /receipt of deletion/), 1)
    })
  }

  test('the whole account: done after the restart, with one receipt', async () => {
    await using shop = await openShop()
    const { bench, customer } = shop
    await sold(shop)
    const { store } = bench.installation.ports
    store.connect.setConnectionState = () => Promise.reject(new Error('the process dies here'))
    const { personId, connectionId } = customer
    await assert.rejects(bench.app.account.erase(personId), /dies here/)
    await bench.stop()
    await bench.start()
    await bench.clock.pass(10 * 60_000)
    const now = bench.installation.ports.store
    const [deletion] = await now.erasing.deletionsOf(personId)
    assert.equal(deletion?.scope, 'account')
    assert.ok(deletion?.finishedAt)
    assert.equal((await now.connect.connection(connectionId))?.state, 'disconnected')
    assert.equal(await now.connect.grant(personId), null)
    assert.equal(await sent(shop, /receipt of deletion/), 1)
  })

  test('the whole account, and Xero answers for one of two organisations: the other follows', async () => {
    await using bench = await startInstallation()
    const { personId } = await connect(bench)
    const { identity, store } = bench.installation.ports
    const [one] = await store.connect.connectionsOf(personId)
    assert.ok(one)
    const tenantId = 'another-tenant'
    const other = {
      ...one,
      id: 'con_other',
      xeroConnectionId: 'other',
      organisationId: 'org_other',
    }
    const books = await store.connect.organisation(one.organisationId)
    assert.ok(books)
    await store.connect.saveOrganisation({ ...books, id: 'org_other', tenantId })
    await store.connect.saveConnection(other)
    const left: string[] = []
    let away = true
    identity.disconnect = async (_token, id) => {
      if (away && left.length > 0) throw new LedgerkeepError('retry', 'Xero is away.')
      left.push(id)
    }
    const receipt = await bench.app.account.erase(personId)
    assert.equal(receipt.finishedAt, null)
    await bench.clock.pass(5 * 60_000)
    assert.equal(left.length, 1)
    assert.notEqual(await store.connect.grant(personId), null, 'what leaves Xero stays until then')
    away = false
    const done = await bench.clock.until(
      async () => (await store.erasing.deletion(receipt.id))?.finishedAt,
      { withinMs: HOUR },
    )
    assert.ok(done)
    assert.equal(new Set(left).size, 2)
    assert.equal(await store.connect.grant(personId), null)
  })

  test('where Xero does not answer, nothing is written down', async () => {
    await using shop = await openShop()
    const { bench, customer } = shop
    const { identity, store } = bench.installation.ports
    const { personId, connectionId } = customer
    identity.disconnect = () => Promise.reject(new LedgerkeepError('retry', 'Xero is away.'))
    const wish = bench.app.connect.disconnect(personId, connectionId, 'delete files')
    await assert.rejects(wish, { kind: 'retry' })
    assert.deepEqual(await store.erasing.deletionsOf(personId), [])
  })
})

test('a paused backup that goes on its day has a receipt; one cancelled long ago has none', async () => {
  await using bench = await startInstallation({ settings: { IDLE_DAYS: '0' } })
  const customer = await connect(bench)
  const { personId } = customer
  for (const end of ['cancel', 'pause'] as const) {
    const id = await begin(bench, customer, (await scan(bench, customer)).id)
    // The second one has its files from the first, and would be complete before anybody could pause it.
    if (end === 'cancel') await backupIn(bench, id, (one) => one.filesDone > 0)
    await bench.app.backup[end](personId, id)
    await bench.clock.pass(60_000)
  }
  for (let days = 0; days < 32; days += 4) {
    await bench.clock.leap(4 * DAY - HOUR)
    await bench.clock.pass(HOUR)
  }
  const { receipts } = await bench.app.account.view(personId, '')
  assert.equal(receipts.length, 2)
  assert.equal(await sent({ bench }, /is deleted on/), 1)
  assert.equal(await sent({ bench }, /receipt of deletion/), 1)
})

test('what was paid back is neither kept for longer nor fetched again', async () => {
  await using shop = await openShop()
  const { bench, customer } = shop
  const { order, backup } = await sold(shop)
  await bench.app.operator.refund('ops@example.com', order.id, 'all')
  const { personId } = customer
  const life = await bench.installation.ports.store.keeping.life(backup.id)
  await assert.rejects(bench.app.backup.keepFor(personId, backup.id, 90), { reason: 'gone' })
  await assert.rejects(bench.app.backup.retry(personId, backup.id), { reason: 'gone' })
  assert.deepEqual(await bench.installation.ports.store.keeping.life(backup.id), life)
})

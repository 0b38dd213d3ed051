import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { EVERYTHING } from '../../../src/core/filter.ts'
import { letters } from '../../support/buyer.ts'
import { connect, download, ended, scan } from '../../support/customer.ts'
import { findings, receiptDone, signIn, sold, statusOf, stored } from '../../support/deletions.ts'
import { openShop } from '../../support/shop.ts'

const HOUR = 3_600_000

describe('disconnecting, three choices', () => {
  test('delete files: nothing of them stays, and what was paid for is not charged again', async () => {
    await using shop = await openShop()
    const { bench, customer } = shop
    const { backup, order } = await sold(shop)
    const cookie = await signIn(bench)
    const file = `/backups/${backup.id}/download`
    assert.equal(await statusOf(bench, cookie, file), 200)
    const view = await bench.app.connect.disconnectView(customer.personId, customer.connectionId)
    assert.deepEqual(
      [view.backups, view.files, view.paidOrders, view.underWay, view.lastConnection],
      [1, backup.filesDone, 1, null, true],
    )
    assert.equal(view.keptUntil, backup.keptUntil)
    const told = (await bench.app.account.view(customer.personId, '')).organisations[0]?.bytes
    assert.deepEqual([view.bytes, told], [backup.archive?.bytes, backup.archive?.bytes])
    const { personId, connectionId } = customer
    const begun = await bench.app.connect.disconnect(personId, connectionId, 'delete files')
    await assert.rejects(download(bench.app, customer, backup.id), { reason: 'gone' })
    assert.equal(await statusOf(bench, cookie, file), 410)
    const receipt = await receiptDone(shop, begun?.id ?? '')
    assert.deepEqual([receipt.backups, receipt.files], [1, backup.filesDone])
    assert.ok(receipt.bytes > backup.bytesDone, 'files, archive and stored answers')
    assert.deepEqual(
      await Promise.all(['files', 'archives', 'scans'].map((part) => stored(bench, part))),
      [0, 0, 0],
    )
    const { store } = bench.installation.ports
    assert.equal(await store.connect.grant(personId), null, 'the tokens went with the last one')
    assert.equal((await bench.app.order.view(personId, order.id)).details?.name, 'Canary Books Ltd')
    const account = await bench.app.account.view(personId, 'any')
    assert.deepEqual(account.receipts[0]?.id, receipt.id)
    assert.equal(account.orders[0]?.invoiceUrl, order.invoiceUrl)
    await bench.clock.pass(60_000)
    const subjects = (await letters(bench)).join('\n')
    assert.match(subjects, /disconnected from Xero/)
    assert.match(subjects, /receipt of deletion/)
    const back = await connect(bench)
    assert.equal(back.connectionId, connectionId)
    const again = await scan(bench, back)
    const preview = await bench.app.quote.preview(personId, again.id, EVERYTHING)
    assert.deepEqual([preview.newFiles, preview.price?.net.minor], [0, 0])
  })

  test('delete all: no byte tells whose it was, and the audit trail says who and when', async () => {
    await using shop = await openShop()
    const { bench, customer } = shop
    const { canaries, order } = await sold(shop)
    await bench.clock.pass(60_000)
    assert.notDeepEqual(
      await findings(bench, canaries),
      [],
      'or the search would find nothing ever',
    )
    const { personId, connectionId } = customer
    const begun = await bench.app.connect.disconnect(personId, connectionId, 'delete all')
    const receipt = await receiptDone(shop, begun?.id ?? '')
    await bench.clock.pass(60_000)
    const { store } = bench.installation.ports
    await store.erasing.settle()
    const person = await store.connect.person(personId)
    const rest = canaries.filter((one) => one !== person?.email)
    assert.deepEqual(await findings(bench, rest), [])
    assert.deepEqual(await bench.app.status.organisations(personId), [])
    const kept = await shop.stored(order.id)
    assert.deepEqual(
      [kept.totalMinor, kept.details, kept.invoiceUrl],
      [order.total.minor, null, null],
    )
    const audit = await store.auditOf(connectionId)
    const line = audit.find((one) => one.what === 'deleted: everything')
    assert.deepEqual([line?.personId, line?.at], [personId, receipt.finishedAt])
    const told = await letters(bench)
    assert.match(told.join(), /receipt of deletion/)
    await bench.app.order.refresh(personId, order.id)
    await bench.clock.pass(60_000)
    assert.equal((await letters(bench)).length, told.length, 'what was told is not told again')
    const back = await connect(bench)
    const again = await scan(bench, back)
    const preview = await bench.app.quote.preview(personId, again.id, EVERYTHING)
    assert.equal(preview.newFiles, preview.files, 'the paid record went as well')
  })

  test('Z13 the whole account: 0 canary bytes, signed out, and a receipt by mail', async () => {
    await using shop = await openShop()
    const { bench, customer } = shop
    const { canaries } = await sold(shop)
    const { personId } = customer
    const { url } = await bench.app.connect.begin('b', '/status')
    const answer = await bench.xero.approve(url, {})
    const { session } = await bench.app.connect.finish(answer, 'b')
    assert.equal((await bench.app.account.view(personId, session)).sessions.length, 2)
    assert.equal(await bench.app.account.signOutEverywhere(personId, session), 1)
    const { sessions } = await bench.app.account.view(personId, session)
    assert.deepEqual(
      sessions.map((one) => one.current),
      [true],
    )
    const begun = await bench.app.account.erase(personId)
    assert.equal(await bench.app.connect.person(session), null)
    const receipt = await receiptDone(shop, begun.id)
    await bench.clock.pass(60_000)
    await bench.installation.ports.store.erasing.settle()
    assert.deepEqual(await findings(bench, canaries), [])
    assert.ok(receipt.files > 0 && receipt.records > 0)
    assert.match((await letters(bench)).join(), /Your account: receipt of deletion/)
    const audit = await bench.installation.ports.store.auditOf(personId)
    assert.deepEqual(audit.at(-1)?.personId, personId)
    assert.deepEqual(
      (await bench.installation.ports.store.order.ordersOf(customer.connectionId)).length,
      1,
      'the amounts stay for the books',
    )
  })

  test('a backup under way is ended by it, and nothing it fetched stays', async () => {
    await using shop = await openShop()
    const { bench, customer } = shop
    const order = await shop.sell()
    const { store } = bench.installation.ports
    const id = order.backupId ?? ''
    await bench.clock.until(async () => ((await store.backup.backup(id))?.filesDone ?? 0) > 2)
    const { personId, connectionId } = customer
    const view = await bench.app.connect.disconnectView(personId, connectionId)
    assert.equal(view.underWay?.backupId, id)
    const begun = await bench.app.connect.disconnect(personId, connectionId, 'delete files')
    await receiptDone(shop, begun?.id ?? '')
    assert.equal((await store.backup.backup(id))?.state, 'cancelled')
    await bench.clock.pass(HOUR)
    assert.deepEqual([await stored(bench, 'files'), await stored(bench, 'scans')], [0, 0])
  })
})

describe('deleting one of two backups', () => {
  test('bytes that the other one shares stay until that is deleted too', async () => {
    await using shop = await openShop()
    const { bench, customer } = shop
    const { backup } = await sold(shop)
    const again = await scan(bench, customer)
    const { price } = await bench.app.quote.preview(customer.personId, again.id, EVERYTHING)
    assert.equal(price?.net.minor, 0)
    const { backupId } = await bench.app.order.buy(
      customer.personId,
      again.id,
      EVERYTHING,
      0,
      (await shop.stored((await bench.app.account.view(customer.personId, '')).orders[0]?.id ?? ''))
        .termsVersion,
    )
    const second = await ended(bench, customer, backupId ?? '')
    const whole = await download(bench.app, customer, second.id)
    const begun = await bench.app.backup.delete(customer.personId, backup.id)
    const first = await receiptDone(shop, begun.id)
    assert.equal(first.files, backup.filesDone)
    await assert.rejects(download(bench.app, customer, backup.id), { reason: 'gone' })
    assert.deepEqual(await download(bench.app, customer, second.id), whole)
    assert.ok((await stored(bench, 'files')) > 0)
    await receiptDone(shop, (await bench.app.backup.delete(customer.personId, second.id)).id)
    assert.equal(await stored(bench, 'files'), 0)
    await assert.rejects(bench.app.backup.delete(customer.personId, second.id), { reason: 'gone' })
  })
})

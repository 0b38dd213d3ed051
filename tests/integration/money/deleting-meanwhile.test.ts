import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { EVERYTHING } from '../../../src/core/filter.ts'
import { letters } from '../../support/buyer.ts'
import { connect, download, scan } from '../../support/customer.ts'
import { receiptDone, sold, stored } from '../../support/deletions.ts'
import { openShop, type Shop } from '../../support/shop.ts'

describe('coming back while a deletion goes on', () => {
  /** The deletion waits, as for a worker that is still at it. */
  function holdBack(shop: Shop): () => void {
    const { erasing } = shop.bench.installation.ports.store
    const isWorkedOn = erasing.isWorkedOn
    erasing.isWorkedOn = async () => true
    return () => {
      erasing.isWorkedOn = isWorkedOn
    }
  }

  for (const choice of ['delete files', 'delete all'] as const) {
    test(`${choice}: what was begun since stays`, async () => {
      await using shop = await openShop()
      const { bench, customer } = shop
      await sold(shop)
      const { personId, connectionId } = customer
      const goOn = holdBack(shop)
      const begun = await bench.app.connect.disconnect(personId, connectionId, choice)
      await bench.clock.pass(1_000)
      const back = await connect(bench)
      assert.equal(back.connectionId === connectionId, choice === 'delete files')
      const again = await scan(bench, back)
      goOn()
      await receiptDone(shop, begun?.id ?? '')
      const [view] = await bench.app.status.organisations(personId)
      assert.deepEqual([view?.state, view?.scan?.id], ['active', again.id])
      const preview = await bench.app.quote.preview(personId, again.id, EVERYTHING)
      assert.equal(preview.newFiles, choice === 'delete all' ? preview.files : 0)
    })
  }

  test('who erased the account and logs in again is somebody new', async () => {
    await using shop = await openShop()
    const { bench, customer } = shop
    const goOn = holdBack(shop)
    const begun = await bench.app.account.erase(customer.personId)
    await bench.clock.pass(1_000)
    const back = await connect(bench)
    assert.notEqual(back.personId, customer.personId)
    goOn()
    await receiptDone(shop, begun.id)
    assert.equal((await bench.app.status.organisations(back.personId)).length, 1)
    assert.ok((await bench.app.account.view(back.personId, '')).email)
  })
})

test('a deletion that is cut off goes on after a restart, and its receipt counts everything once', async () => {
  await using shop = await openShop()
  const { bench, customer } = shop
  const { backup } = await sold(shop)
  const { storage } = bench.installation.ports
  const remove = storage.delete.bind(storage)
  let deleted = 0
  storage.delete = async (key) => {
    deleted += 1
    if (deleted > 5) throw new Error('the process dies here')
    return remove(key)
  }
  const begun = await bench.app.backup.delete(customer.personId, backup.id)
  await bench.clock.pass(10_000)
  await assert.rejects(download(bench.app, customer, backup.id), { reason: 'gone' })
  assert.ok((await stored(bench, 'files')) > 0)
  await bench.stop()
  await bench.start()
  const receipt = await receiptDone(shop, begun.id)
  assert.equal(await stored(bench, 'files'), 0)
  assert.equal(receipt.files, backup.filesDone)
  await bench.clock.pass(60_000)
  const told = (await letters(bench)).filter((one) => /receipt of deletion/.test(one))
  assert.equal(told.length, 1)
})

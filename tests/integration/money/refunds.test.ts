import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { EVERYTHING } from '../../../src/core/filter.ts'
import { letters, orderIn } from '../../support/buyer.ts'
import { backupIn, download, ended } from '../../support/customer.ts'
import { openShop, refundAtStripe, type Shop } from '../../support/shop.ts'

const OPERATOR = 'operator@example.com'
const DAY = 86_400_000

const charged = async (shop: Shop) => {
  const [charge] = (await shop.books()).charges
  return { amount: charge?.amount ?? 0, back: charge?.amount_refunded ?? 0, id: charge?.id ?? '' }
}

/** Xero refuses the first so many files, and says of the next ones that they are gone. */
function spoil(shop: Shop, failing: number, gone: number): void {
  const match = '/Attachments/[^/?]+$'
  shop.bench.xero.faults.add({ kind: 'status', status: 418, match, count: failing })
  shop.bench.xero.faults.add({ kind: 'not-found', match, count: gone })
}

describe('P13: money given back', () => {
  test('the share that was not delivered: a credit note with its VAT; the rest stays', async () => {
    await using shop = await openShop()
    spoil(shop, 2, 1)
    const order = await shop.sell()
    const backup = await ended(shop.bench, shop.customer, order.backupId ?? '')
    assert.equal(backup.exceptions, 3)
    const view = await shop.bench.app.operator.order(OPERATOR, order.id)
    assert.deepEqual([view.undelivered?.part, view.undelivered?.whole], [2, order.files])
    await shop.bench.app.operator.refund(OPERATOR, order.id, 'undelivered')
    const { credit_notes } = await shop.books()
    assert.equal(credit_notes.length, 1)
    const [note] = credit_notes
    const least = Math.floor((order.net.minor * 2) / order.files)
    assert.ok((note?.subtotal ?? 0) >= least && (note?.subtotal ?? 0) <= least + 4)
    const vat = Math.floor(((note?.subtotal ?? 0) * 2 + 5) / 10)
    assert.equal(note?.total, (note?.subtotal ?? 0) + vat)
    const stored = await shop.stored(order.id)
    assert.deepEqual([stored.state, stored.refundedMinor], ['paid', note?.total])
    assert.equal(view.undelivered?.amount.minor, note?.total, 'the sum was shown before')
    const { personId } = shop.customer
    const again = await shop.bench.app.quote.preview(personId, shop.scanId, EVERYTHING)
    assert.equal(again.newFiles, 2, 'what was paid back is not paid for')
    await shop.bench.clock.pass(60_000)
    const told = (await letters(shop.bench)).filter((one) => /goes back to you/.test(one))
    assert.equal(told.length, 1)
    await assert.rejects(shop.bench.app.operator.refund(OPERATOR, order.id, 'undelivered'), {
      kind: 'refuse',
      reason: 'conflict',
    })
    assert.ok((await download(shop.bench.app, shop.customer, order.backupId ?? '')).length > 0)
    await shop.bench.app.operator.refund(OPERATOR, order.id, 'all')
    const after = await charged(shop)
    assert.equal(after.back, after.amount)
    assert.equal((await shop.stored(order.id)).state, 'refunded')
    const paidBack = await shop.bench.app.backup.view(personId, backup.id)
    assert.deepEqual([paidBack.mayRetry, paidBack.retryObstacle], [false, 'paid back'])
  })

  test('all of it: credit note, the backup stops, the download is closed, one letter', async () => {
    await using shop = await openShop()
    const order = await shop.sell()
    const backup = await ended(shop.bench, shop.customer, order.backupId ?? '')
    await Promise.allSettled([
      shop.bench.app.operator.refund(OPERATOR, order.id, 'all'),
      shop.bench.app.operator.refund(OPERATOR, order.id, 'all'),
    ])
    const after = await charged(shop)
    assert.equal(after.back, after.amount)
    assert.equal((await shop.books()).credit_notes.length, 1)
    await assert.rejects(download(shop.bench.app, shop.customer, backup.id), { reason: 'gone' })
    await shop.bench.clock.pass(60_000)
    const { store } = shop.bench.installation.ports
    assert.ok(((await store.keeping.life(backup.id))?.keepUntil ?? 0) > shop.bench.clock.now())
    await shop.bench.clock.leap(7 * DAY)
    await shop.bench.clock.pass(3_600_000)
    assert.equal(await store.erasing.filesOf(backup.id, 1), null, 'nothing of it is left')
    const { receipts } = await shop.bench.app.account.view(shop.customer.personId, '')
    assert.equal(receipts[0]?.cause, 'paid back')
    assert.equal(
      (await letters(shop.bench)).filter((one) => /goes back to you/.test(one)).length,
      1,
    )
    await assert.rejects(shop.bench.app.operator.refund(OPERATOR, order.id, 'all'), {
      reason: 'conflict',
    })
  })

  test('a held order is released and runs, or is paid back; both stand in the audit log', async () => {
    await using shop = await openShop()
    const held = await shop.sell({ details: { country: 'GB' }, page: { country: 'US' } })
    assert.equal(held.state, 'held')
    assert.equal(await shop.backups(), 0)
    await assert.rejects(shop.order(), { kind: 'refuse', reason: 'conflict' })
    assert.equal((await shop.books()).sessions.length, 1, 'nobody pays twice for it')
    await shop.bench.app.operator.release(OPERATOR, held.id)
    assert.equal((await shop.stored(held.id)).state, 'paid')
    assert.equal(await shop.backups(), 1)
    await assert.rejects(shop.bench.app.operator.release(OPERATOR, held.id), { reason: 'conflict' })
    await shop.bench.app.operator.refund(OPERATOR, held.id, 'all')
    const audit = await shop.bench.installation.ports.store.auditOf(held.id)
    const said = audit.map((line) => `${line.what} | ${line.detail}`).join('\n')
    assert.match(said, /operator: released \| operator@example\.com/)
    assert.match(said, /operator: refund asked for \| operator@example\.com/)
  })

  test('a refund that fails at the bank puts the order before a person', async () => {
    await using shop = await openShop()
    const order = await shop.sell()
    await shop.bench.app.operator.refund(OPERATOR, order.id, 'all')
    const [refund] = await shop.bench.installation.ports.store.order.refundsOf(order.id)
    await shop.tell('refund', { refund: refund?.refundId, status: 'failed' })
    await orderIn(shop.bench, shop.customer, order.id, (one) => one.state === 'held')
    assert.equal((await shop.stored(order.id)).refundedMinor, 0)
    const backup = await ended(shop.bench, shop.customer, order.backupId ?? '')
    assert.equal(backup.state, 'cancelled')
    await shop.bench.app.operator.release(OPERATOR, order.id)
    const done = await backupIn(shop.bench, backup.id, (one) => one.state === 'complete')
    assert.equal(done.filesDone, order.files)
    assert.ok((await download(shop.bench.app, shop.customer, backup.id)).length > 0)
  })

  test('and can be made again: the credit note stands, the money goes back; nothing to release', async () => {
    await using shop = await openShop()
    const order = await shop.sell()
    for (const state of ['held', 'refunded']) {
      await shop.bench.app.operator.refund(OPERATOR, order.id, 'all')
      if (state === 'refunded') break
      const [refund] = await shop.bench.installation.ports.store.order.refundsOf(order.id)
      await shop.tell('refund', { refund: refund?.refundId, status: 'failed' })
      await orderIn(shop.bench, shop.customer, order.id, (one) => one.state === state)
    }
    const { amount, back } = await charged(shop)
    assert.equal(back, amount)
    const refunds = await shop.bench.installation.ports.store.order.refundsOf(order.id)
    assert.equal(refunds[1]?.amountMinor, amount)
    assert.equal((await shop.books()).credit_notes.length, 1)
    const { state, refundedMinor } = await shop.stored(order.id)
    assert.deepEqual([state, refundedMinor], ['refunded', amount])
  })
})

describe('money given back in Stripe itself', () => {
  test('a part: noticed, operators told of the note that is missing; the rest goes back here', async () => {
    await using shop = await openShop({ settings: { OPERATOR_LOGINS: OPERATOR } })
    const order = await shop.sell()
    await refundAtStripe(shop, 100)
    await orderIn(shop.bench, shop.customer, order.id, (one) => one.refunded.minor === 100)
    await shop.bench.clock.pass(60_000)
    const told = () =>
      letters(shop.bench).then((all) => all.filter((one) => /in Stripe itself/.test(one)).length)
    assert.equal(await told(), 1)
    await shop.bench.app.operator.refund(OPERATOR, order.id, 'all')
    const { amount, back } = await charged(shop)
    assert.equal(back, amount)
    assert.deepEqual(
      (await shop.books()).credit_notes.map((one) => one.total),
      [amount],
    )
    assert.equal((await shop.stored(order.id)).state, 'refunded')
    await shop.bench.clock.pass(60_000)
    assert.equal(await told(), 1, 'our own refund is not told')
  })

  test('all of it: the order is refunded and its backup stops; after 7 days nothing can be released', async () => {
    await using shop = await openShop()
    const order = await shop.sell()
    await ended(shop.bench, shop.customer, order.backupId ?? '')
    await refundAtStripe(shop, order.total.minor)
    await orderIn(shop.bench, shop.customer, order.id, (one) => one.state === 'refunded')
    await shop.bench.clock.leap(7 * DAY)
    await shop.bench.clock.pass(3_600_000)
    const [refund] = (await shop.books()).refunds
    await shop.tell('refund', { refund: refund?.id, status: 'failed' })
    await orderIn(shop.bench, shop.customer, order.id, (one) => one.state === 'held')
    await assert.rejects(shop.bench.app.operator.release(OPERATOR, order.id), {
      kind: 'refuse',
      reason: 'conflict',
      message: /deleted/,
    })
    assert.equal((await shop.stored(order.id)).state, 'held')
    await shop.bench.app.operator.refund(OPERATOR, order.id, 'all')
    const { amount, back } = await charged(shop)
    assert.deepEqual([back, (await shop.books()).credit_notes.length], [amount, 1])
  })
})

describe('disputes', () => {
  test('the download rests while the bank decides, and is back when we win', async () => {
    await using shop = await openShop()
    const order = await shop.sell()
    const backup = await ended(shop.bench, shop.customer, order.backupId ?? '')
    await shop.tell('dispute', { charge: (await charged(shop)).id })
    await orderIn(shop.bench, shop.customer, order.id, (one) => one.disputed)
    await assert.rejects(download(shop.bench.app, shop.customer, backup.id), {
      reason: 'forbidden',
    })
    await assert.rejects(shop.bench.app.operator.refund(OPERATOR, order.id, 'all'), {
      kind: 'refuse',
    })
    const [dispute] = (await shop.books()).disputes
    await shop.tell('dispute/close', { dispute: dispute?.id, status: 'won' })
    await orderIn(shop.bench, shop.customer, order.id, (one) => !one.disputed)
    assert.ok((await download(shop.bench.app, shop.customer, backup.id)).length > 0)
  })
})

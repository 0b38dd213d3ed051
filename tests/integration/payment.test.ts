import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { EVERYTHING } from '../../src/core/filter.ts'
import {
  buy,
  chargeAgain,
  letters,
  orderIn,
  payPage,
  stripeState,
  tellStripe,
} from '../support/buyer.ts'
import { backupIn, type Customer, connect, INVOICE, scan } from '../support/customer.ts'
import { type Bench, startInstallation } from '../support/installation.ts'

let bench: Bench
let customer: Customer
let scanId: string

before(async () => {
  bench = await startInstallation({ payments: true })
  customer = await connect(bench)
})

// Each case orders on a scan of its own, so that no order is taken for the one before.
beforeEach(async () => {
  scanId = (await scan(bench, customer)).id
  await chargeAgain(bench, customer)
  await tellStripe(bench, 'webhooks', { enabled: true })
})

after(() => bench[Symbol.asyncDispose]())

const pay = async (orderId: string, country = 'GB') =>
  bench.app.order.pay(customer.personId, orderId, { ...INVOICE, country })

const backupsOf = async () => bench.installation.ports.store.backup.backupsOf(customer.connectionId)

test('a customer in the UK pays 20 % VAT, and the backup starts by itself', async () => {
  const orderId = await buy(bench, customer, scanId)
  await payPage(bench, await pay(orderId))
  const order = await orderIn(bench, customer, orderId, (one) => one.backupId !== null)
  assert.equal(order.state, 'paid')
  assert.equal(order.tax.minor, order.net.minor / 5)
  assert.equal(order.total.minor, order.net.minor + order.tax.minor)
  const backup = await backupIn(bench, order.backupId ?? '', (one) => one.finishedAt !== null)
  assert.equal(backup.state, 'complete')
})

test('a customer elsewhere pays no VAT', async () => {
  const orderId = await buy(bench, customer, scanId)
  await payPage(bench, await pay(orderId, 'IE'), { country: 'IE' })
  const order = await orderIn(bench, customer, orderId, (one) => one.backupId !== null)
  assert.equal(order.tax.minor, 0)
  assert.equal(order.total.minor, order.net.minor)
})

test('a payment that is cancelled charges nothing and can be made after all', async () => {
  const orderId = await buy(bench, customer, scanId)
  const first = await pay(orderId)
  await bench.clock.pass(5 * 60_000)
  const order = await bench.app.order.refresh(customer.personId, orderId)
  assert.equal(order.state, 'unpaid')
  assert.equal(order.backupId, null)
  const again = await pay(orderId)
  assert.equal(again.url, first.url)
  await payPage(bench, again)
  await orderIn(bench, customer, orderId, (one) => one.backupId !== null)
})

test('a quote holds for a day and can then be neither paid nor bought', async () => {
  const orderId = await buy(bench, customer, scanId)
  await bench.clock.leap(24 * 3_600_000 + 1_000)
  assert.equal((await bench.app.order.view(customer.personId, orderId)).expired, true)
  await assert.rejects(pay(orderId), { kind: 'refuse', reason: 'gone' })
  const anew = await buy(bench, customer, scanId)
  assert.notEqual(anew, orderId)
})

test('a price that was changed on the page orders nothing', async () => {
  const { price } = await bench.app.quote.preview(customer.personId, scanId, EVERYTHING)
  const wrong = (price?.net.minor ?? 0) - 1
  const orders = () => bench.installation.ports.store.order.ordersOf(customer.connectionId)
  const before = (await orders()).length
  await assert.rejects(
    bench.app.order.buy(customer.personId, scanId, EVERYTHING, wrong, bench.app.order.termsVersion),
    { kind: 'refuse', reason: 'conflict' },
  )
  assert.equal((await orders()).length, before)
})

test('terms that were not accepted order nothing', async () => {
  const { price } = await bench.app.quote.preview(customer.personId, scanId, EVERYTHING)
  const shown = price?.net.minor ?? 0
  await assert.rejects(bench.app.order.buy(customer.personId, scanId, EVERYTHING, shown, ''), {
    kind: 'refuse',
    field: 'terms',
  })
})

test('twenty copies of a webhook at once start one backup and send one letter of each kind', async () => {
  const [backups, told] = [(await backupsOf()).length, await letters(bench)]
  const orderId = await buy(bench, customer, scanId)
  await payPage(bench, await pay(orderId))
  const { events } = await stripeState(bench)
  const event = events.findLast((one) => one.type === 'checkout.session.completed')
  await tellStripe(bench, 'event/replay', { id: event?.id, times: 20 })
  const order = await orderIn(bench, customer, orderId, (one) => one.backupId !== null)
  await backupIn(bench, order.backupId ?? '', (one) => one.finishedAt !== null)
  await bench.clock.pass(60_000)
  const { deliveries } = await stripeState(bench)
  const delivered = deliveries.filter((one) => one.type === 'checkout.session.completed').slice(-20)
  assert.equal(delivered.length, 20)
  assert.ok(delivered.every((one) => one.status === 200))
  assert.equal((await backupsOf()).length, backups + 1)
  // Letters of one instant stand in no order, so each kind is counted over all of them.
  const sent = await letters(bench)
  for (const kind of [/payment received/, /backup is ready/]) {
    const count = (subjects: readonly string[]) => subjects.filter((one) => kind.test(one)).length
    assert.equal(count(sent), count(told) + 1, sent.join('\n'))
  }
})

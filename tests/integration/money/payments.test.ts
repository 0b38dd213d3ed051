import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { signatureHeader } from '../../../simulators/stripe/webhooks.ts'
import { refuse } from '../../../src/core/errors.ts'
import { EVERYTHING } from '../../../src/core/filter.ts'
import { buy, chargeAgain, letters, orderIn, payPage } from '../../support/buyer.ts'
import { INVOICE } from '../../support/customer.ts'
import { WEBHOOK_SECRET } from '../../support/installation.ts'
import { openShop, pageOfSecondTab, type Shop } from '../../support/shop.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

const event = (shop: Shop, id: string, object: object, type = 'checkout.session.completed') =>
  JSON.stringify({
    id,
    type,
    object: 'event',
    created: Math.floor(shop.bench.clock.now() / 1000),
    data: { object },
  })

async function send(shop: Shop, body: string): Promise<number> {
  const at = Math.floor(shop.bench.clock.now() / 1000)
  const answer = await fetch(`${shop.bench.url}/stripe/webhook`, {
    method: 'POST',
    body,
    headers: { 'stripe-signature': signatureHeader(body, WEBHOOK_SECRET, at) },
  })
  await answer.arrayBuffer()
  return answer.status
}

const sent = async (shop: Shop, about: RegExp): Promise<number> =>
  (await letters(shop.bench)).filter((subject) => about.test(subject)).length

describe('P1, P3, P4: whatever tells of a payment, and how often, one backup starts', () => {
  test('P1 the same event 100 times, 20 side by side: one backup, one letter', async () => {
    await using shop = await openShop({ webhooks: false })
    const { orderId, url } = await shop.order()
    await payPage(shop.bench, { url })
    const session = (await shop.books()).sessions[0]
    const body = event(shop, 'evt_same', { id: session?.id, object: 'checkout.session' })
    for (let round = 0; round < 5; round += 1) {
      const statuses = await Promise.all(Array.from({ length: 20 }, () => send(shop, body)))
      assert.ok(statuses.every((status) => status === 200))
    }
    await shop.settled(orderId)
    await shop.bench.clock.pass(5 * MINUTE)
    assert.equal(await shop.backups(), 1)
    assert.equal(await sent(shop, /payment received/), 1)
  })

  test('P3 without any webhook the poller alone starts it within 90 s', async () => {
    await using shop = await openShop({ webhooks: false })
    const { orderId, url } = await shop.order()
    await shop.bench.clock.pass(31_000)
    await payPage(shop.bench, { url })
    const paidAt = shop.bench.clock.now()
    await orderIn(shop.bench, shop.customer, orderId, (one) => one.backupId !== null, 90_000)
    assert.ok(shop.bench.clock.now() - paidAt <= 90_000)
  })

  test('P4 the page to come back to, before, with and after the webhook: one backup each', async () => {
    await using shop = await openShop({ webhooks: false })
    for (const [at, when] of (['before', 'with', 'after'] as const).entries()) {
      await chargeAgain(shop.bench, shop.customer)
      const { orderId, url } = await shop.order()
      await payPage(shop.bench, { url })
      const session = (await shop.books()).sessions.at(-1)
      const body = event(shop, `evt_${when}`, { id: session?.id, object: 'checkout.session' })
      const page = () => shop.bench.app.order.refresh(shop.customer.personId, orderId)
      if (when === 'before') await page()
      if (when === 'with') await Promise.all([page(), send(shop, body), page()])
      await send(shop, body)
      await shop.bench.clock.pass(MINUTE)
      await page()
      assert.equal((await shop.stored(orderId)).state, 'paid', when)
      assert.equal(await shop.backups(), at + 1, when)
      assert.equal(await sent(shop, /payment received/), at + 1, when)
    }
  })
})

describe('late ways to pay, by the poller alone', () => {
  test('the money arrives after three days: the backup starts by itself', async () => {
    await using shop = await openShop({ webhooks: false })
    const { orderId, url } = await shop.order()
    await payPage(shop.bench, { url }, { payment_method: 'debit_succeeds' })
    await orderIn(shop.bench, shop.customer, orderId, (one) => one.awaitingFunds)
    assert.equal(await shop.backups(), 0)
    await shop.bench.clock.leap(3 * DAY)
    await shop.settled(orderId, 20 * MINUTE)
    assert.equal((await shop.stored(orderId)).state, 'paid')
    assert.equal(await sent(shop, /on its way|to arrive/), 1)
  })

  test('the bank refuses: the order can be paid in another way, and a letter says so', async () => {
    await using shop = await openShop({ webhooks: false })
    const { orderId, url } = await shop.order()
    await payPage(shop.bench, { url }, { payment_method: 'debit_fails' })
    await orderIn(shop.bench, shop.customer, orderId, (one) => one.awaitingFunds)
    const { sessions } = await shop.books()
    await shop.tell('settle', { session: sessions[0]?.id, outcome: 'failed' })
    await orderIn(shop.bench, shop.customer, orderId, (one) => !one.awaitingFunds)
    await shop.bench.clock.pass(MINUTE)
    assert.equal(await sent(shop, /did not arrive/), 1)
    const { app } = shop.bench
    assert.equal((await app.order.view(shop.customer.personId, orderId)).notArrived, true)
    const again = await shop.bench.app.order.pay(shop.customer.personId, orderId, INVOICE)
    await payPage(shop.bench, again)
    assert.equal((await shop.settled(orderId)).state, 'paid')
    assert.equal(await shop.backups(), 1)
  })

  test('while a payment is on its way nothing else is sold to the organisation', async () => {
    await using shop = await openShop({ webhooks: false })
    const { orderId, url } = await shop.order()
    await payPage(shop.bench, { url }, { payment_method: 'debit_succeeds' })
    await orderIn(shop.bench, shop.customer, orderId, (one) => one.awaitingFunds)
    const none = { ...EVERYTHING, types: [] }
    const second = buy(shop.bench, shop.customer, shop.scanId, none)
    await assert.rejects(second, { kind: 'refuse', reason: 'conflict' })
  })
})

describe('P5 and P14: the door for webhooks', () => {
  test('it answers after one insert, while Stripe does not; over 1 MiB is 413 without a row', async () => {
    await using shop = await openShop({ webhooks: false })
    const { payments, store } = shop.bench.installation.ports
    assert.ok(payments)
    const stripe = Promise.withResolvers<void>()
    const status = payments.status.bind(payments)
    payments.status = (id) => stripe.promise.then(() => status(id))
    const unknown = { id: 'cs_unknown', object: 'checkout.session' }
    assert.equal(await send(shop, event(shop, 'evt_1', unknown)), 200)
    assert.notEqual(await store.order.event('evt_1'), null)
    stripe.resolve()
    const large = event(shop, 'evt_large', { ...unknown, pad: 'x'.repeat(1_048_576) })
    assert.equal(await send(shop, large), 413)
    assert.equal(await store.order.event('evt_large'), null)
  })

  test('P14 the database is down: 500, and the event sent again later counts', async () => {
    await using shop = await openShop({ webhooks: false })
    const { orderId, url } = await shop.order()
    await payPage(shop.bench, { url })
    const session = (await shop.books()).sessions[0]
    const body = event(shop, 'evt_1', { id: session?.id, object: 'checkout.session' })
    const { order } = shop.bench.installation.ports.store
    const addEvent = order.addEvent.bind(order)
    order.addEvent = () => Promise.reject(new Error('the database is gone'))
    assert.equal(await send(shop, body), 500)
    order.addEvent = addEvent
    assert.equal(await send(shop, body), 200)
    await shop.settled(orderId, 30_000)
    assert.equal(await shop.backups(), 1)
  })

  test('P9 the second payment cannot be paid back: the first one has its backup all the same', async () => {
    await using shop = await openShop({ webhooks: false })
    const { bench, customer } = shop
    const { orderId, url } = await shop.order()
    const { payments, store } = bench.installation.ports
    assert.ok(payments)
    const second = await pageOfSecondTab(shop, orderId)
    const refund = payments.refund.bind(payments)
    payments.refund = async () => {
      throw refuse('Stripe does not pay this back.', 'Look at the payment in Stripe.')
    }
    await payPage(bench, { url: second.url })
    await payPage(bench, { url })
    await bench.clock.pass(10 * MINUTE)
    assert.equal((await bench.app.order.refresh(customer.personId, orderId)).state, 'paid')
    assert.equal(await shop.backups(), 1)
    assert.equal(await sent(shop, /payment/i), 1)
    assert.equal((await store.order.refundsOf(orderId)).length, 1)
    // The nightly comparison goes on to its end, and tells what it could not put right.
    await bench.clock.leap(DAY)
    await bench.clock.pass(10 * MINUTE)
    const { findings = [] } = (await store.order.latestReconciliation()) ?? {}
    assert.ok(
      findings.some((one) => one.includes('does not pay this back')),
      findings.join('\n'),
    )
    payments.refund = refund
    await bench.clock.pass(2 * 60 * MINUTE)
    const left = (await shop.books()).charges.map((one) => one.amount - one.amount_refunded)
    assert.equal(left.filter((one) => one === 0).length, 1)
  })
})

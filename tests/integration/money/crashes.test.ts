import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { LedgerkeepError } from '../../../src/core/errors.ts'
import { EVERYTHING } from '../../../src/core/filter.ts'
import { letters, orderIn, payPage } from '../../support/buyer.ts'
import { ended, INVOICE, scan } from '../../support/customer.ts'
import { openShop, type Shop } from '../../support/shop.ts'

const MINUTE = 60_000
const OPERATOR = 'operator@example.com'

const sent = async (shop: Shop, about: RegExp): Promise<number> =>
  (await letters(shop.bench)).filter((subject) => about.test(subject)).length

/** The next letter cannot be written: as when the process dies between a state and its letter. */
function dieBeforeLetter(shop: Shop): () => number {
  const { mail } = shop.bench.installation.ports.store
  const queue = mail.queueMail
  let died = 0
  mail.queueMail = () => {
    mail.queueMail = queue
    died += 1
    return Promise.reject(new Error('the process dies here'))
  }
  return () => died
}

const WAYS: Readonly<
  Record<string, { readonly about: RegExp; run(shop: Shop, die: () => void): Promise<unknown> }>
> = {
  'a payment that is received': {
    about: /payment received/,
    async run(shop, die) {
      const { orderId, url } = await shop.order()
      die()
      await payPage(shop.bench, { url })
      await shop.settled(orderId, 10 * MINUTE)
    },
  },
  'a payment that is held': {
    about: /checking your payment/,
    async run(shop, die) {
      const { orderId, url } = await shop.order()
      die()
      await payPage(shop.bench, { url }, { country: 'US' })
      await shop.settled(orderId, 10 * MINUTE)
    },
  },
  'a bank debit on its way': {
    about: /to arrive/,
    async run(shop, die) {
      const { orderId, url } = await shop.order()
      die()
      await payPage(shop.bench, { url }, { payment_method: 'debit_succeeds' })
      await orderIn(shop.bench, shop.customer, orderId, (one) => one.awaitingFunds, 10 * MINUTE)
    },
  },
  'a bank debit that failed': {
    about: /did not arrive/,
    async run(shop, die) {
      const { orderId, url } = await shop.order()
      await payPage(shop.bench, { url }, { payment_method: 'debit_fails' })
      await orderIn(shop.bench, shop.customer, orderId, (one) => one.awaitingFunds)
      await shop.bench.clock.pass(2 * MINUTE)
      die()
      const [session] = (await shop.books()).sessions
      await shop.tell('settle', { session: session?.id, outcome: 'failed' })
      await orderIn(shop.bench, shop.customer, orderId, (one) => !one.awaitingFunds, 10 * MINUTE)
    },
  },
  'money that goes back': {
    about: /goes back to you/,
    async run(shop, die) {
      const order = await shop.sell()
      await ended(shop.bench, shop.customer, order.backupId ?? '')
      await shop.bench.clock.pass(MINUTE)
      die()
      await shop.bench.app.operator.refund(OPERATOR, order.id, 'all').catch(() => undefined)
    },
  },
}

describe('a crash between a state and its letter', () => {
  for (const [what, { about, run }] of Object.entries(WAYS)) {
    test(`${what}: one letter, neither lost nor sent twice`, async () => {
      await using shop = await openShop({ webhooks: false })
      let died = () => 0
      await run(shop, () => {
        died = dieBeforeLetter(shop)
      })
      await shop.bench.clock.pass(10 * MINUTE)
      assert.equal(died(), 1)
      assert.equal(await sent(shop, about), 1, (await letters(shop.bench)).join('\n'))
    })
  }

  test('a refund that was cut off after the state leaves nothing that counts as paid', async () => {
    await using shop = await openShop({ webhooks: false })
    const order = await shop.sell()
    await ended(shop.bench, shop.customer, order.backupId ?? '')
    const { store } = shop.bench.installation.ports
    const forget = store.quote.forgetPaid
    store.quote.forgetPaid = () => {
      store.quote.forgetPaid = forget
      return Promise.reject(new Error('the process dies here'))
    }
    await assert.rejects(shop.bench.app.operator.refund(OPERATOR, order.id, 'all'))
    assert.equal((await shop.stored(order.id)).state, 'refunded')
    await shop.bench.clock.pass(5 * MINUTE)
    const { personId } = shop.customer
    const again = await shop.bench.app.quote.preview(personId, shop.scanId, EVERYTHING)
    assert.equal(again.newFiles, again.files)
    assert.equal(await sent(shop, /goes back to you/), 1)
  })
})

describe('several clicks at once', () => {
  const buyAll = (shop: Shop, scanId: string, net: number, times = 6) =>
    Promise.all(
      Array.from({ length: times }, () =>
        shop.bench.app.order.buy(
          shop.customer.personId,
          scanId,
          EVERYTHING,
          net,
          shop.bench.app.order.termsVersion,
        ),
      ),
    )

  test('are one order, and different ones leave one that can be paid', async () => {
    await using shop = await openShop()
    const { app, installation } = shop.bench
    const { personId, connectionId } = shop.customer
    const preview = await app.quote.preview(personId, shop.scanId, EVERYTHING)
    const made = await buyAll(shop, shop.scanId, preview.price?.net.minor ?? 0)
    assert.equal(new Set(made.map((one) => one.orderId)).size, 1)
    const orders = () => installation.ports.store.order.ordersOf(connectionId)
    assert.equal((await orders()).length, 1)
    const filters = preview.types.map((one) => ({ ...EVERYTHING, types: [one.type] }))
    await Promise.allSettled(
      filters.map(async (filter) => {
        const { price } = await app.quote.preview(personId, shop.scanId, filter)
        const net = price?.net.minor ?? 0
        return app.order.buy(personId, shop.scanId, filter, net, app.order.termsVersion)
      }),
    )
    const unpaid = (await orders()).filter((one) => one.state === 'unpaid')
    assert.equal(unpaid.length, 1)
    const page = await app.order.pay(personId, unpaid[0]?.id ?? '', INVOICE)
    await payPage(shop.bench, page)
    assert.equal((await shop.settled(unpaid[0]?.id ?? '')).state, 'paid')
    assert.equal(await shop.backups(), 1)
  })

  test('of what is free are one backup', async () => {
    await using shop = await openShop()
    const order = await shop.sell()
    await ended(shop.bench, shop.customer, order.backupId ?? '')
    const again = await scan(shop.bench, shop.customer)
    const made = await buyAll(shop, again.id, 0)
    assert.equal(new Set(made.map((one) => one.backupId)).size, 1)
    assert.equal(await shop.backups(), 2)
  })
})

test('money that arrives after everything was deleted starts nothing, and a person is asked', async () => {
  await using shop = await openShop({ webhooks: false })
  const { bench, customer } = shop
  const { orderId, url } = await shop.order()
  await payPage(bench, { url }, { payment_method: 'debit_succeeds' })
  await orderIn(bench, customer, orderId, (one) => one.awaitingFunds)
  await bench.app.connect.disconnect(customer.personId, customer.connectionId, 'delete files')
  const [session] = (await shop.books()).sessions
  await shop.tell('settle', { session: session?.id, outcome: 'succeeded' })
  const order = await shop.settled(orderId, 20 * MINUTE)
  assert.equal(order.state, 'held')
  await bench.clock.pass(5 * MINUTE)
  assert.equal(await shop.backups(), 0)
  assert.equal(await sent(shop, /order is held/), 1)
  await assert.rejects(bench.app.operator.release(OPERATOR, orderId), { reason: 'conflict' })
  await bench.app.operator.refund(OPERATOR, orderId, 'all')
  assert.equal((await shop.stored(orderId)).state, 'refunded')
})

test('a share whose answer was lost is finished by the job, a day later too, and paid once', async () => {
  await using shop = await openShop()
  const match = '/Attachments/[^/?]+$'
  shop.bench.xero.faults.add({ kind: 'status', status: 418, match, count: 1 })
  const order = await shop.sell()
  await ended(shop.bench, shop.customer, order.backupId ?? '')
  const { payments, store } = shop.bench.installation.ports
  assert.ok(payments)
  const refund = payments.refund.bind(payments)
  let asked = 0
  const back = shop.bench.clock.now() + 25 * 60 * MINUTE
  payments.refund = async (request) => {
    asked += 1
    if (shop.bench.clock.now() >= back) return refund(request)
    if (asked === 1) await refund(request)
    throw new LedgerkeepError('retry', 'the line went dead')
  }
  await assert.rejects(shop.bench.app.operator.refund(OPERATOR, order.id, 'undelivered'))
  await shop.bench.clock.leap(25 * 60 * MINUTE)
  const done = await shop.bench.clock.until(
    async () => (await store.order.refundsOf(order.id)).find((one) => one.unpaidAt !== null),
    { withinMs: 120 * MINUTE },
  )
  const { credit_notes, charges } = await shop.books()
  assert.equal(credit_notes.length, 1)
  assert.deepEqual([done.amountMinor, done.state], [charges[0]?.amount_refunded, 'succeeded'])
  assert.equal((await shop.stored(order.id)).refundedMinor, done.amountMinor)
  assert.ok(asked > 1)
})

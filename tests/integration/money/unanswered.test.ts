import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refuse } from '../../../src/core/errors.ts'
import { EVERYTHING } from '../../../src/core/filter.ts'
import { buy, payPage } from '../../support/buyer.ts'
import { INVOICE } from '../../support/customer.ts'
import { openShop, type Shop } from '../../support/shop.ts'

const MINUTE = 60_000

const openPages = async (shop: Shop) =>
  (await shop.books()).sessions.filter((one) => one.status === 'open')

/** Pays at the address and sees that this was the one charge. */
async function paidOnce(shop: Shop, orderId: string, url: string): Promise<void> {
  assert.deepEqual(
    (await openPages(shop)).map((one) => one.url),
    [url],
  )
  assert.ok((await payPage(shop.bench, { url })) < 400)
  assert.equal((await shop.settled(orderId)).state, 'paid')
  assert.equal((await shop.books()).charges.length, 1)
}

test('an email address that Stripe refuses can be corrected', async () => {
  await using shop = await openShop()
  const { bench, customer } = shop
  const { payments } = bench.installation.ports
  assert.ok(payments)
  const open = payments.open.bind(payments)
  payments.open = async (request) => {
    if (!request.customer.email.includes('..')) return open(request)
    throw refuse('Stripe does not take this email address.', 'Correct it.', { field: 'email' })
  }
  const orderId = await buy(bench, customer, shop.scanId)
  const pay = (email: string) =>
    bench.app.order.pay(customer.personId, orderId, { ...INVOICE, email })
  await assert.rejects(pay('a@b..com'), { field: 'email' })
  assert.equal((await shop.stored(orderId)).attemptAt, null)
  // As after a crash, which left the refused try uncounted.
  await shop.bench.installation.ports.store.order.changeOrder(orderId, ['unpaid'], {
    attemptAt: bench.clock.now(),
  })
  await paidOnce(shop, orderId, (await pay('a@b.com')).url)
})

for (const [what, made] of [
  ['never came', false],
  ['was made and its answer lost', true],
] as const) {
  test(`a page that ${what}, asked for again much later`, async () => {
    await using shop = await openShop()
    const { bench, customer } = shop
    const { payments } = bench.installation.ports
    assert.ok(payments)
    const open = payments.open.bind(payments)
    payments.open = async (request) => {
      if (made) await open(request)
      payments.open = open
      throw new Error('the process dies here')
    }
    const orderId = await buy(bench, customer, shop.scanId)
    const pay = () => bench.app.order.pay(customer.personId, orderId, INVOICE)
    // As a crash leaves it: counted, and no answer written down.
    const { order } = bench.installation.ports.store
    const { changeAttempt } = order
    let changes = 0
    order.changeAttempt = async (...change) => {
      changes += 1
      return changes > 1 ? true : changeAttempt(...change)
    }
    await assert.rejects(pay(), /dies here|could not be|fault/)
    order.changeAttempt = changeAttempt
    assert.notEqual((await shop.stored(orderId)).attemptAt, null)
    await bench.clock.pass(40 * MINUTE)
    const { url } = await pay()
    assert.equal((await shop.stored(orderId)).attempt, 2)
    await paidOnce(shop, orderId, url)
  })
}

for (const [what, match, times] of [
  ['customer', 'POST /v1/customers', 1],
  // Asked again at once under another key, which has its own fault.
  ['tax rate', 'POST /v1/tax_rates', 2],
] as const) {
  test(`a fault that Stripe keeps for the ${what} blocks nobody`, async () => {
    await using shop = await openShop()
    const { bench, customer } = shop
    const orderId = await buy(bench, customer, shop.scanId)
    const pay = () => bench.app.order.pay(customer.personId, orderId, INVOICE)
    await shop.tell('fault', { match, status: 500, times })
    await assert.rejects(pay(), { reason: 'gone' })
    await shop.tell('fault', { clear: true })
    await bench.clock.pass(MINUTE)
    await paidOnce(shop, orderId, (await pay()).url)
  })
}

test('two tabs with different details: one page, and the details are those of its invoice', async () => {
  await using shop = await openShop({ webhooks: false })
  const { bench, customer } = shop
  const { store } = bench.installation.ports
  const orderId = await buy(bench, customer, shop.scanId)
  const pay = (country: string) =>
    bench.app.order.pay(customer.personId, orderId, { ...INVOICE, country })
  // Both tabs have read the order before either begins.
  const { order } = store.order
  const read = Promise.withResolvers<void>()
  let readers = 0
  store.order.order = async (id) => {
    const found = await order(id)
    readers += 1
    if (readers === 2) read.resolve()
    await read.promise
    return found
  }
  const both = await Promise.allSettled([pay('GB'), pay('US')])
  const opened = both.filter((one) => one.status === 'fulfilled')
  const refused = both.find((one) => one.status === 'rejected')
  assert.match(String(refused?.reason), /other details in another tab/)
  const stored = await shop.stored(orderId)
  assert.equal(opened.length, 1)
  const country = both[0]?.status === 'fulfilled' ? 'GB' : 'US'
  assert.equal(stored.details?.country, country)
  const [page] = await openPages(shop)
  assert.equal(page?.amount_total, stored.totalMinor)
  assert.equal((await pay(country)).url, opened[0]?.value.url)
})

test('a double click gives one page, twice', async () => {
  await using shop = await openShop({ webhooks: false })
  const { bench, customer } = shop
  const orderId = await buy(bench, customer, shop.scanId)
  const pay = () => bench.app.order.pay(customer.personId, orderId, INVOICE)
  const [first, second] = await Promise.all([pay(), pay()])
  assert.equal(first.url, second.url)
  await paidOnce(shop, orderId, first.url)
})

test('filters changed while the page is being opened: that page is closed again', async () => {
  await using shop = await openShop({ webhooks: false })
  const { bench, customer } = shop
  const { payments } = bench.installation.ports
  assert.ok(payments)
  const open = payments.open.bind(payments)
  const orderId = await buy(bench, customer, shop.scanId)
  let other = ''
  payments.open = async (request) => {
    const made = await open(request)
    payments.open = open
    other = await buy(bench, customer, shop.scanId, { ...EVERYTHING, types: ['bills'] })
    return made
  }
  const pay = (id: string) => bench.app.order.pay(customer.personId, id, INVOICE)
  await assert.rejects(pay(orderId), { kind: 'refuse', reason: 'conflict' })
  await paidOnce(shop, other, (await pay(other)).url)
  assert.equal((await shop.stored(orderId)).state, 'cancelled')
})

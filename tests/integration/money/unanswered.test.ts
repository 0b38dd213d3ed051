import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refuse } from '../../../src/core/errors.ts'
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
    const { changeOrder } = order
    let changes = 0
    order.changeOrder = async (...change) => {
      changes += 1
      return changes > 1 ? true : changeOrder(...change)
    }
    await assert.rejects(pay(), /dies here|could not be|fault/)
    order.changeOrder = changeOrder
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

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { EVERYTHING } from '../../../src/core/filter.ts'
import { PRICE_LIST, type PriceList } from '../../../src/core/price-list.ts'
import { buy, chargeAgain, letters, payPage } from '../../support/buyer.ts'
import { INVOICE } from '../../support/customer.ts'
import { openShop, pageOfSecondTab, type Shop } from '../../support/shop.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

const sent = async (shop: Shop, about: RegExp): Promise<number> =>
  (await letters(shop.bench)).filter((subject) => about.test(subject)).length

describe('P6 and P7: Stripe misbehaves while a page is opened', () => {
  const create = 'POST /v1/checkout/sessions'
  for (const [what, fault, tries] of [
    ['the answer is lost after the session was made', { afterCommit: true, times: 1 }, 1],
    ['a kept 500', { status: 500, times: 1 }, 2],
    ['409', { status: 409, times: 1 }, 1],
    ['429', { status: 429, times: 1 }, 2],
  ] as const) {
    test(`P6 ${what}: at most one open session, and one charge`, async () => {
      await using shop = await openShop()
      const { bench, customer } = shop
      const orderId = await buy(bench, customer, shop.scanId)
      await shop.tell('fault', { match: create, ...fault })
      let url: string | null = null
      for (let at = 1; at < tries; at += 1) {
        await assert.rejects(bench.app.order.pay(customer.personId, orderId, INVOICE))
      }
      await shop.tell('fault', { clear: true })
      // Other details than at first: the lost page is closed before a new one is opened.
      const details = tries > 1 ? { ...INVOICE, name: 'Somebody Else Ltd' } : INVOICE
      url = (await bench.app.order.pay(customer.personId, orderId, details)).url
      const open = (await shop.books()).sessions.filter((one) => one.status === 'open')
      assert.deepEqual(
        open.map((one) => one.url),
        [url],
      )
      await payPage(bench, { url })
      await shop.settled(orderId)
      assert.equal((await shop.books()).charges.length, 1)
    })
  }

  test('P7 an order asked for again under the same key with another amount is a conflict', async () => {
    await using shop = await openShop()
    const { payments } = shop.bench.installation.ports
    const { orderId } = await shop.order()
    const open = payments?.open.bind(payments)
    assert.ok(payments && open)
    const asked: Parameters<typeof open>[0][] = []
    payments.open = (request) => {
      asked.push(request)
      return open(request)
    }
    await shop.bench.app.order.pay(shop.customer.personId, orderId, { ...INVOICE, name: 'Two' })
    const request = asked[0]
    assert.ok(request)
    const other = open({ ...request, netMinor: request.netMinor + 1 })
    await assert.rejects(other, { kind: 'refuse', reason: 'conflict' })
  })
})

describe('P8: what was paid is not what was quoted', () => {
  let shop: Shop
  before(async () => {
    shop = await openShop({ webhooks: false, settings: { OPERATOR_LOGINS: 'ops@example.com' } })
  })
  after(() => shop[Symbol.asyncDispose]())

  for (const [what, fields] of Object.entries({
    amount: { amount_subtotal: 1, amount_total: 1, total_details: { amount_tax: 0 } },
    currency: { currency: 'usd' },
    'quote hash': { metadata: { quote_hash: 'f'.repeat(64) } },
    livemode: { livemode: true },
    mode: { mode: 'setup' },
  })) {
    test(`another ${what}: held for a person, never run, never given back in silence`, async () => {
      await chargeAgain(shop.bench, shop.customer)
      const before = await sent(shop, /order is held/)
      const { orderId, url } = await shop.order()
      await payPage(shop.bench, { url })
      const session = (await shop.books()).sessions.at(-1)?.id
      await shop.tell('tamper', { session, fields })
      assert.equal((await shop.settled(orderId)).state, 'held')
      await shop.bench.clock.pass(10 * MINUTE)
      assert.equal(await shop.backups(), 0)
      assert.equal((await shop.books()).charges.at(-1)?.amount_refunded, 0)
      assert.equal(await sent(shop, /order is held/), before + 1)
    })
  }
})

describe('P9 and P10', () => {
  test('P9 filters changed while the page is open: the old page is closed first', async () => {
    await using shop = await openShop()
    const first = await shop.order()
    const second = await shop.order({ filter: { ...EVERYTHING, types: ['bills'] } })
    assert.equal(await payPage(shop.bench, { url: first.url }), 409)
    await payPage(shop.bench, { url: second.url })
    assert.equal((await shop.settled(second.orderId)).state, 'paid')
    assert.equal((await shop.stored(first.orderId)).state, 'cancelled')
    assert.equal(await shop.backups(), 1)
  })

  test('P9 two paid sessions of one order: the second goes back, and one backup runs', async () => {
    await using shop = await openShop({ webhooks: false })
    const { bench } = shop
    const { orderId, url } = await shop.order()
    // Stripe does not close the first page when it is asked to, as when both tabs pay at once.
    const second = await pageOfSecondTab(shop, orderId)
    await payPage(bench, { url: second.url })
    await payPage(bench, { url })
    await shop.settled(orderId)
    await bench.clock.pass(3 * MINUTE)
    const { charges, credit_notes } = await shop.books()
    const left = charges.map((one) => one.amount - one.amount_refunded).sort((a, b) => a - b)
    assert.deepEqual([left[0], charges.length], [0, 2])
    assert.ok((left[1] ?? 0) > 0)
    assert.equal(credit_notes[0]?.reason, 'duplicate')
    assert.equal(await shop.backups(), 1)
    assert.equal(await sent(shop, /paid twice/), 1)
    assert.equal((await shop.stored(orderId)).state, 'paid')
  })

  test('P10 a promotion code for everything: no money, no invoice, and the backup starts', async () => {
    await using shop = await openShop({ webhooks: false })
    await promote(shop, { percent_off: '100' })
    const order = await shop.sell({ page: { promotion_code: 'GIFT' } })
    assert.deepEqual([order.state, order.total.minor, order.invoiceUrl], ['paid', 0, null])
    assert.equal(order.discount.minor, order.net.minor)
    assert.equal(await shop.backups(), 1)
    await shop.bench.app.operator.refund('ops@example.com', order.id, 'all')
    assert.equal((await shop.stored(order.id)).state, 'refunded')
  })
})

describe('while somebody is on the payment page', () => {
  const list = (change: Partial<PriceList>): PriceList => ({ ...PRICE_LIST, ...change })

  test('the quote expires: what was opened in time is paid and runs', async () => {
    await using shop = await openShop({ webhooks: false })
    const { bench, customer } = shop
    const orderId = await buy(bench, customer, shop.scanId)
    await bench.clock.leap(DAY - 10 * MINUTE)
    const { url } = await bench.app.order.pay(customer.personId, orderId, INVOICE)
    await bench.clock.pass(20 * MINUTE)
    assert.equal((await bench.app.order.view(customer.personId, orderId)).expired, true)
    await payPage(bench, { url })
    const { state, backupId } = await shop.settled(orderId)
    assert.deepEqual([state, backupId === null], ['paid', false])
  })

  test('prices and currency change: the open order keeps its own, the next one has the new', async () => {
    await using shop = await openShop({ webhooks: false })
    const { bench } = shop
    const { facts } = bench.installation.ports
    const old = await shop.order()
    // The same number in another currency is another price.
    const { personId } = shop.customer
    const { price } = await bench.app.quote.preview(personId, shop.scanId, EVERYTHING)
    Object.assign(facts, { priceList: list({ version: 'eur', currency: 'EUR' }) })
    const { buy: press, termsVersion } = bench.app.order
    const shown = [price?.net.minor ?? null, termsVersion, price?.net.currency] as const
    await assert.rejects(press(personId, shop.scanId, EVERYTHING, ...shown), /price on the page/)
    const euro = await shop.order()
    assert.notEqual(euro.orderId, old.orderId)
    assert.equal((await shop.stored(euro.orderId)).currency, 'EUR')
    assert.equal(await payPage(bench, { url: old.url }), 409, 'its page was closed first')
    Object.assign(facts, { priceList: list({ version: 'dear', minimumMinor: 2_000 }) })
    await payPage(bench, { url: euro.url })
    const order = await shop.settled(euro.orderId)
    assert.deepEqual([order.state, order.net.currency], ['paid', 'EUR'])
    assert.equal(order.net.minor, (await shop.stored(old.orderId)).netMinor)
  })

  test('another tab has its own page, and pays first: the page left over is closed', async () => {
    await using shop = await openShop({ webhooks: false })
    const { bench } = shop
    const { orderId, url } = await shop.order()
    const second = await pageOfSecondTab(shop, orderId)
    await payPage(bench, { url: second.url })
    await shop.settled(orderId)
    await bench.clock.pass(2 * MINUTE)
    assert.equal(await payPage(bench, { url }), 409)
    assert.equal((await shop.books()).charges.length, 1)
  })

  test('and the first one is paid by a bank that takes days: its money goes back when it comes', async () => {
    await using shop = await openShop({ webhooks: false })
    const { bench } = shop
    const { orderId, url } = await shop.order()
    // Both pages are sent before anybody has looked.
    const second = await pageOfSecondTab(shop, orderId)
    await payPage(bench, { url }, { payment_method: 'debit_succeeds' })
    await payPage(bench, { url: second.url })
    await shop.settled(orderId)
    const [first] = (await shop.books()).sessions
    await bench.clock.pass(2 * MINUTE)
    await shop.tell('settle', { session: first?.id, outcome: 'succeeded' })
    await bench.clock.pass(20 * MINUTE)
    const { charges } = await shop.books()
    const left = charges.map((one) => one.amount - one.amount_refunded)
    assert.deepEqual([left[0], charges.length], [0, 2])
    assert.equal(await shop.backups(), 1)
  })
})

/** Makes the promotion code GIFT at the simulator. */
async function promote(shop: Shop, coupon: Readonly<Record<string, string>>): Promise<void> {
  const ask = async (path: string, form: Readonly<Record<string, string>>) => {
    const answer = await fetch(`${shop.bench.stripe?.url}/v1/${path}`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk_test_demo' },
      body: new URLSearchParams(form),
    })
    assert.equal(answer.status, 200, path)
    return (await answer.json()) as { id: string }
  }
  const { id } = await ask('coupons', { ...coupon, duration: 'once' })
  await ask('promotion_codes', {
    code: 'GIFT',
    'promotion[type]': 'coupon',
    'promotion[coupon]': id,
  })
}

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { letters, payPage } from '../../support/buyer.ts'
import { openShop, refundAtStripe, type Shop } from '../../support/shop.ts'

const OPERATOR = 'ops@example.com'
const DAY = 86_400_000
let shop: Shop

before(async () => {
  const settings = { OPERATOR_LOGINS: `${OPERATOR}, Second@Example.com` }
  shop = await openShop({ settings })
})
after(() => shop[Symbol.asyncDispose]())

/** Tokens of the links that were mailed so far, oldest first. */
async function tokens(): Promise<readonly string[]> {
  await shop.bench.clock.pass(60_000)
  const sent = (await shop.bench.installation.outbox?.letters()) ?? []
  return sent
    .map((letter) => /\/admin\/enter\?token=([\w-]+)/.exec(letter.text)?.[1] ?? '')
    .filter(Boolean)
    .reverse()
}

test('a link goes to configured addresses alone, works once, and opens a session', async () => {
  const { operator } = shop.bench.app
  await operator.askLink('stranger@example.com')
  assert.deepEqual(await tokens(), [])
  await operator.askLink(' OPS@example.com ')
  const [token = ''] = await tokens()
  const { session } = await operator.enter(token)
  assert.equal(await operator.operator(session), OPERATOR)
  await assert.rejects(operator.enter(token), { reason: 'gone' })
  await assert.rejects(operator.enter('guess'), { reason: 'gone' })
  assert.equal(await operator.operator('guess'), null)
  await operator.leave(session)
  assert.equal(await operator.operator(session), null)
})

test('a link is good for 15 minutes, a session for 12 hours, and a mailbox is not flooded', async () => {
  const { operator } = shop.bench.app
  const before = (await tokens()).length
  for (let count = 0; count < 9; count += 1) await operator.askLink('second@example.com')
  const mailed = (await tokens()).slice(before)
  assert.equal(mailed.length, 5)
  const { session } = await operator.enter(mailed[0] ?? '')
  await shop.bench.clock.leap(15 * 60_000)
  await assert.rejects(operator.enter(mailed[1] ?? ''), { reason: 'gone' })
  assert.equal(await operator.operator(session), 'second@example.com')
  await shop.bench.clock.leap(12 * 3_600_000)
  assert.equal(await operator.operator(session), null)
})

test('sees orders, backups and the month’s takings, and finds orders by name and mail', async () => {
  const { operator } = shop.bench.app
  const order = await shop.sell()
  const overview = await operator.overview(OPERATOR)
  assert.equal(overview.recent[0]?.id, order.id)
  assert.equal(overview.running.length + overview.waiting.length, 1)
  assert.deepEqual(
    overview.takings.map(({ month, orders, total }) => [month, orders, total.minor]),
    [['2026-11', 1, order.total.minor]],
  )
  const find = async (search: string) =>
    (await operator.orders(OPERATOR, { search, state: null })).map((one) => one.id)
  assert.deepEqual(await find(order.organisation.slice(0, 5).toUpperCase()), [order.id])
  assert.deepEqual(await find('accounts@example'), [order.id])
  assert.deepEqual(await find('nobody'), [])
  const view = await operator.order(OPERATOR, order.id)
  assert.deepEqual(view.evidence, { billing: 'GB', organisation: 'GB', card: 'GB', ukVat: true })
  await assert.rejects(operator.order(OPERATOR, 'ord_none'), { reason: 'not found' })
  await shop.bench.clock.pass(60_000)
  assert.ok((await letters(shop.bench)).some((subject) => /payment received/.test(subject)))
})

describe('the nightly comparison with Stripe', () => {
  const night = async (shop: Shop) => {
    const { store } = shop.bench.installation.ports
    await shop.bench.clock.leap(DAY)
    const since = shop.bench.clock.now() - 60_000
    return shop.bench.clock.until(async () => {
      const latest = await store.order.latestReconciliation()
      return latest && latest.at >= since ? latest : null
    })
  }

  test('a payment, a refund and a dispute that no webhook told are found; the difference is 0', async () => {
    await using shop = await openShop({ webhooks: false })
    const order = await shop.sell()
    await refundAtStripe(shop, 100)
    await shop.tell('dispute', { charge: (await shop.books()).charges[0]?.id })
    const found = await night(shop)
    assert.deepEqual([found.differenceMinor, found.findings, found.sessions], [0, [], 1])
    const stored = await shop.stored(order.id)
    assert.equal(stored.refundedMinor, 100)
    assert.notEqual(stored.disputedAt, null)
  })

  test('money that we do not know of is a difference, told to the operators', async () => {
    await using shop = await openShop({ webhooks: false, settings: { OPERATOR_LOGINS: OPERATOR } })
    const order = await shop.sell()
    const { store } = shop.bench.installation.ports
    await store.order.changeOrder(order.id, ['paid'], { totalMinor: order.total.minor - 7 })
    const found = await night(shop)
    assert.equal(found.differenceMinor, 7)
    assert.equal(found.findings.length, 1)
    await shop.bench.clock.pass(60_000)
    assert.ok((await letters(shop.bench)).some((one) => /differ/.test(one)))
  })

  test('a session whose id we never got is found by the order that it names', async () => {
    await using shop = await openShop({ webhooks: false })
    const { orderId, url } = await shop.order()
    const { order } = shop.bench.installation.ports.store
    const { checkoutsOf, orderOfCheckout } = order
    // As after a crash between Stripe's answer and our own row.
    await order.changeOrder(orderId, ['unpaid'], { checkoutId: null })
    let forgotten = true
    order.checkoutsOf = (id) => (forgotten ? Promise.resolve([]) : checkoutsOf(id))
    order.orderOfCheckout = (id) => (forgotten ? Promise.resolve(null) : orderOfCheckout(id))
    const addCheckout = order.addCheckout
    order.addCheckout = (checkout) => {
      forgotten = false
      return addCheckout(checkout)
    }
    await payPage(shop.bench, { url })
    const found = await night(shop)
    assert.deepEqual(found.findings, [])
    assert.equal((await shop.stored(orderId)).state, 'paid')
    assert.equal(await shop.backups(), 1)
  })
})

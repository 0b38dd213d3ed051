import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { priceOf } from '../../../src/core/quote.ts'
import { chargeAgain } from '../../support/buyer.ts'
import { ended } from '../../support/customer.ts'
import { EURO } from '../../support/euro-list.ts'
import { openShop, type Shop } from '../../support/shop.ts'

const VAT_NUMBERS: Readonly<Record<string, string>> = {
  GB: 'GB123456789',
  IM: 'GB123456789',
  IE: 'IE1234567A',
  DE: 'DE123456789',
  AU: '51824753556',
  NZ: '49091850',
}

/** Sells to a customer of that country and gives the order and what the invoice says about VAT. */
async function sellTo(shop: Shop, country: string, vatNumber: string, page = {}) {
  // Each is charged in full, and what was sold before need not be fetched.
  await chargeAgain(shop.bench, shop.customer)
  const { store } = shop.bench.installation.ports
  for (const { id } of await store.backup.backupsOf(shop.customer.connectionId)) {
    await store.backup.changeBackup(id, ['pending', 'running'], { state: 'cancelled' })
  }
  const details = { country, vatNumber }
  const order = await shop.sell({ details, page: { country, ...page } })
  const { invoices } = await shop.books()
  return { order, footer: invoices.at(-1)?.footer ?? '' }
}

let shop: Shop
const openFor = (settings: Readonly<Record<string, string>>) => {
  before(async () => {
    shop = await openShop({ settings })
  })
  after(() => shop[Symbol.asyncDispose]())
}

describe('our own rule', () => {
  openFor({})

  for (const country of ['GB', 'IM', 'JE', 'GG', 'IE', 'DE', 'US', 'AU', 'NZ']) {
    test(`P12 VAT in ${country}, with and without a VAT number`, async () => {
      for (const vatNumber of ['', VAT_NUMBERS[country] ?? '123456789']) {
        const { order, footer } = await sellTo(shop, country, vatNumber)
        const uk = country === 'GB' || country === 'IM'
        assert.equal(order.state, 'paid', order.heldBecause ?? '')
        assert.equal(order.tax.minor, uk ? order.net.minor / 5 : 0)
        assert.equal(order.total.minor, order.net.minor + order.tax.minor)
        const note = uk
          ? /UK VAT at 20 %/
          : country === 'IE' || country === 'DE'
            ? /everse charge/
            : /^Outside the scope of UK VAT\.$/
        assert.match(footer, note)
        const { evidence } = await shop.stored(order.id)
        assert.deepEqual(
          [evidence?.billing, evidence?.card, evidence?.ukVat],
          [country, country, uk],
        )
      }
    })
  }

  test('typed as British, paid from a foreign address: held', async () => {
    const { order } = await sellTo(shop, 'GB', '', { country: 'US' })
    assert.equal(order.state, 'held')
    assert.match(order.heldBecause ?? '', /billing address is in US/)
  })

  test('a foreign address, a British organisation and a British card: held', async () => {
    const { order } = await sellTo(shop, 'US', '', { payment_method: 'card_foreign' })
    const { evidence } = await shop.stored(order.id)
    assert.deepEqual([evidence?.organisation, evidence?.card], ['GB', 'GB'])
    assert.equal(order.state, 'held')
  })

  test('a British address and organisation with a foreign card: all right', async () => {
    const { order } = await sellTo(shop, 'GB', '', { payment_method: 'card_foreign' })
    assert.equal(order.state, 'paid')
    assert.equal((await shop.stored(order.id)).evidence?.card, 'US')
  })
})

describe('Stripe Tax instead of our own rule', () => {
  openFor({ VAT_MODE: 'stripe_tax' })

  for (const country of ['GB', 'IM', 'IE', 'US']) {
    test(`comes to the same amounts: ${country}`, async () => {
      const { order } = await sellTo(shop, country, '')
      const uk = country === 'GB' || country === 'IM'
      assert.equal(order.state, 'paid', order.heldBecause ?? '')
      assert.equal(order.tax.minor, uk ? order.net.minor / 5 : 0)
    })
  }

  test('the address typed at Stripe has the last word', async () => {
    const { order } = await sellTo(shop, 'GB', '', { country: 'US' })
    assert.deepEqual([order.state, order.tax.minor], ['paid', 0])
  })
})

test('with another list everything from the quote to the refund is in its currency', async () => {
  await using shop = await openShop()
  Object.assign(shop.bench.installation.ports.facts, { priceList: EURO })
  const { personId } = shop.customer
  const details = { country: 'IE' }
  const order = await shop.sell({ details, page: { country: 'IE' } })
  assert.deepEqual([order.state, order.net.currency, order.total.currency], ['paid', 'EUR', 'EUR'])
  const preview = priceOf(order.files, EURO)
  assert.equal(order.net.minor, preview.net.minor)
  await ended(shop.bench, shop.customer, order.backupId ?? '')
  await shop.bench.app.operator.refund('operator@example.com', order.id, 'all')
  const view = await shop.bench.app.order.view(personId, order.id)
  assert.deepEqual(view.refunded, view.total)
  const { takings } = await shop.bench.app.operator.overview('operator@example.com')
  assert.equal(takings[0]?.total.currency, 'EUR')
})

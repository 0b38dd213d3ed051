import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ANN_HEADERS, askSite } from '../../../tests/support/ask-site.ts'
import { anOrder } from '../../../tests/support/fake-views.ts'
import type { OrderView } from '../../app/app.ts'
import { NEAR_COUNTRIES, OTHER_COUNTRIES } from '../countries.ts'

const FORM = {
  name: 'Ann & "Sons"',
  addressLine1: '1 Paper Street',
  addressLine2: '',
  city: 'Norwich',
  postalCode: 'NR1 1AA',
  country: 'GB',
  email: 'ann@example.com',
  vatNumber: '',
}

describe('the invoice details', () => {
  test('start with what Xero told, and lead on to Stripe', async () => {
    const { get, post, state } = askSite()
    const html = await (await get('/orders/ord_1/details', ANN_HEADERS)).text()
    assert.match(html, /<option value="GB" selected/)
    assert.match(html, /value="ann@example.com"/)
    assert.match(html, /VAT of 20 % applies to customers in the United Kingdom and the Isle of Man/)
    assert.match(html, /£57\.22/)
    const answer = await post('/orders/ord_1/details', FORM, ANN_HEADERS)
    assert.equal(answer.status, 303)
    assert.equal(answer.headers.get('location'), 'http://stripe.test/c/pay/cs_1')
    assert.deepEqual(state.calls, ['order.pay ord_1'])
  })

  for (const [field, value] of [
    ['name', ' '],
    ['addressLine1', ''],
    ['city', ''],
    ['country', 'Britain'],
    ['email', 'ann at example'],
    ['vatNumber', '!'],
  ] as const) {
    test(`say that ${field} is wrong and keep the rest`, async () => {
      const { post, state } = askSite()
      const answer = await post('/orders/ord_1/details', { ...FORM, [field]: value }, ANN_HEADERS)
      assert.equal(answer.status, 400)
      const html = await answer.text()
      assert.ok(html.includes(`id="${field}-error"`))
      assert.match(html, /aria-invalid="true"/)
      if (field !== 'name') assert.ok(html.includes('value="Ann &amp; &quot;Sons&quot;"'))
      assert.deepEqual(state.calls, [])
    })
  }

  test('say all that is wrong at once', async () => {
    const { post, state } = askSite()
    const empty = { name: '', addressLine1: '', addressLine2: '', city: '', country: 'GB' }
    const html = await (await post('/orders/ord_1/details', empty, ANN_HEADERS)).text()
    for (const field of ['name', 'addressLine1', 'city', 'email']) {
      assert.ok(html.includes(`<a href="#${field}">`), field)
      assert.ok(html.includes(`id="${field}-error"`), field)
    }
    assert.deepEqual(state.calls, [])
  })

  test('are not asked for once the order is settled', async () => {
    const orders = new Map([['ord_1', anOrder({ state: 'paid', backupId: 'bak_1' })]])
    const answer = await askSite({ state: { orders } }).get('/orders/ord_1/details', ANN_HEADERS)
    assert.equal(answer.headers.get('location'), '/orders/ord_1')
  })

  test('know every country once, the likely ones first', () => {
    const first = NEAR_COUNTRIES.map((one) => one.value)
    assert.deepEqual(first, ['GB', 'IM', 'JE', 'GG', 'IE'])
    const codes = [...NEAR_COUNTRIES, ...OTHER_COUNTRIES].map((one) => one.value)
    assert.equal(new Set(codes).size, codes.length)
    for (const code of ['US', 'DE', 'AU', 'NZ', 'ZA', 'AF', 'ZW', 'XK'])
      assert.ok(codes.includes(code))
    for (const code of ['EU', 'UN', 'SU', 'UK', 'ZZ', 'QO']) assert.ok(!codes.includes(code), code)
    assert.equal(codes.length, 250)
  })
})

describe('the page to come back to', () => {
  const paid = (change: Partial<OrderView>) =>
    anOrder({ state: 'paid', backupId: 'bak_1', ...change })
  const cases = [
    [anOrder(), /Nothing was charged/, /Continue to payment/],
    [anOrder({ details: FORM }), /Nothing was charged/, /action="\/orders\/ord_1\/pay"/],
    [anOrder({ expired: true }), /no longer current/, /href="\/filters\/scn_1"/],
    [anOrder({ awaitingFunds: true }), /on its way/, /starts by itself/],
    [paid({ backupState: 'running' }), /The backup has started/, /href="\/backups\/bak_1"/],
    [paid({ backupState: 'paused' }), /The backup is paused/, /Resume it/],
    [paid({ backupState: 'paused', connected: false }), /waits for Xero to be connected/, /again/],
    [paid({ backupState: 'complete' }), /The backup is ready/, /Your payment has arrived/],
    [anOrder({ notArrived: true }), /The bank did not pay/, /Continue to payment/],
    [anOrder({ state: 'held', heldBecause: 'Paid in EUR.' }), /Paid in EUR\./, /we will email you/],
    [anOrder({ state: 'cancelled' }), /cancelled/, /href="\/filters\/scn_1"/],
    [anOrder({ state: 'refunded' }), /paid back/, /href="\/filters\/scn_1"/],
  ] as const
  for (const [order, ...says] of cases) {
    const { state, backupState, expired, awaitingFunds, notArrived, connected } = order
    const marks = { expired, awaitingFunds, notArrived, away: !connected }
    const name = [state, backupState, ...Object.entries(marks).map(([mark, is]) => is && mark)]
    test(name.filter(Boolean).join(', '), async () => {
      const orders = new Map([['ord_1', order]])
      const html = await (
        await askSite({ state: { orders } }).get('/orders/ord_1', ANN_HEADERS)
      ).text()
      for (const words of says) assert.match(html, words)
    })
  }

  test('looks again by itself until the payment is settled, with a script as well', async () => {
    const refreshOf = async (change: Parameters<typeof anOrder>[0]) => {
      const orders = new Map([['ord_1', anOrder(change)]])
      const answer = await askSite({ state: { orders } }).get('/orders/ord_1', ANN_HEADERS)
      return answer.headers.get('refresh')
    }
    assert.equal(await refreshOf({}), '20')
    assert.equal(await refreshOf({ state: 'held' }), '20')
    assert.equal(await refreshOf({ awaitingFunds: true, expired: true }), '20')
    assert.equal(await refreshOf({ expired: true }), null)
    assert.equal(await refreshOf({ state: 'paid', backupId: 'bak_1' }), null)
  })

  test('leads to Stripe again with the details that are kept', async () => {
    const orders = new Map([['ord_1', anOrder({ details: FORM })]])
    const { post } = askSite({ state: { orders } })
    const answer = await post('/orders/ord_1/pay', {}, ANN_HEADERS)
    assert.equal(answer.headers.get('location'), 'http://stripe.test/c/pay/cs_1')
    const without = await askSite().post('/orders/ord_1/pay', {}, ANN_HEADERS)
    assert.equal(without.headers.get('location'), '/orders/ord_1/details')
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ANN_HEADERS, askSite, ownAddress, ROUTE_NAMES } from '../../../tests/support/ask-site.ts'
import { OPERATOR_SESSION, OPERATOR_TOKEN } from '../../../tests/support/fake-operator.ts'
import { ROUTES } from '../routes.ts'

const OPERATOR = { cookie: `ledgerkeep-operator=${OPERATOR_SESSION}` }
const OPEN = ['adminLogin', 'adminAskLink', 'adminEnterAsk', 'adminEnter', 'adminLeave']
const PRIVATE = ROUTE_NAMES.filter((name) => name.startsWith('admin') && !OPEN.includes(name))

describe('the pages of the operator', () => {
  for (const name of PRIVATE) {
    test(`${name} is for operators alone, not for customers`, async () => {
      const { ask, state } = askSite()
      for (const headers of [{}, ANN_HEADERS, { cookie: 'ledgerkeep-operator=guess' }]) {
        const answer = await ask(name, ownAddress(name), headers)
        assert.equal(answer.status, 303)
        assert.equal(answer.headers.get('location'), '/admin/login')
      }
      assert.deepEqual(state.calls, [])
    })
  }

  for (const name of PRIVATE.filter((one) => ROUTES[one].path.includes(':'))) {
    test(`${name} of an order that is not there is 404`, async () => {
      const { ask } = askSite()
      const path = `${ownAddress(name).replace('ord_1', 'ord_9')}?how=all`
      assert.equal((await ask(name, path, OPERATOR)).status, 404)
    })
  }

  test('ask for a link with one answer for every address', async () => {
    const { post, state } = askSite()
    const answers = await Promise.all(
      ['operator@example.com', 'stranger@example.com'].map(async (email) =>
        (await post('/admin/login', { email })).text(),
      ),
    )
    assert.equal(answers[0], answers[1])
    assert.equal(state.calls.length, 2)
  })

  test('looking at the link uses nothing up; pressing the button logs in', async () => {
    const { get, post } = askSite()
    const page = await (await get(`/admin/enter?token=${OPERATOR_TOKEN}`)).text()
    assert.match(page, new RegExp(`name="token" value="${OPERATOR_TOKEN}"`))
    const entered = await post('/admin/enter', { token: OPERATOR_TOKEN })
    assert.equal(entered.headers.get('location'), '/admin')
    const cookie = entered.headers.get('set-cookie') ?? ''
    assert.match(cookie, new RegExp(`^ledgerkeep-operator=${OPERATOR_SESSION}; Max-Age=43200`))
    for (const part of ['HttpOnly', 'SameSite=Lax']) assert.ok(cookie.includes(part), part)
    assert.equal((await post('/admin/enter', { token: 'used' })).status, 410)
  })

  test('show what needs a person, and why, with both actions', async () => {
    const { get } = askSite()
    const overview = await (await get('/admin', OPERATOR)).text()
    assert.match(overview, /billing address is in US/)
    assert.match(overview, /Our books and those of Stripe differ/)
    const order = await (await get('/admin/orders/ord_1', OPERATOR)).text()
    assert.match(order, /action="\/admin\/orders\/ord_1\/release"/)
    assert.match(order, /\/admin\/orders\/ord_1\/refund\?how=all/)
    assert.match(order, /how=undelivered/)
  })

  test('release and refund are done by whoever is logged in', async () => {
    const { post, state } = askSite()
    await post('/admin/orders/ord_1/release', {}, OPERATOR)
    const paidBack = await post('/admin/orders/ord_1/refund?how=undelivered', {}, OPERATOR)
    assert.equal(paidBack.headers.get('location'), '/admin/orders/ord_1')
    assert.equal((await post('/admin/orders/ord_1/refund', {}, OPERATOR)).status, 400)
    assert.deepEqual(state.calls, [
      'operator.release operator@example.com ord_1',
      'operator.refund operator@example.com ord_1 undelivered',
    ])
  })

  test('search by name and state; an unknown state is none', async () => {
    const { get, state } = askSite()
    await get('/admin/orders?search=Demo&state=held', OPERATOR)
    const none = await (await get('/admin/orders?search=nobody&state=__proto__', OPERATOR)).text()
    assert.match(none, /Nothing found/)
    assert.deepEqual(state.calls, ['operator.orders Demo held', 'operator.orders nobody '])
  })
})

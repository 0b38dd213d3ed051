import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  ANN_HEADERS,
  askSite,
  foreignAddress,
  ORIGIN,
  ownAddress,
  PRIVATE_ROUTES,
  ROUTE_NAMES,
} from '../../tests/support/ask-site.ts'
import { FAKE_RULES } from '../../tests/support/fake-account.ts'
import { termsVersionFor } from '../core/terms.ts'
import { ROUTES } from './routes.ts'

describe('who is not signed in', () => {
  for (const name of PRIVATE_ROUTES) {
    test(`is sent to log in by ${name}`, async () => {
      const { ask, state } = askSite({ scene: 'running' })
      for (const headers of [{}, { cookie: 'ledgerkeep=unknown' }]) {
        const answer = await ask(name, ownAddress(name), headers)
        assert.equal(answer.status, 303)
        assert.match(answer.headers.get('location') ?? '', /^\/backup(\?returnTo=%2F|$)/)
      }
      assert.deepEqual(state.calls, [])
    })
  }
})

describe("somebody else's id looks as if it did not exist", () => {
  for (const name of PRIVATE_ROUTES.filter((one) => ROUTES[one].path.includes(':'))) {
    test(name, async () => {
      const { ask, state } = askSite({ scene: 'running' })
      const path = foreignAddress(name)
      const answer = await ask(name, path, ANN_HEADERS)
      assert.equal(answer.status, 404)
      assert.deepEqual(state.calls, [])
    })
  }
  test('buy', async () => {
    const { post, state } = askSite()
    const form = {
      scanId: 'scn_2',
      terms: 'accepted',
      termsVersion: termsVersionFor(FAKE_RULES),
      chosen: '1',
    }
    assert.equal((await post('/orders', form, ANN_HEADERS)).status, 404)
    assert.deepEqual(state.calls, [])
  })
})

describe('forms from elsewhere', () => {
  const posts = ROUTE_NAMES.filter((name) => ROUTES[name].method === 'POST' && name !== 'webhook')
  for (const name of posts) {
    test(`${name} refuses them`, async () => {
      const { site, state } = askSite({ scene: 'running' })
      const sent = { method: 'POST', body: new URLSearchParams({ a: 'b' }) }
      for (const headers of [
        { ...ANN_HEADERS, origin: 'https://evil.example' },
        { ...ANN_HEADERS, origin: 'null', 'sec-fetch-site': 'cross-site' },
        { ...ANN_HEADERS, 'sec-fetch-site': 'same-site' },
        ANN_HEADERS,
      ]) {
        const answer = await site.request(ORIGIN + ownAddress(name), { ...sent, headers })
        assert.equal(answer.status, 403, JSON.stringify(headers))
        assert.match(await answer.text(), /from another site/)
      }
      assert.deepEqual(state.calls, [])
      assert.ok(state.sessions.has('ann-session'))
    })
  }

  test('one of our own passes by Sec-Fetch-Site as well', async () => {
    const { post } = askSite()
    const headers = { ...ANN_HEADERS, origin: 'null', 'sec-fetch-site': 'same-origin' }
    assert.equal((await post('/connections/con_1/scan', {}, headers)).status, 303)
  })

  test('a form larger than any of ours is refused', async () => {
    const { post } = askSite()
    assert.equal((await post('/orders', { name: 'x'.repeat(70_000) }, ANN_HEADERS)).status, 400)
  })
})

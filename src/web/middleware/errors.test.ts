import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ANN_HEADERS, askSite } from '../../../tests/support/ask-site.ts'
import { LedgerkeepError, refuse } from '../../core/errors.ts'

describe('errors', () => {
  const cases = [
    [refuse('a', 'b', { reason: 'forbidden' }), 403],
    [refuse('a', 'b', { reason: 'conflict' }), 409],
    [refuse('a', 'b', { reason: 'gone' }), 410],
    [refuse('a', 'b'), 400],
    [new LedgerkeepError('wait', 'x', { until: Date.UTC(2026, 10, 22, 10, 1) }), 503],
    [new LedgerkeepError('retry', 'x'), 503],
    [new LedgerkeepError('reauthorise', 'x'), 409],
    [new LedgerkeepError('skip', 'x'), 404],
    [new Error('secret: ann-session'), 500],
  ] as const
  for (const [fault, status] of cases) {
    test(`${fault.name} ${status}: a page of three parts`, async () => {
      const { get, logged } = askSite({ state: { fault } })
      const answer = await get('/status', ANN_HEADERS)
      const html = await answer.text()
      assert.equal(answer.status, status)
      for (const part of ['What happened', 'What is safe', 'What to do now']) {
        assert.ok(html.includes(part), part)
      }
      assert.doesNotMatch(html, /secret/)
      const reference = /<code>([0-9a-f]{10})<\/code>/.exec(html)?.[1]
      assert.equal(reference !== undefined, status === 500)
      assert.equal(logged.length, status === 500 ? 1 : 0)
      if (reference) assert.ok(JSON.stringify(logged).includes(reference))
      if (fault instanceof LedgerkeepError && fault.until) {
        assert.equal(answer.headers.get('retry-after'), '60')
      }
    })
  }

  test('whoever is not signed in comes back to the whole address, its query included', async () => {
    const { get, post, state } = askSite()
    const types = Array.from({ length: 30 }, (_, nth) => `types=${'t'.repeat(20)}${nth}`).join('&')
    const wanted = `/filters/scn_1?chosen=1&${types}&from=2026-01-01`
    const login = `/backup?returnTo=${encodeURIComponent(wanted)}`
    assert.equal((await get(wanted)).headers.get('location'), login)
    assert.equal((await post('/connect', { returnTo: wanted })).headers.get('location'), login)
    const accepted = await post('/cookies', { returnTo: wanted })
    assert.equal(accepted.headers.get('location'), login)
    const consent = { cookie: 'ledgerkeep-cookies=accepted' }
    const html = await (await get(login, consent)).text()
    assert.ok(html.includes(`value="${wanted.replaceAll('&', '&amp;')}"`))
    await post('/connect', { returnTo: wanted }, consent)
    assert.deepEqual(state.calls, [`connect.begin true ${wanted}`])
    const tooLong = await get(`/status?${'a'.repeat(3_000)}`)
    assert.equal(tooLong.headers.get('location'), '/backup?returnTo=%2Fstatus')
  })

  test('an unknown address is 404, an unknown file too', async () => {
    const { get } = askSite()
    assert.equal((await get('/nowhere')).status, 404)
    assert.equal((await get('/assets/..%2fserver.ts')).status, 404)
    assert.equal((await get('/assets/server.ts')).status, 404)
  })

  test('the outbox and the pricing exist only where they belong', async () => {
    const own = askSite({ site: { demonstration: null, paid: false } })
    for (const path of ['/outbox', '/outbox/letter-1', '/outbox/letter-1/body', '/pricing']) {
      assert.equal((await own.get(path)).status, 404, path)
    }
    assert.doesNotMatch(await (await own.get('/')).text(), /Pricing|Demonstration|£/)
  })
})

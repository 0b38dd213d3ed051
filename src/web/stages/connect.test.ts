import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ANN_HEADERS, askSite } from '../../../tests/support/ask-site.ts'
import { anOrganisation, FAKE_NOW, finished } from '../../../tests/support/fake-views.ts'

const CONSENT = { cookie: 'ledgerkeep-cookies=accepted' }

describe('connecting', () => {
  test('needs the cookies accepted once', async () => {
    const { get, post, state } = askSite()
    assert.doesNotMatch(await (await get('/backup')).text(), /Log in to Xero/)
    for (const answer of [await get('/connect'), await post('/connect')]) {
      assert.equal(answer.headers.get('location'), '/backup')
    }
    assert.deepEqual(state.calls, [])
    const accepted = await post('/cookies', { returnTo: '/filters/scn_1' })
    assert.equal(accepted.headers.get('location'), '/backup?returnTo=%2Ffilters%2Fscn_1')
    assert.match(
      accepted.headers.get('set-cookie') ?? '',
      /^ledgerkeep-cookies=accepted; Max-Age=31536000/,
    )
    assert.match(await (await get('/backup', CONSENT)).text(), /Log in to Xero/)
  })

  test('goes to Xero with a secret of this browser', async () => {
    const { post, state } = askSite()
    const answer = await post('/connect', { returnTo: '/filters/scn_1' }, CONSENT)
    assert.equal(answer.status, 303)
    assert.equal(answer.headers.get('location'), 'http://xero.test/authorize?state=s1')
    const cookie = answer.headers.get('set-cookie') ?? ''
    assert.match(
      cookie,
      /^ledgerkeep-login=[\w-]{43}; Max-Age=900; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    assert.deepEqual(state.calls, ['connect.begin true /filters/scn_1'])
  })

  test('comes back signed in, and the former session is void', async () => {
    const { get, state } = askSite()
    const cookie = 'ledgerkeep-login=b; ledgerkeep=ann-session'
    const answer = await get('/connect/callback?state=s1&code=c1&to=/filters/scn_1', { cookie })
    assert.equal(answer.status, 303)
    assert.equal(answer.headers.get('location'), '/filters/scn_1')
    assert.match(answer.headers.get('set-cookie') ?? '', /ledgerkeep=new-session; Max-Age=2592000/)
    assert.deepEqual([...state.sessions], ['new-session'])
    assert.match(
      state.calls[0] ?? '',
      /finish http:\/\/localhost:3000\/connect\/callback\?state=s1&code=c1/,
    )
  })

  test('a callback in another browser is refused, and signs nobody in', async () => {
    const { get } = askSite()
    const answer = await get('/connect/callback?state=s1&code=c1')
    assert.equal(answer.status, 400)
    assert.equal(answer.headers.get('set-cookie'), null)
  })

  const elsewhere = [
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    '/\t/evil.example',
    '/..//evil.example',
    'javascript:alert(1)',
    'evil.example',
    `/${'a'.repeat(2_100)}`,
    '/a\nb',
  ]
  for (const returnTo of elsewhere) {
    test(`never leads to ${JSON.stringify(returnTo).slice(0, 40)}`, async () => {
      const { get, post, state } = askSite()
      await post('/connect', { returnTo }, CONSENT)
      assert.deepEqual(state.calls, ['connect.begin true /status'])
      const path = `/connect/callback?state=s1&to=${encodeURIComponent(returnTo)}`
      const back = await get(path, { cookie: 'ledgerkeep-login=b' })
      assert.equal(back.headers.get('location'), '/status')
    })
  }
})

describe('leaving', () => {
  test('logging out ends the session', async () => {
    const { post, state } = askSite()
    const answer = await post('/sign-out', {}, ANN_HEADERS)
    assert.equal(answer.headers.get('location'), '/')
    assert.match(answer.headers.get('set-cookie') ?? '', /^ledgerkeep=; Max-Age=0/)
    assert.equal(state.sessions.size, 0)
  })

  test('keeping names the day of each backup', async () => {
    const day = 86_400_000
    const backups = [5, 20].map((days) =>
      finished({ id: `bak_${days}`, keptUntil: FAKE_NOW + days * day }),
    )
    const { get } = askSite({ state: { organisations: [anOrganisation({ backups })] } })
    const html = await (await get('/connections/con_1/disconnect', ANN_HEADERS)).text()
    const days = html.matchAll(/kept until <time datetime="([^T]+)/g)
    assert.deepEqual(
      [...days].map((one) => one[1]),
      ['2026-11-27', '2026-12-12'],
    )
  })

  test('disconnecting says what each choice does, and does the one that is chosen', async () => {
    const { get, post, state } = askSite({ scene: 'running' })
    const path = '/connections/con_1/disconnect'
    const asked = await (await get(path, ANN_HEADERS)).text()
    assert.match(asked, /902 of 1,512 files are kept so far/)
    assert.match(asked, /not finished, paused and kept until <time datetime="2026-12-22T10:00/)
    for (const choice of ['keep', 'delete files', 'delete all']) {
      assert.ok(asked.includes(`value="${choice}"`), choice)
    }
    assert.equal((await post(path, {}, ANN_HEADERS)).status, 400)
    assert.deepEqual(state.calls, [])
    const kept = await post(path, { choice: 'keep' }, ANN_HEADERS)
    assert.equal(kept.headers.get('location'), '/status')
    const deleted = await post(path, { choice: 'delete all' }, ANN_HEADERS)
    assert.equal(deleted.headers.get('location'), '/receipts/del_1')
    assert.deepEqual(state.calls, [
      'connect.disconnect con_1',
      'connect.disconnect con_1 delete all',
    ])
  })
})

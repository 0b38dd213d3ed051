import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startXeroSimulator, type XeroSimulator } from '../../../simulators/xero/server.ts'
import { realClock, systemRandom } from '../../../src/adapters/system/index.ts'
import { createHttp } from '../../../src/adapters/xero/http.ts'
import { createXeroIdentity } from '../../../src/adapters/xero/identity.ts'
import { DEFAULT_SCOPES } from '../../../src/core/catalogue/index.ts'

const APPS = [
  { name: 'an app with a secret', clientId: 'ledgerkeep-demo', clientSecret: 'demo-secret' },
  { name: 'an app without a secret', clientId: 'ledgerkeep-demo-pkce', clientSecret: null },
] as const

for (const { name, ...client } of APPS) {
  describe(`logging in with ${name}`, () => {
    let xero: XeroSimulator
    const http = createHttp()
    before(async () => {
      xero = await startXeroSimulator({ world: 'tiny' })
    })
    after(async () => {
      await http.close()
      await xero.close()
    })

    const identity = () =>
      createXeroIdentity({
        addresses: { issuer: xero.issuer, api: xero.api },
        ...client,
        redirectUri: 'http://localhost:8800/connect/callback',
        scopes: DEFAULT_SCOPES,
        http,
        clock: realClock(),
        machineNow: () => realClock().now(),
        toleranceSeconds: 30,
      })

    test('tells who it is, what was picked, and tokens that can be renewed', async () => {
      const { url, attempt } = await identity().begin()
      assert.equal(new URL(url).searchParams.get('code_challenge_method'), 'S256')
      const login = await identity().finish(await xero.approve(url), attempt)
      assert.equal(login.email, 'ann@example.com')
      assert.equal(login.picked.length, 1)
      assert.ok(login.tokens.refreshToken)
      const renewed = await identity().refresh(login.tokens.refreshToken)
      assert.notEqual(renewed.refreshToken, login.tokens.refreshToken)
      const connections = await identity().connections(renewed.accessToken)
      assert.deepEqual(connections, login.all)
    })

    test('a code is redeemed once, and only with the verifier it was asked with', async () => {
      const { url, attempt } = await identity().begin()
      const callback = await xero.approve(url)
      const guessed = Buffer.from(systemRandom().bytes(32)).toString('base64url')
      await assert.rejects(identity().finish(callback, { ...attempt, verifier: guessed }))
      await assert.rejects(identity().finish(callback, attempt))
    })

    test('a foreign state, a foreign nonce and a cancelled login are refused', async () => {
      const first = await identity().begin()
      const callback = await xero.approve(first.url)
      await assert.rejects(identity().finish(callback, { ...first.attempt, state: 'other' }), {
        kind: 'refuse',
      })
      const second = await identity().begin()
      const attempt = { ...second.attempt, nonce: 'other' }
      await assert.rejects(identity().finish(await xero.approve(second.url), attempt), {
        kind: 'refuse',
      })
      const third = await identity().begin()
      const cancelled = await xero.approve(third.url, { cancel: true })
      await assert.rejects(identity().finish(cancelled, third.attempt), /cancelled/)
    })
  })
}

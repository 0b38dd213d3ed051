import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { ANN_HEADERS, askSite, ownAddress, ROUTE_NAMES } from '../../tests/support/ask-site.ts'

describe('every answer', () => {
  for (const name of ROUTE_NAMES) {
    test(`${name} has security headers, and no script or style inline`, async () => {
      const { ask } = askSite({ scene: 'complete' })
      const answer = await ask(name, ownAddress(name), ANN_HEADERS)
      const headers = answer.headers
      assert.equal(headers.get('x-content-type-options'), 'nosniff')
      assert.equal(headers.get('referrer-policy'), 'same-origin')
      const policy = headers.get('content-security-policy') ?? ''
      assert.match(policy, /default-src 'none'/)
      assert.match(policy, /base-uri 'none'/)
      assert.match(policy, name === 'letterBody' ? /sandbox/ : /frame-ancestors 'none'/)
      if (name === 'letterBody' || headers.get('content-type')?.includes('event-stream')) {
        return answer.body?.cancel()
      }
      assert.doesNotMatch(policy, /unsafe/)
      if (!headers.get('content-type')?.includes('html')) return
      const html = await answer.text()
      assert.doesNotMatch(html, /<style|\sstyle=|<script(?![^>]* src=)|\son\w+=|javascript:/)
      assert.doesNotMatch(
        html,
        /(src|href)="(https?:)?\/\/(?!xero\.test|stripe\.test|localhost:3000)/,
      )
    })
  }

  test('pages are compressed where the browser takes that; downloads and live streams never', async () => {
    const { get } = askSite({ scene: 'complete' })
    const ask = (path: string, accepts: string, more: Readonly<Record<string, string>> = {}) =>
      get(path, { ...ANN_HEADERS, 'accept-encoding': accepts, ...more })
    const packed = await ask('/status', 'br, gzip')
    assert.equal(packed.headers.get('content-encoding'), 'gzip')
    assert.match(packed.headers.get('vary') ?? '', /accept-encoding/i)
    const html = gunzipSync(await packed.bytes()).toString()
    for (const accepts of ['', 'br', 'gzip;q=0', 'gzip; q=0.0, br']) {
      const plain = await ask('/status', accepts)
      assert.equal(plain.headers.get('content-encoding'), null, accepts)
      assert.equal(await plain.text(), html)
    }
    for (const [path, more] of [
      ['/backups/bak_1/download', {}],
      ['/backups/bak_1/download', { range: 'bytes=1-2' }],
      ['/status/events', {}],
    ] as const) {
      const answer = await ask(path, 'gzip', more)
      assert.ok(answer.ok, `${path} ${answer.status}`)
      assert.equal(answer.headers.get('content-encoding'), null, path)
      await answer.body?.cancel()
    }
  })

  test('over https: HSTS, and cookies with __Host- and Secure', async () => {
    const { site } = askSite({ site: { baseUrl: 'https://keep.example.com' } })
    const answer = await site.request('https://keep.example.com/cookies', {
      method: 'POST',
      headers: { origin: 'https://keep.example.com' },
      body: new URLSearchParams(),
    })
    assert.match(answer.headers.get('strict-transport-security') ?? '', /max-age=\d{8}/)
    const cookie = answer.headers.get('set-cookie') ?? ''
    assert.match(cookie, /^__Host-ledgerkeep-cookies=accepted;/)
    for (const part of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/']) {
      assert.ok(cookie.includes(part), part)
    }
  })

  test('lets forms go to Xero and Stripe, or to the simulators', async () => {
    const real = await askSite({ site: { demonstration: null } }).get('/')
    const policy = real.headers.get('content-security-policy') ?? ''
    assert.match(policy, /form-action 'self' .*https:\/\/login\.xero\.com.*checkout\.stripe\.com/)
    assert.doesNotMatch(policy, /frame-src/)
    const played = (await askSite().get('/')).headers.get('content-security-policy') ?? ''
    assert.match(played, /http:\/\/xero\.test http:\/\/stripe\.test/)
    assert.doesNotMatch(played, /xero\.com/)
  })
})

describe('static files', () => {
  test('are kept for good under their hash, and asked about without it', async () => {
    const { get } = askSite()
    const html = await (await get('/')).text()
    for (const [, path = ''] of html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)) {
      const answer = await get(path)
      assert.equal(answer.status, 200, path)
      assert.match(answer.headers.get('cache-control') ?? '', /immutable/)
      const bare = await get(path.replace(/\?.*/, ''))
      assert.equal(bare.headers.get('cache-control'), 'no-cache')
      const etag = bare.headers.get('etag') ?? ''
      assert.equal((await get(path, { 'if-none-match': etag })).status, 304)
    }
    const script = await (await get('/assets/live.js')).text()
    const small = await get('/assets/live.js', { 'accept-encoding': 'gzip' })
    const compressed = Buffer.from(await small.arrayBuffer())
    assert.equal(gunzipSync(compressed).toString(), script)
    assert.ok(compressed.length < 30_000)
  })
  test('private pages are stored nowhere', async () => {
    const answer = await askSite().get('/status', ANN_HEADERS)
    assert.equal(answer.headers.get('cache-control'), 'private, no-store')
  })
})

import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { startXeroSimulator, type XeroSimulator } from '../server.ts'
import {
  askToken,
  authorizeUrl,
  REDIRECT,
  SCOPE,
  type Session,
  signIn,
  type Tokens,
  testClock,
} from '../test-session.ts'

const clock = testClock()
let simulator: XeroSimulator

before(async () => {
  simulator = await startXeroSimulator({ clock, world: 'tiny', rapidSync: true })
})
after(() => simulator.close())

function claims(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}

const refresh = (token: string) =>
  askToken(simulator, { grant_type: 'refresh_token', refresh_token: token })

async function codeOf(more: Record<string, string> = {}): Promise<string> {
  const location = new URL(await simulator.approve(authorizeUrl(simulator, more)))
  assert.equal(location.searchParams.get('state'), 'st')
  return location.searchParams.get('code') ?? ''
}

test('discovery names the addresses that are served', async () => {
  const found = (await (
    await fetch(`${simulator.issuer}/.well-known/openid-configuration`)
  ).json()) as Record<string, string>
  assert.equal(found.issuer, simulator.issuer)
  const keys = (await (await fetch(found.jwks_uri ?? '')).json()) as { keys: { kty: string }[] }
  assert.equal(keys.keys[0]?.kty, 'RSA')
})

test('tokens carry the claims of Xero and bind to each other', async () => {
  const code = await codeOf({ nonce: 'n-1' })
  const tokens = (await (
    await askToken(simulator, { grant_type: 'authorization_code', code, redirect_uri: REDIRECT })
  ).json()) as Tokens
  const access = claims(tokens.access_token)
  const id = claims(tokens.id_token)
  assert.equal(Number(access.exp) - Number(access.nbf), 1800)
  assert.deepEqual(access.scope, SCOPE.split(' '))
  assert.equal(access.aud, `${simulator.issuer}/resources`)
  assert.equal(id.nonce, 'n-1')
  assert.equal(id.email, 'ann@example.com')
  assert.equal(id.aud, 'ledgerkeep-demo')
  assert.equal(Number(id.exp) - Number(id.iat), 300)
  assert.equal(id.xero_userid, access.xero_userid)
  assert.equal(id.authentication_event_id, undefined)
  const half = createHash('sha256').update(tokens.access_token).digest().subarray(0, 16)
  assert.equal(id.at_hash, half.toString('base64url'))
  const mine = await fetch(
    `${simulator.api}/connections?authEventId=${String(access.authentication_event_id)}`,
    {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    },
  )
  const [connection, more] = (await mine.json()) as { createdDateUtc: string }[]
  assert.match(connection?.createdDateUtc ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}$/)
  assert.equal(more, undefined)
})

test('a code works once, and for five minutes', async () => {
  const code = await codeOf()
  const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT }
  assert.equal((await askToken(simulator, form)).status, 200)
  assert.deepEqual(await (await askToken(simulator, form)).json(), { error: 'invalid_grant' })
  const old = await codeOf()
  clock.advance(5 * 60_000 + 1)
  assert.equal((await askToken(simulator, { ...form, code: old })).status, 400)
})

test('a public client needs the verifier of its challenge, a confidential one its secret', async () => {
  const verifier = randomBytes(32).toString('base64url')
  const code_challenge = createHash('sha256').update(verifier).digest('base64url')
  const more = { client_id: 'ledgerkeep-demo-pkce', code_challenge, code_challenge_method: 'S256' }
  const form = {
    grant_type: 'authorization_code',
    redirect_uri: REDIRECT,
    client_id: 'ledgerkeep-demo-pkce',
  }
  const ask = async (code_verifier: string) =>
    askToken(simulator, { ...form, code: await codeOf(more), code_verifier }, '')
  assert.equal((await ask(verifier)).status, 200)
  assert.equal((await ask(randomBytes(32).toString('base64url'))).status, 400)
  const without = await fetch(authorizeUrl(simulator, { client_id: 'ledgerkeep-demo-pkce' }))
  assert.equal(without.status, 400)
  const wrong = await askToken(
    simulator,
    { ...form, client_id: 'ledgerkeep-demo', code: await codeOf() },
    'ledgerkeep-demo:wrong',
  )
  assert.deepEqual(await wrong.json(), { error: 'invalid_client' })
  const posted = {
    ...form,
    client_id: 'ledgerkeep-demo',
    client_secret: 'demo-secret',
    code: await codeOf(),
  }
  assert.equal((await askToken(simulator, posted, '')).status, 200)
})

test('cancelling goes back with access_denied; a bad scope or address never goes back', async () => {
  const location = new URL(await simulator.approve(authorizeUrl(simulator), { cancel: true }))
  assert.equal(location.searchParams.get('error'), 'access_denied')
  assert.equal(location.searchParams.get('state'), 'st')
  for (const more of [
    { scope: 'openid accounting.everything' },
    { scope: 'openid accounting.journals.read' },
    { redirect_uri: 'https://evil.example/' },
    { client_id: 'nobody' },
  ]) {
    const answer = await fetch(authorizeUrl(simulator, more), { redirect: 'manual' })
    assert.equal(answer.status, 400)
    assert.match(await answer.text(), /invalid_scope|unauthorized_client/)
  }
})

test('the login page can be used and is not to be framed', async () => {
  const answer = await fetch(authorizeUrl(simulator))
  assert.match(answer.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/)
  const page = await answer.text()
  for (const part of ['<html lang="en">', '<h1>', '<legend>', 'Xero simulator', 'ben@example.com'])
    assert.ok(page.includes(part), part)
})

test('a refresh token rotates; the old one works for 30 minutes more, as often as needed', async () => {
  const { tokens } = await signIn(simulator)
  const second = (await (await refresh(tokens.refresh_token)).json()) as Tokens
  assert.notEqual(second.refresh_token, tokens.refresh_token)
  clock.advance(29 * 60_000)
  assert.equal((await refresh(tokens.refresh_token)).status, 200)
  assert.equal((await refresh(tokens.refresh_token)).status, 200)
  clock.advance(2 * 60_000)
  assert.deepEqual(await (await refresh(tokens.refresh_token)).json(), { error: 'invalid_grant' })
  assert.equal((await refresh(second.refresh_token)).status, 200)
})

test('an unused refresh token dies after 60 days, and none is given without offline_access', async () => {
  const { tokens } = await signIn(simulator)
  clock.advance(60 * 86_400_000 + 1)
  assert.equal((await refresh(tokens.refresh_token)).status, 400)
  const online = await signIn(simulator, undefined, undefined, 'openid accounting.settings.read')
  assert.equal(online.tokens.refresh_token, undefined)
})

test('an access token dies after 30 minutes, and a forged one never lives', async () => {
  const session = await signIn(simulator)
  clock.advance(30 * 60_000)
  const expired = await session.get('api.xro/2.0/Organisation')
  assert.equal(expired.status, 401)
  assert.match(await expired.text(), /TokenExpired/)
  const forged = `${session.tokens.access_token.slice(0, -6)}AAAAAA`
  const answer = await fetch(`${simulator.api}/connections`, {
    headers: { authorization: `Bearer ${forged}` },
  })
  assert.equal(answer.status, 401)
  assert.match(await answer.text(), /AuthenticationUnsuccessful/)
})

async function status(session: Session): Promise<number> {
  return (await session.get('api.xro/2.0/Organisation')).status
}

test('one token covers each organisation that the user connected, until it is disconnected', async () => {
  const bakery = await signIn(simulator, 'Harbour Street Bakery')
  const atelier = await signIn(simulator, 'Atelier Lámh')
  const listed = await fetch(`${simulator.api}/connections`, {
    headers: { authorization: `Bearer ${bakery.tokens.access_token}` },
  })
  const connections = (await listed.json()) as { id: string; tenantName: string }[]
  assert.deepEqual(connections.map((one) => one.tenantName).sort(), [
    'Atelier Lámh',
    'Harbour Street Bakery',
  ])
  const id = connections.find((one) => one.tenantName === 'Atelier Lámh')?.id
  const remove = () =>
    fetch(`${simulator.api}/connections/${id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${bakery.tokens.access_token}` },
    })
  assert.equal((await remove()).status, 204)
  assert.equal((await remove()).status, 404)
  assert.equal(await status(atelier), 403)
  assert.equal(await status(bakery), 200)
  await fetch(`${simulator.control}/disconnect`, {
    method: 'POST',
    body: JSON.stringify({ tenantId: bakery.tenantId }),
  })
  assert.equal(await status(bakery), 403)
})

test('revoking ends all connections of the user, and nobody else’s', async () => {
  const ann = await signIn(simulator, 'Harbour Street Bakery')
  const ben = await signIn(simulator, undefined, 'ben@example.com')
  const authorization = `Basic ${Buffer.from('ledgerkeep-demo:demo-secret').toString('base64')}`
  const body = new URLSearchParams({ token: ann.tokens.refresh_token })
  const revoked = await fetch(`${simulator.issuer}/connect/revocation`, {
    method: 'POST',
    headers: { authorization },
    body,
  })
  assert.equal(revoked.status, 200)
  assert.equal(await status(ann), 403)
  assert.equal(await status(ben), 200)
  assert.equal((await refresh(ann.tokens.refresh_token)).status, 400)
})

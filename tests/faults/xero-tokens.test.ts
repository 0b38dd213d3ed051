import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openSqlite } from '../../src/adapters/database/index.ts'
import { createSecrets } from '../../src/adapters/system/index.ts'
import { sealTokens, TokenVault } from '../../src/adapters/xero/tokens.ts'
import type { Secrets } from '../../src/ports/secrets.ts'
import type { ConnectStore } from '../../src/ports/store/connect.ts'
import type { XeroIdentity, XeroTokens } from '../../src/ports/xero.ts'
import { PERSON } from '../contract/store/records.ts'
import { EventClock } from '../support/event-clock.ts'

const MINUTE_MS = 60_000
const TOKEN_LIFE_MS = 1_800_000

/** Xero's token endpoint: it rotates, takes the token before for half an hour, and counts. */
class TokenEndpoint implements Pick<XeroIdentity, 'refresh'> {
  readonly #clock: EventClock
  readonly #used = new Map<string, number>()
  refreshes = 0
  /** Answers that get lost after they were given. */
  lose = 0

  constructor(clock: EventClock) {
    this.#clock = clock
  }

  tokens = (): XeroTokens => ({
    accessToken: `access ${this.refreshes}`,
    refreshToken: `refresh ${this.refreshes}`,
    accessExpiresAt: this.#clock.now() + TOKEN_LIFE_MS,
    scopes: ['openid'],
  })

  refresh = async (token: string): Promise<XeroTokens> => {
    await this.#clock.sleep(700)
    const used = this.#used.get(token) ?? this.#clock.now()
    assert.ok(this.#clock.now() - used <= 30 * MINUTE_MS, `${token} was sent too late`)
    this.#used.set(token, used)
    this.refreshes += 1
    const fresh = this.tokens()
    if (this.lose > 0) {
      this.lose -= 1
      throw Object.assign(new Error('the answer was lost'), { kind: 'retry' })
    }
    return fresh
  }
}

interface Process {
  readonly clock: EventClock
  readonly endpoint: TokenEndpoint
  readonly store: ConnectStore
  readonly secrets: Secrets
  vault(): TokenVault
}

async function processes(): Promise<Process> {
  const clock = new EventClock()
  const endpoint = new TokenEndpoint(clock)
  const { connect: store } = await openSqlite(':memory:')
  const secrets = createSecrets({ keys: [{ id: 'a', key: new Uint8Array(32).fill(7) }] })
  await store.savePerson(PERSON)
  const stale = { ...endpoint.tokens(), accessExpiresAt: clock.now() }
  await store.replaceGrant(sealTokens(secrets, PERSON.id, stale))
  const identity = endpoint as unknown as XeroIdentity
  return {
    clock,
    endpoint,
    store,
    secrets,
    vault: () => new TokenVault({ store, identity, secrets, clock }),
  }
}

test('many callers in two processes refresh once', async () => {
  const { clock, endpoint, vault } = await processes()
  const vaults = [vault(), vault()]
  const asked = Array.from({ length: 20 }, (_, at) => vaults[at % 2]?.accessToken(PERSON.id))
  const got = await clock.run(Promise.all(asked))
  assert.deepEqual(new Set(got), new Set(['access 1']))
  assert.equal(endpoint.refreshes, 1)
})

test('a process that dies in its refresh keeps the others waiting for half a minute, no longer', async () => {
  const { clock, endpoint, store, vault } = await processes()
  const now = clock.now()
  assert.equal(await store.takeRefreshTurn(PERSON.id, 1, now, now + 30_000), true)
  assert.equal(await clock.run(vault().accessToken(PERSON.id)), 'access 1')
  assert.equal(endpoint.refreshes, 1)
  assert.ok(clock.now() - now <= 32_000)
})

test('where the answer to a refresh is lost, the old token is sent again', async () => {
  const { clock, endpoint, vault } = await processes()
  endpoint.lose = 2
  const one = vault()
  await assert.rejects(clock.run(one.accessToken(PERSON.id)))
  await clock.sleepFor(10 * MINUTE_MS)
  await assert.rejects(clock.run(one.accessToken(PERSON.id)))
  await clock.sleepFor(10 * MINUTE_MS)
  assert.equal(await clock.run(one.accessToken(PERSON.id)), 'access 3')
})

test('the new refresh token is stored before the new access token is given away', async () => {
  const { clock, secrets, store, vault } = await processes()
  const access = await clock.run(vault().accessToken(PERSON.id))
  const grant = await store.grant(PERSON.id)
  const held: unknown = JSON.parse(secrets.open(grant?.sealed ?? '', `grant:${PERSON.id}`))
  assert.deepEqual(held, { access, refresh: 'refresh 1' })
  assert.ok(!grant?.sealed.includes('refresh 1'))
})

test('a new login while a refresh is refused is used instead', async () => {
  const { clock, endpoint, store, secrets, vault } = await processes()
  endpoint.lose = 1
  const asked = vault().accessToken(PERSON.id)
  const login = (async () => {
    await clock.sleep(300)
    const fresh = { ...endpoint.tokens(), accessToken: 'by login', refreshToken: 'login' }
    await store.replaceGrant(sealTokens(secrets, PERSON.id, fresh))
  })()
  assert.equal(await clock.run(Promise.all([asked, login]).then(([access]) => access)), 'by login')
})

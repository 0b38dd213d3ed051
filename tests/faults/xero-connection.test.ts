import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openSqlite } from '../../src/adapters/database/index.ts'
import { createSecrets } from '../../src/adapters/system/index.ts'
import { sealTokens, TokenVault } from '../../src/adapters/xero/tokens.ts'
import type { Secrets } from '../../src/ports/secrets.ts'
import type { ConnectStore } from '../../src/ports/store/connect.ts'
import type { XeroIdentity, XeroTokens } from '../../src/ports/xero.ts'
import { PERSON } from '../contract/store/records.ts'
import { letters } from '../support/buyer.ts'
import { backUp, backupIn, begin, connect, ended, scan } from '../support/customer.ts'
import { EventClock } from '../support/event-clock.ts'
import { type Bench, startInstallation } from '../support/installation.ts'
import { booksOf } from '../support/truth.ts'

const ALWAYS = 1_000_000
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

async function underWay(bench: Bench) {
  const customer = await connect(bench)
  const backupId = await begin(bench, customer, (await scan(bench, customer)).id)
  await backupIn(bench, backupId, (one) => one.filesDone >= 20)
  return { customer, backupId }
}

const reconnectLetters = async (bench: Bench): Promise<number> =>
  (await letters(bench)).filter((one) => /connect Xero again/.test(one)).length

for (const [what, lose, find] of [
  [
    'revoked tokens',
    (bench: Bench) => {
      const [grant] = bench.xero.identity.connections.kept()
      assert.ok(grant)
      bench.xero.identity.refreshTokens.revokeOf(grant.clientId, grant.userId)
      bench.xero.faults.add({ kind: 'token-expired', count: ALWAYS })
    },
    (bench: Bench) => bench.xero.faults.clear(),
  ],
  [
    'a lost role',
    (bench: Bench) =>
      bench.xero.faults.add({ kind: 'status', status: 403, match: '/api.xro/', count: ALWAYS }),
    (bench: Bench) => bench.xero.faults.clear(),
  ],
] as const) {
  test(`${what}: one letter, progress kept, and it goes on after reconnecting`, async () => {
    await using bench = await startInstallation({ world: 'demo' })
    const { customer, backupId } = await underWay(bench)
    lose(bench)
    const paused = await backupIn(bench, backupId, (one) => one.state === 'paused')
    assert.ok(paused.filesDone >= 20)
    await bench.clock.pass(3 * 3_600_000)
    assert.equal(await reconnectLetters(bench), 1)
    const [view] = await bench.app.status.organisations(customer.personId)
    assert.equal(view?.state, 'needs reconnect')
    find(bench)
    assert.deepEqual(await connect(bench), customer)
    const backup = await ended(bench, customer, backupId)
    assert.equal(backup.state, 'complete')
  })
}

test('two backups that lose the connection at once make one letter', async () => {
  await using bench = await startInstallation({ world: 'demo' })
  const { customer, backupId } = await underWay(bench)
  const other = await begin(bench, customer, (await scan(bench, customer)).id)
  await backupIn(bench, other, (one) => one.filesDone >= 1)
  bench.xero.identity.connections.removeTenant(booksOf(bench).tenantId)
  for (const id of [backupId, other]) await backupIn(bench, id, (one) => one.state === 'paused')
  await bench.clock.pass(3_600_000)
  assert.equal(await reconnectLetters(bench), 1)
})

test('one thing that the role may not read is an exception, and the rest goes on', async () => {
  await using bench = await startInstallation()
  bench.xero.faults.add({ kind: 'status', status: 403, match: '/ManualJournals\\?', count: ALWAYS })
  const customer = await connect(bench)
  const found = await scan(bench, customer)
  assert.equal(found.state, 'done')
  assert.deepEqual(
    found.exceptions.map((one) => one.title),
    ['Manual journals'],
  )
  assert.match(found.exceptions[0]?.reason ?? '', /does not let|right/)
  const [view] = await bench.app.status.organisations(customer.personId)
  assert.equal(view?.state, 'active')
})

test('a file refused just while the connection came back is asked for again', async () => {
  await using bench = await startInstallation()
  const customer = await connect(bench)
  bench.xero.faults.add({ kind: 'status', status: 403, match: '/Attachments/', count: 1 })
  const backup = await backUp(bench, customer)
  assert.equal(backup.state, 'complete')
  assert.equal(backup.exceptions, 0)
})

test('disconnecting deletes the connection at Xero, and a lost answer to a refresh costs nothing', async () => {
  await using bench = await startInstallation()
  bench.xero.faults.add({ kind: 'truncate', match: '/connect/token', after: 1, count: 1 })
  const customer = await connect(bench)
  await bench.clock.pass(2 * TOKEN_LIFE_MS)
  assert.equal((await backUp(bench, customer)).state, 'complete')
  assert.equal(bench.xero.identity.connections.kept().length, 1)
  await bench.app.connect.disconnect(customer.personId, customer.connectionId)
  assert.deepEqual(bench.xero.identity.connections.kept(), [])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { needsReconnect } from '../../src/adapters/xero/verdict.ts'
import { DEFAULT_SCOPES } from '../../src/core/catalogue/index.ts'
import type { XeroApi } from '../../src/ports/xero.ts'
import { letters } from '../support/buyer.ts'
import { backUp, backupIn, begin, connect, ended, scan } from '../support/customer.ts'
import { type Bench, startInstallation } from '../support/installation.ts'
import { booksOf } from '../support/truth.ts'

const ALWAYS = 1_000_000
const MINUTE_MS = 60_000
const TOKEN_LIFE_MS = 1_800_000

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

test('a crash while a lost connection is written down neither loses its letter nor doubles it', async () => {
  await using bench = await startInstallation()
  const customer = await connect(bench)
  const { backup } = bench.installation.ports.store
  const backupId = await begin(bench, customer, (await scan(bench, customer)).id)
  const change = backup.changeBackup.bind(backup)
  let crashes = 0
  backup.changeBackup = async (id, from, what) => {
    if (what.state === 'paused' && ++crashes === 1) throw new Error('The process was killed here.')
    return change(id, from, what)
  }
  bench.xero.identity.connections.removeTenant(booksOf(bench).tenantId)
  await backupIn(bench, backupId, (one) => one.state === 'paused')
  await bench.clock.pass(3_600_000)
  assert.equal(crashes, 2)
  assert.equal(await reconnectLetters(bench), 1)
})

const UNAUTHORISED = JSON.stringify({
  ...{ Title: 'Unauthorized', Status: 401, Detail: 'AuthorizationUnsuccessful' },
})

for (const [what, refusal] of [
  ['403', { status: 403 }],
  ['401 AuthorizationUnsuccessful', { status: 401, body: UNAUTHORISED }],
] as const) {
  test(`one thing that the role may not read (${what}) is an exception, and the rest goes on`, async () => {
    await using bench = await startInstallation()
    const fault = { kind: 'status', match: '/ManualJournals\\?', count: ALWAYS } as const
    bench.xero.faults.add({ ...fault, ...refusal })
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
}

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

test('disconnecting deletes a connection at Xero that waits to be connected again', async () => {
  await using bench = await startInstallation()
  const { personId, connectionId } = await connect(bench)
  await bench.installation.ports.store.connect.setConnectionState(
    ...([connectionId, 'needs reconnect', bench.clock.now()] as const),
  )
  await bench.app.connect.disconnect(personId, connectionId)
  assert.deepEqual(bench.xero.identity.connections.kept(), [])
})

test('a call that is still being refused does not undo that the organisation was connected again', async () => {
  await using bench = await startInstallation()
  const customer = await connect(bench)
  const { id } = await scan(bench, customer)
  const api = bench.installation.ports.xero as { open: XeroApi['open'] }
  const open = api.open.bind(api)
  let met = 0
  api.open = async (...call) => {
    met += 1
    if (met !== 3) return open(...call)
    await bench.installation.ports.store.connect.setConnectionState(
      ...([customer.connectionId, 'needs reconnect', bench.clock.now()] as const),
    )
    assert.deepEqual(await connect(bench), customer)
    throw needsReconnect()
  }
  const backup = await ended(bench, customer, await begin(bench, customer, id))
  assert.equal(backup.state, 'complete')
  assert.equal(await reconnectLetters(bench), 0)
  const [view] = await bench.app.status.organisations(customer.personId)
  assert.equal(view?.state, 'active')
})

test('another organisation that is picked by mistake is added beside, and the one that was lost stays so', async () => {
  await using bench = await startInstallation({ world: 'demo' })
  const { customer, backupId } = await underWay(bench)
  const { tenantId, name } = booksOf(bench)
  bench.xero.identity.connections.removeTenant(tenantId)
  const paused = await backupIn(bench, backupId, (one) => one.state === 'paused')
  await connect(bench, { organisation: 'Atelier' })
  const views = await bench.app.status.organisations(customer.personId)
  assert.deepEqual(
    new Map(views.map((view) => [view.name, view.state])),
    new Map([
      ['Atelier Lámh', 'active'],
      [name, 'needs reconnect'],
    ]),
  )
  assert.equal((await backupIn(bench, backupId, () => true)).state, 'paused')
  assert.deepEqual(await connect(bench, { organisation: name.slice(0, 7) }), customer)
  const backup = await ended(bench, customer, backupId)
  assert.equal(backup.state, 'complete')
  assert.ok(backup.filesDone >= paused.filesDone)
})

test('a refresh token that was not used for 60 days asks to connect again, once', async () => {
  await using bench = await startInstallation()
  const customer = await connect(bench)
  await bench.clock.leap(61 * 24 * 60 * MINUTE_MS)
  const id = await bench.app.scan.start(customer.personId, customer.connectionId)
  const view = await bench.clock.until(async () => {
    const [one] = await bench.app.status.organisations(customer.personId)
    return one?.state === 'needs reconnect' ? one : null
  })
  assert.match(view.scan?.waitingFor ?? '', /Connect the organisation again/)
  assert.deepEqual(await connect(bench), customer)
  assert.equal((await scan(bench, customer)).id, id)
})

test('a scan that loses the connection goes on where it was when it is there again, after one letter', async () => {
  await using bench = await startInstallation({ world: 'demo' })
  const customer = await connect(bench)
  const { store } = bench.installation.ports
  const id = await bench.app.scan.start(customer.personId, customer.connectionId)
  await bench.clock.until(async () => ((await store.scan.scan(id))?.calls ?? 0) > 12)
  const away = { kind: 'status', status: 503, match: '/api.xro/', count: ALWAYS } as const
  bench.xero.faults.add(away)
  await bench.clock.pass(2 * 60 * MINUTE_MS)
  bench.xero.faults.clear()
  bench.xero.identity.connections.removeTenant(booksOf(bench).tenantId)
  await bench.clock.until(async () => (await store.scan.scan(id))?.failure)
  await bench.clock.pass(3 * 60 * MINUTE_MS)
  const counting = (await letters(bench)).filter((one) => /counting stopped/.test(one))
  assert.equal(counting.length, 1)
  await bench.clock.leap(72 * 60 * MINUTE_MS)
  await bench.clock.pass(60 * MINUTE_MS)
  bench.xero.faults.add(away)
  assert.deepEqual(await connect(bench), customer)
  await bench.clock.pass(2 * 60 * MINUTE_MS)
  assert.equal((await letters(bench)).filter((one) => /waited for over a day/.test(one)).length, 0)
  bench.xero.faults.clear()
  const before = bench.xero.calls.accepted
  const { calls } = (await store.scan.scan(id)) ?? { calls: 0 }
  const found = await scan(bench, customer)
  assert.equal(found.id, id)
  assert.equal(found.files, booksOf(bench).fileCount)
  assert.ok(bench.xero.calls.accepted - before <= found.calls - calls + 5)
})

test('lists of files that nobody granted cost a call or two, and say so for each document', async () => {
  const scopes = DEFAULT_SCOPES.filter((scope) => !/attachments/.test(scope))
  const settings = { XERO_SCOPES: scopes.join(' ') }
  await using bench = await startInstallation({ world: 'demo', settings })
  const customer = await connect(bench)
  const backup = await backUp(bench, customer)
  assert.equal(backup.state, 'complete with exceptions')
  const exceptions = await bench.installation.ports.store.backup.exceptions(backup.id)
  assert.ok(exceptions.length > 80)
  for (const one of exceptions) assert.match(one.reason, /^Not permitted: /)
  const asked = Object.entries(bench.xero.calls.byPath)
    .filter(([path]) => path.endsWith('/Attachments'))
    .reduce((sum, [, times]) => sum + times, 0)
  // Five are under way at a time, of each of eleven kinds of documents.
  assert.ok(asked <= 11 * 8, `${asked} calls`)
})

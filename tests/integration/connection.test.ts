import assert from 'node:assert/strict'
import { test } from 'node:test'
import { letters } from '../support/buyer.ts'
import { backUp, backupIn, begin, connect, download, ended, scan } from '../support/customer.ts'
import { type Bench, startInstallation } from '../support/installation.ts'
import { attachmentsIn } from '../support/read-zip.ts'
import { allFiles, attachedFiles, booksOf, hashes } from '../support/truth.ts'

const HOUR_MS = 3_600_000

/** Calls for lists of attachments and for files: what a backup spends. */
const backupCalls = ({ xero }: Bench): number =>
  Object.entries(xero.calls.byPath)
    .filter(([path]) => path.includes('/Attachments'))
    .reduce((sum, [, count]) => sum + count, 0)

/** One call for each document with files, one for each file. */
const leastCalls = (bench: Bench): number => {
  const truth = attachedFiles(booksOf(bench))
  return truth.length + new Set(truth.map((file) => file.recordId)).size
}

for (const [how, takeAway] of Object.entries({
  here: async (bench: Bench, who: { personId: string; connectionId: string }) =>
    bench.app.connect.disconnect(who.personId, who.connectionId),
  'at Xero': async (bench: Bench) => {
    bench.xero.identity.connections.removeTenant(booksOf(bench).tenantId)
  },
})) {
  test(`a backup disconnected ${how} pauses, goes on after reconnecting, and repeats nothing`, async () => {
    await using bench = await startInstallation({ world: 'demo' })
    const customer = await connect(bench)
    const { id } = await scan(bench, customer)
    const backupId = await begin(bench, customer, id)
    await backupIn(bench, backupId, (one) => one.filesDone >= 40)
    await takeAway(bench, customer)
    const paused = await backupIn(bench, backupId, (one) => one.state === 'paused')
    assert.match(paused.reason ?? '', /disconnect|connection/i)
    await bench.clock.pass(HOUR_MS)
    const still = await bench.app.backup.view(customer.personId, backupId)
    assert.equal(still.state, 'paused')
    assert.ok(still.filesDone < still.filesTotal)
    assert.equal(still.estimatedEndAt, null)
    const again = await connect(bench)
    assert.deepEqual(again, customer)
    const backup = await ended(bench, customer, backupId)
    assert.equal(backup.state, 'complete')
    const zip = await download(bench.app, customer, backupId)
    assert.deepEqual(hashes(attachmentsIn(zip)), hashes(allFiles(booksOf(bench))))
    // At most the calls that were in flight when the access went.
    assert.ok(backupCalls(bench) - leastCalls(bench) <= 5, `${backupCalls(bench)} calls`)
  })
}

test('a backup that lost its access writes once, and says how to go on', async () => {
  await using bench = await startInstallation({ world: 'demo' })
  const customer = await connect(bench)
  const backupId = await begin(bench, customer, (await scan(bench, customer)).id)
  await backupIn(bench, backupId, (one) => one.filesDone >= 10)
  bench.xero.identity.connections.removeTenant(booksOf(bench).tenantId)
  await backupIn(bench, backupId, (one) => one.state === 'paused')
  await bench.clock.pass(3 * HOUR_MS)
  const sent = await letters(bench)
  assert.equal(sent.filter((one) => /connect Xero again/.test(one)).length, 1)
  const [view] = await bench.app.status.organisations(customer.personId)
  assert.equal(view?.state, 'needs reconnect')
})

test('another organisation picked by mistake stands beside, and the paused backup stays', async () => {
  await using bench = await startInstallation({ world: 'demo' })
  const customer = await connect(bench)
  const backupId = await begin(bench, customer, (await scan(bench, customer)).id)
  await backupIn(bench, backupId, (one) => one.filesDone >= 10)
  await bench.app.connect.disconnect(customer.personId, customer.connectionId)
  const other = await connect(bench, { organisation: 'Atelier' })
  assert.equal(other.personId, customer.personId)
  assert.notEqual(other.connectionId, customer.connectionId)
  const names = (await bench.app.status.organisations(customer.personId)).map((one) => one.name)
  assert.deepEqual(names.sort(), ['Atelier Lámh', 'Harbour Street Bakery'])
  await bench.clock.pass(HOUR_MS)
  assert.equal((await bench.app.backup.view(customer.personId, backupId)).state, 'paused')
  const side = await backUp(bench, other)
  assert.equal(side.state, 'complete')
  const zip = await download(bench.app, other, side.id)
  const truth = allFiles(booksOf(bench, 'Atelier'))
  assert.deepEqual(hashes(attachmentsIn(zip)), hashes(truth))
  await connect(bench, { organisation: 'Harbour' })
  assert.equal((await ended(bench, customer, backupId)).state, 'complete')
})

test('two organisations of a person are backed up side by side', async () => {
  await using bench = await startInstallation()
  const first = await connect(bench)
  const second = await connect(bench, { organisation: 'Atelier' })
  const scans = [await scan(bench, first), await scan(bench, second)]
  const ids = [
    await begin(bench, first, scans[0]?.id ?? ''),
    await begin(bench, second, scans[1]?.id ?? ''),
  ]
  for (const [at, id] of ids.entries()) {
    const customer = at === 0 ? first : second
    assert.equal((await ended(bench, customer, id)).state, 'complete')
    const zip = await download(bench.app, customer, id)
    const truth = allFiles(booksOf(bench, at === 0 ? 'Harbour' : 'Atelier'))
    assert.deepEqual(hashes(attachmentsIn(zip)), hashes(truth))
  }
})

test('nothing starts on an organisation that is not connected', async () => {
  await using bench = await startInstallation()
  const customer = await connect(bench)
  const { id } = await scan(bench, customer)
  await bench.app.connect.disconnect(customer.personId, customer.connectionId)
  await assert.rejects(bench.app.scan.start(customer.personId, customer.connectionId), {
    kind: 'refuse',
    reason: 'conflict',
  })
  await assert.rejects(begin(bench, customer, id), {
    kind: 'refuse',
    reason: 'conflict',
    hint: /Connect it again first/,
  })
  const [organisation] = await bench.app.status.organisations(customer.personId)
  assert.deepEqual(organisation?.backups, [])
})

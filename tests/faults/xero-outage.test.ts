import assert from 'node:assert/strict'
import { test } from 'node:test'
import { truth } from '../../simulators/xero/control.ts'
import type { Fault } from '../../simulators/xero/faults.ts'
import { backUp, backupIn, begin, connect, download, ended, scan } from '../support/customer.ts'
import { type Bench, startInstallation } from '../support/installation.ts'
import { attachmentsIn } from '../support/read-zip.ts'
import { booksOf, hashes } from '../support/truth.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0)

async function holdsEverything(bench: Bench, who: Awaited<ReturnType<typeof connect>>, id: string) {
  const zip = await download(bench.app, who, id)
  assert.deepEqual(hashes(attachmentsIn(zip)), hashes([...truth(booksOf(bench))]))
}

/** Calls of a scan and a backup of everything, with these faults. */
async function callsWith(faults: readonly Fault[]) {
  await using bench = await startInstallation({ world: 'demo' })
  const customer = await connect(bench)
  for (const fault of faults) bench.xero.faults.add(fault)
  const backup = await backUp(bench, customer)
  assert.equal(backup.state, 'complete', backup.reason ?? '')
  assert.equal(backup.exceptions, 0)
  await holdsEverything(bench, customer, backup.id)
  return { calls: bench.xero.calls.accepted, faults: sum(bench.xero.calls.faults) }
}

test('faults at 1, 5 and 20 % of the calls cost at most 1.25 calls each, and no file', async () => {
  const clean = await callsWith([])
  for (const share of [0.01, 0.05, 0.2]) {
    const each = [500, 502, 503, 504].map(
      (status): Fault => ({ kind: 'status', status, probability: share / 4 }),
    )
    const spoiled = await callsWith(each)
    const more = spoiled.calls - clean.calls
    assert.ok(spoiled.faults > 0)
    assert.ok(more <= 1.25 * spoiled.faults, `${more} more for ${spoiled.faults} faults`)
  }
})

for (const [what, ms] of [
  ['10 minutes', 10 * MINUTE_MS],
  ['24 hours', 24 * HOUR_MS],
] as const) {
  test(`an outage of ${what} is waited out: few calls, no file lost, at work again in 5 minutes`, async () => {
    await using bench = await startInstallation({ world: 'demo' })
    const customer = await connect(bench)
    const backupId = await begin(bench, customer, (await scan(bench, customer)).id)
    await backupIn(bench, backupId, (one) => one.filesDone >= 30)
    bench.xero.faults.add({ kind: 'status', status: 503, count: 1_000_000 })
    await bench.clock.pass(ms)
    const [met] = bench.xero.faults.list()
    assert.ok((met?.hits ?? 0) <= 30 + ms / (1.5 * MINUTE_MS), `${met?.hits} calls into the outage`)
    const { filesDone } = await backupIn(bench, backupId, () => true)
    bench.xero.faults.clear()
    const cleared = bench.clock.now()
    await backupIn(bench, backupId, (one) => one.filesDone > filesDone)
    assert.ok(bench.clock.now() - cleared <= 5 * MINUTE_MS + 10_000)
    const backup = await ended(bench, customer, backupId)
    assert.equal(backup.state, 'complete')
    await holdsEverything(bench, customer, backupId)
  })
}

test('a length that is listed wrongly is fetched once more, then kept with a note', async () => {
  await using bench = await startInstallation()
  const [file] = [...truth(booksOf(bench))]
  assert.ok(file)
  const match = `/Attachments/${file.attachmentId}`
  bench.xero.faults.add({ kind: 'wrong-length', match, count: 1_000_000 })
  const customer = await connect(bench)
  const backup = await backUp(bench, customer)
  assert.equal(backup.state, 'complete with exceptions')
  const { store } = bench.installation.ports
  const [note, ...others] = await store.backup.exceptions(backup.id)
  assert.equal(others.length, 0)
  assert.match(note?.reason ?? '', /kept with \d+ bytes/)
  assert.equal(backup.filesDone, backup.filesTotal)
  assert.equal(bench.xero.faults.list()[0]?.hits, 2)
})

test('a body that is short once is never taken for the file', async () => {
  await using bench = await startInstallation()
  for (const kind of ['wrong-length', 'empty', 'html', 'truncate'] as const) {
    bench.xero.faults.add({ kind, match: '/Attachments/.', count: 2 })
  }
  const customer = await connect(bench)
  const backup = await backUp(bench, customer)
  assert.equal(backup.state, 'complete')
  await holdsEverything(bench, customer, backup.id)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { phaseOf } from '../../simulators/xero/limits.ts'
import { namedWorld } from '../../simulators/xero/worlds/generated-world.ts'
import { BENCH_START, BenchClock } from '../support/bench-clock.ts'
import {
  backupIn,
  begin,
  type Customer,
  connect,
  download,
  ended,
  scan,
} from '../support/customer.ts'
import { type Bench, startInstallation } from '../support/installation.ts'
import { attachmentsIn } from '../support/read-zip.ts'
import { allFiles, booksOf, hashes } from '../support/truth.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

const windowsOf = ({ xero }: Bench) => {
  const [state] = xero.limits.tenants.values()
  assert.ok(state)
  return { minute: state.minute.most, day: state.day.most, inFlight: state.mostInFlight }
}

const limitedCalls = ({ xero }: Bench): number =>
  Object.values(xero.calls.limited).reduce((sum, count) => sum + count, 0)

/** The reset of the day's limit that comes next. */
function nextReset(tenantId: string, now: number): number {
  const { day } = phaseOf(tenantId)
  return Math.floor((now - day) / DAY_MS + 1) * DAY_MS + day
}

test('the limits are used and never exceeded, at any phase of the minute', async () => {
  for (const phaseMs of [0, 17_300, 41_900]) {
    const clock = new BenchClock(BENCH_START + phaseMs)
    await using bench = await startInstallation({ world: 'demo', clock })
    const customer = await connect(bench)
    const { id } = await scan(bench, customer)
    const began = bench.clock.now()
    const backupId = await begin(bench, customer, id)
    const { calls } = await backupIn(bench, backupId, (one) => one.finishedAt !== null)
    const most = windowsOf(bench)
    assert.ok(most.minute <= 60 && most.minute >= 55, `${most.minute} a minute`)
    assert.equal(most.inFlight, 5)
    assert.equal(limitedCalls(bench), 0)
    // Idle for no more than a quarter of a minute in all, the wait at the beginning included.
    const minutes = (bench.clock.now() - began) / MINUTE_MS
    assert.ok(minutes * 60 - calls <= 15, `${calls} calls in ${minutes} minutes`)
  }
})

test("at the day's limit a backup waits, says until when, and goes on within 5 s of the reset", async () => {
  const dayLimit = 150
  const tenantId = namedWorld('demo', BENCH_START).organisations[0]?.tenantId ?? ''
  const clock = new BenchClock(nextReset(tenantId, BENCH_START) - 20 * MINUTE_MS)
  await using bench = await startInstallation({ world: 'demo', clock, dayLimit })
  const reset = nextReset(tenantId, clock.now())
  const customer = await connect(bench)
  const { id } = await scan(bench, customer)
  const backupId = await begin(bench, customer, id)
  const waiting = await backupIn(
    bench,
    backupId,
    (one) => one.state === 'waiting' && /daily limit/i.test(one.reason ?? ''),
  )
  const view = await bench.app.backup.view(customer.personId, backupId)
  assert.ok(Math.abs((waiting.waitingUntil ?? 0) - reset) <= 5_000)
  assert.ok((view.estimatedEndAt ?? 0) >= reset)
  assert.equal(windowsOf(bench).day, dayLimit)
  const kept = waiting.filesDone
  await backupIn(bench, backupId, (one) => one.filesDone > kept)
  assert.ok(clock.now() >= reset && clock.now() - reset <= 5_000, `${clock.now() - reset} ms after`)
  const backup = await ended(bench, customer, backupId)
  assert.equal(backup.state, 'complete')
  const most = windowsOf(bench)
  assert.ok(most.day <= dayLimit && most.minute <= 60 && most.inFlight <= 5)
  // Those in flight together when the limit was met.
  assert.ok(limitedCalls(bench) <= 5, `${limitedCalls(bench)} refused calls`)
  const zip = await download(bench.app, customer, backupId)
  assert.deepEqual(hashes(attachmentsIn(zip)), hashes(allFiles(booksOf(bench))))
})

async function scanShown({ app }: Bench, { personId }: Customer) {
  const scan = (await app.status.organisations(personId))[0]?.scan
  return [scan?.records, scan?.listsDone, scan?.listsTotal, scan?.documentsWithFiles]
}

test('after the last file the reports by contact that are left count, in what is shown and in the end', async () => {
  await using bench = await startInstallation({ world: 'demo' })
  const customer = await connect(bench)
  const { id } = await scan(bench, customer)
  const scanned = await scanShown(bench, customer)
  const backupId = await begin(bench, customer, id)
  const look = () => bench.app.backup.view(customer.personId, backupId)
  const begun = (await look()).asked
  assert.deepEqual(begun, [{ title: 'Reports by contact', done: 0, total: begun[0]?.total }])
  await backupIn(bench, backupId, (one) => one.filesTotal > 0 && one.filesDone === one.filesTotal)
  await bench.clock.pass(10_000)
  const view = await look()
  const [reports] = view.asked
  assert.ok(reports && reports.done > 0 && reports.done < reports.total)
  const left = reports.total - reports.done
  const seconds = ((view.estimatedEndAt ?? 0) - bench.clock.now()) / 1_000
  assert.ok(Math.abs(seconds - left) <= 0.05 * left + 5, `${seconds} s for ${left} reports`)
  const all = [{ ...reports, done: reports.total }]
  assert.deepEqual((await ended(bench, customer, backupId)).asked, all)
  // What the scan had counted is not counted anew by what the backup reads.
  assert.deepEqual(await scanShown(bench, customer), scanned)
})

test('a stop and a start in between draw no more than the limits allow', async () => {
  await using bench = await startInstallation({ world: 'demo' })
  const customer = await connect(bench)
  const { id } = await scan(bench, customer)
  const backupId = await begin(bench, customer, id)
  for (const files of [20, 60, 100]) {
    await backupIn(bench, backupId, (one) => one.filesDone >= files)
    await bench.stop()
    await bench.start()
  }
  assert.equal((await ended(bench, customer, backupId)).state, 'complete')
  const most = windowsOf(bench)
  assert.ok(most.minute <= 60 && most.inFlight <= 5)
  assert.equal(limitedCalls(bench), 0)
})

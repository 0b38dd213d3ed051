import assert from 'node:assert/strict'
import { test } from 'node:test'
import { phaseOf } from '../../simulators/xero/limits.ts'
import { asLedgerkeepError, LedgerkeepError } from '../../src/core/errors.ts'
import { estimateEnd } from '../../src/core/eta.ts'
import { type LimitState, XERO_LIMITS } from '../../src/core/limits.ts'
import { connect } from '../support/customer.ts'
import { EventClock } from '../support/event-clock.ts'
import { startInstallation } from '../support/installation.ts'
import { LimitedWork } from '../support/limited-work.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** The same varying latency in each run, from 0.4 to 4 s. */
const varying = (call: number): number => 400 + ((call * 2_654_435_761) % 3_600)

for (const [what, latencyMs] of [
  ['0.4 s', () => 400],
  ['4 s', () => 4_000],
  ['0.4 to 4 s', varying],
] as const) {
  test(`4,800 calls of ${what} use every minute and are never refused`, async () => {
    const clock = new EventClock()
    const work = new LimitedWork(clock)
    const began = clock.trueNow()
    const done = await clock.run(work.run({ tenantId: 'one', calls: 4_800, latencyMs }))
    const minutes = (clock.trueNow() - began) / MINUTE_MS
    assert.deepEqual(done.refused, [])
    assert.ok(4_800 / minutes >= 59, `${4_800 / minutes} a minute`)
    assert.equal(done.mostInFlight, 5)
  })
}

test('a stall is made up for as far as the window lets it', async () => {
  const clock = new EventClock()
  const work = new LimitedWork(clock)
  const began = clock.trueNow()
  // Every hundredth call takes 20 s: the others must use what it leaves of the minute.
  const latencyMs = (call: number): number => (call % 100 === 0 ? 20_000 : 1_500)
  await clock.run(work.run({ tenantId: 'one', calls: 3_000, latencyMs }))
  assert.ok(3_000 / ((clock.trueNow() - began) / MINUTE_MS) >= 59)
})

test("work goes on within 5 s of the day's end, at 100 phases", async () => {
  const tenantId = 'one'
  const { day } = phaseOf(tenantId)
  const midnight = Date.UTC(2026, 10, 22)
  for (let phase = 0; phase < 100; phase += 1) {
    // The day ends between a minute and 24 hours from the start.
    const clock = new EventClock(
      midnight + day - 2 * MINUTE_MS - (phase / 100) * (DAY_MS - 2 * MINUTE_MS),
    )
    const work = new LimitedWork(clock, 80)
    const end = midnight + day + Math.ceil((clock.trueNow() - midnight - day) / DAY_MS) * DAY_MS
    const done = await clock.run(work.run({ tenantId, calls: 100, latencyMs: () => 700 }))
    const next = done.instants.filter((at) => at >= end)[0] ?? 0
    assert.ok(next - end <= 5_000, `phase ${phase}: ${next - end} ms late`)
    // One refused call for each day whose end was not known; later days need none.
    assert.ok(done.refused.length <= 2, `${done.refused}`)
  }
})

test('a day that ended while nobody called is not taken to end at the first call after', async () => {
  const tenantId = 'one'
  const { day } = phaseOf(tenantId)
  const midnight = Date.UTC(2026, 10, 22)
  for (let phase = 0; phase < 12; phase += 1) {
    const clock = new EventClock(midnight + day - (phase + 0.5) * 2 * HOUR_MS)
    const work = new LimitedWork(clock, 80)
    await clock.run(work.run({ tenantId, calls: 40, latencyMs: () => 700 }))
    await clock.sleepFor(6 * HOUR_MS)
    const end = midnight + day + Math.ceil((clock.trueNow() - midnight - day) / DAY_MS) * DAY_MS
    const done = await clock.run(work.run({ tenantId, calls: 200, latencyMs: () => 700 }))
    const next = done.instants.filter((at) => at >= end)[0] ?? 0
    assert.ok(next - end <= 5_000, `phase ${phase}: ${next - end} ms late`)
    assert.ok(done.refused.length <= 2, `${done.refused}`)
  }
})

test('the second day needs no refused call: its end is known', async () => {
  const clock = new EventClock()
  const work = new LimitedWork(clock, 100)
  const done = await clock.run(work.run({ tenantId: 'one', calls: 500, latencyMs: () => 700 }))
  assert.deepEqual(done.refused, ['day'])
})

test('once a tenth of the time is over, the end is foretold within 5 %, and never in the past', async () => {
  const tenantId = 'one'
  const policy = { ...XERO_LIMITS, perDay: 1_000 }
  const calls = 3 * policy.perDay
  const midnight = Date.UTC(2026, 10, 22)
  for (const phase of [0.01, 0.3, 0.6, 0.99]) {
    const clock = new EventClock(midnight + phaseOf(tenantId).day + phase * DAY_MS)
    const began = clock.trueNow()
    const foretold: { readonly at: number; readonly end: number }[] = []
    const seen = (callsLeft: number, state: LimitState): void => {
      if (callsLeft % 10 > 0) return
      const now = clock.trueNow()
      const end = estimateEnd({ now, callsLeft, state, policy })
      foretold.push({ at: now, end })
    }
    const work = new LimitedWork(clock, policy.perDay)
    await clock.run(work.run({ tenantId, calls, latencyMs: () => 400, seen }))
    const took = clock.trueNow() - began
    const late = foretold.filter(({ at }) => at - began >= took / 10)
    const worst = Math.max(...late.map(({ end }) => Math.abs(end - clock.trueNow()) / took))
    assert.ok(late.length > 100 && worst <= 0.05, `phase ${phase}: ${worst} off`)
    assert.ok(foretold.every(({ at, end }) => end >= at))
  }
})

for (const [what, byMs] of [
  ['an hour back', -HOUR_MS],
  ['an hour on', HOUR_MS],
  ['a day on', DAY_MS],
  ['a second back', -1_000],
] as const) {
  test(`a clock that jumps ${what} neither stops the work nor floods Xero`, async () => {
    const clock = new EventClock()
    const work = new LimitedWork(clock)
    const began = clock.trueNow()
    const jump = (async () => {
      await clock.sleep(95_000)
      clock.set(byMs)
    })()
    const done = await clock.run(
      work.run({ tenantId: 'one', calls: 600, latencyMs: () => 700 }).then(async (result) => {
        await jump
        return result
      }),
    )
    assert.ok((clock.trueNow() - began) / MINUTE_MS <= 600 / 60 + 2.5)
    assert.ok(done.refused.length <= 6, `${done.refused.length} refused`)
  })
}

test('200 organisations share the app: a hundred times larger one slows the others by a tenth at most', async () => {
  const small = Array.from({ length: 199 }, (_, at) => `small ${at}`)
  const timeOf = async (
    tenants: readonly string[],
  ): Promise<{ small: number; refused: number }> => {
    const clock = new EventClock()
    const work = new LimitedWork(clock, 1_000_000)
    const began = clock.trueNow()
    const one = async (tenantId: string, calls: number) =>
      work.run({ tenantId, calls, latencyMs: () => 500 })
    const all = small.map((tenantId) => one(tenantId, 60))
    const large = tenants.length > small.length ? one('large', 6_000) : null
    large?.catch(() => undefined)
    const done = await clock.run(Promise.all(all))
    const refused = done.reduce((sum, { refused: some }) => sum + some.length, 0)
    return { small: clock.trueNow() - began, refused }
  }
  const alone = await timeOf(small)
  const together = await timeOf([...small, 'large'])
  assert.ok(together.small <= alone.small * 1.1, `${together.small} ms, alone ${alone.small} ms`)
  assert.equal(alone.refused + together.refused, 0)
})

test('the call that asks whether Xero is up counts, and one that is refused tells nothing', async () => {
  await using bench = await startInstallation()
  const { connectionId } = await connect(bench)
  const { xero } = bench.installation.ports
  bench.xero.faults.add({ kind: 'status', status: 500, match: '/Users', count: 6 })
  const users = { api: 'accounting', path: ['Users'] } as const
  const asked = async () => {
    const answer = xero.get(connectionId, users).catch(asLedgerkeepError)
    let error: unknown
    answer.then((one) => (error = one))
    await bench.clock.until(async () => error ?? null)
    assert.ok(error instanceof LedgerkeepError)
    return error
  }
  const before = (await xero.limits(connectionId)).state.calls.length
  assert.equal((await asked()).kind, 'retry')
  assert.equal((await xero.limits(connectionId)).state.calls.length - before, 4)
  bench.xero.faults.add({
    ...{ kind: 'status', status: 429, match: '/Organisation', retryAfter: 3_600 },
    headers: { 'X-Rate-Limit-Problem': 'day' },
  })
  const refused = await asked()
  assert.equal(refused.kind, 'wait')
  assert.ok(Math.abs((refused.until ?? 0) - bench.clock.now() - HOUR_MS) < 10_000)
  assert.equal((await xero.limits(connectionId)).state.blockedBy, 'day')
})

test('that call passes those that wait, yet only into a place that is free', async () => {
  const clock = new EventClock()
  const turnstile = new LimitedWork(clock).turnstile('one')
  const places = await Promise.all(Array.from({ length: 5 }, () => turnstile.enter(false)))
  const order: string[] = []
  const waiting = turnstile.enter(true).then(() => order.push('hurried'))
  const first = turnstile.enter(true, undefined, true).then((leave) => {
    order.push('first')
    leave()
  })
  await clock.sleepFor(1_000)
  assert.deepEqual(order, [])
  places[0]?.()
  await clock.run(Promise.all([first, waiting]))
  assert.deepEqual(order, ['first', 'hurried'])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Limits, phaseOf } from './limits.ts'
import { startXeroSimulator } from './server.ts'
import { NOON, signIn, testClock } from './test-session.ts'

const TENANT = 'b92ed32c-4840-409e-b0fc-1ca90f1fac0b'
const MINUTE = 60_000
const DAY = 86_400_000

/** The first instant of a window of the tenant at or after noon. */
function windowStart(length: number, phase: number): number {
  return Math.ceil((NOON - phase) / length) * length + phase
}

function call(limits: Limits, at: number, connectedAt?: number) {
  const admission = limits.admit('app', TENANT, at, connectedAt)
  admission.release()
  return admission
}

test('a minute is a fixed window at a place of its own: 60 calls, then a refusal to its end', () => {
  const limits = new Limits(5_000)
  const start = windowStart(MINUTE, phaseOf(TENANT).minute)
  for (let at = 0; at < 60; at += 1) {
    const { problem, headers } = call(limits, start + 59_000)
    assert.equal(problem, undefined)
    assert.equal(headers['X-MinLimit-Remaining'], String(59 - at))
  }
  const refused = call(limits, start + 59_500)
  assert.equal(refused.problem, 'minute')
  assert.equal(refused.headers['Retry-After'], '1')
  assert.equal(refused.headers['X-DayLimit-Remaining'], '4940')
  // A fixed window lets twice the limit through around its end: pacing must not rely on that.
  for (let at = 0; at < 60; at += 1) assert.equal(call(limits, start + MINUTE).problem, undefined)
  assert.equal(call(limits, start + MINUTE + 1).problem, 'minute')
})

test('a day ends at the place of the tenant, not at midnight, and refusals burn nothing', () => {
  const limits = new Limits(100)
  const start = windowStart(DAY, phaseOf(TENANT).day)
  assert.notEqual(start % DAY, 0)
  for (let at = 0; at < 100; at += 1)
    assert.equal(call(limits, start + at * 2_000).problem, undefined)
  const refused = call(limits, start + DAY - 90_500)
  assert.equal(refused.problem, 'day')
  assert.equal(refused.headers['Retry-After'], '91')
  assert.equal(call(limits, start + DAY).problem, undefined)
  assert.equal(limits.tenants.get(`app ${TENANT}`)?.day.most, 100)
})

test('five calls at once, and the sixth is refused without a time to wait', () => {
  const limits = new Limits(5_000)
  const open = Array.from({ length: 5 }, () => limits.admit('app', TENANT, NOON))
  const refused = limits.admit('app', TENANT, NOON)
  assert.equal(refused.problem, 'concurrent')
  assert.equal(refused.headers['Retry-After'], undefined)
  open[0]?.release()
  open[0]?.release()
  assert.equal(limits.admit('app', TENANT, NOON).problem, undefined)
  assert.equal(limits.admit('app', TENANT, NOON).problem, 'concurrent')
})

test('an app has 10,000 calls a minute over all organisations', () => {
  const limits = new Limits(5_000)
  for (let at = 0; at < 10_000; at += 1) {
    limits.admit('app', `tenant ${at % 500}`, NOON).release()
  }
  const [, state] = [...limits.tenants][0] ?? []
  assert.ok(state)
  assert.equal(limits.admit('app', 'another', NOON).problem, 'app')
  assert.equal(limits.admit('other app', 'another', NOON).problem, undefined)
})

test('the first half hour may be free of minute and day limits', () => {
  const limits = new Limits(10)
  for (let at = 0; at < 200; at += 1) assert.equal(call(limits, NOON, NOON).problem, undefined)
  assert.equal(call(limits, NOON + 30 * MINUTE, NOON).problem, 'day')
})

test('a refusal over HTTP is empty and has no content type', async () => {
  const clock = testClock()
  const simulator = await startXeroSimulator({ clock, world: 'tiny', dayLimit: 2 })
  try {
    const session = await signIn(simulator)
    const path = 'api.xro/2.0/Organisation'
    const granted = await session.get(path)
    assert.equal(granted.headers.get('x-daylimit-remaining'), '1')
    assert.equal(granted.headers.get('x-appminlimit-remaining'), '9999')
    await session.get(path)
    const refused = await session.get(path)
    assert.equal(refused.status, 429)
    assert.equal(refused.headers.get('x-rate-limit-problem'), 'day')
    assert.equal(refused.headers.get('content-type'), null)
    assert.equal(await refused.text(), '')
    clock.advance(Number(refused.headers.get('retry-after')) * 1000)
    // The token is older than half an hour by then.
    assert.match(
      await (await session.get(path)).text(),
      /TokenExpired: token expired at \d\d\/\d\d\/\d{4} /,
    )
    const calls = await (await fetch(`${simulator.control}/calls`)).json()
    assert.deepEqual((calls as { limited: unknown }).limited, { day: 1 })
  } finally {
    await simulator.close()
  }
})

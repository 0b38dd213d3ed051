import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  admit,
  answered,
  called,
  type LimitNews,
  type LimitState,
  NEW_LIMITS,
  rebased,
  XERO_LIMITS,
} from './limits.ts'

const NOW = 1_782_604_800_000
const DAY_MS = 86_400_000
const ALONE = { hurry: true, inFlight: 0 }

const news = (change: Partial<LimitNews>): LimitNews => ({
  dayRemaining: null,
  problem: null,
  retryAfterSeconds: null,
  ...change,
})

const afterCalls = (calls: number, everyMs: number): LimitState => {
  let state = NEW_LIMITS
  for (let call = 0; call < calls; call += 1) {
    state = called(state, NOW + call * everyMs, XERO_LIMITS)
  }
  return state
}

test('sixty calls leave at once for somebody who waits, the next when the first is a minute old', () => {
  const state = afterCalls(60, 0)
  assert.deepEqual(admit(state, NOW, XERO_LIMITS, ALONE), {
    at: NOW + XERO_LIMITS.windowMs,
    why: 'minute',
  })
  assert.equal(admit(afterCalls(59, 0), NOW, XERO_LIMITS, ALONE).why, null)
})

test('without hurry calls keep a pace, and make up for what they fell behind', () => {
  const gap = XERO_LIMITS.windowMs / XERO_LIMITS.perMinute
  const paced = { hurry: false, inFlight: 0 }
  const begun = afterCalls(11, 0)
  assert.ok(admit(begun, NOW, XERO_LIMITS, paced).at > NOW)
  // Half a minute without a call: thirty may follow at once.
  let late = begun
  let made = 0
  const now = NOW + 30_000
  while (admit(late, now, XERO_LIMITS, paced).why === null) {
    late = called(late, now, XERO_LIMITS)
    made += 1
  }
  assert.ok(Math.abs(made - 30_000 / gap) <= 2, `${made}`)
})

test('Retry-After is kept to the second; what is no time to wait grows from a short one', () => {
  const wait = (problem: 'minute' | 'day' | 'app', retryAfterSeconds: number | null): number =>
    answered(NEW_LIMITS, NOW, news({ problem, retryAfterSeconds })).blockedUntil - NOW
  for (const problem of ['minute', 'day', 'app'] as const) {
    for (const seconds of [1, 26, 3_599, 86_400]) {
      assert.ok(Math.abs(wait(problem, seconds) - seconds * 1000) <= 100)
    }
    for (const none of [null, 0, -1, 10_000_000]) {
      assert.ok(wait(problem, none) > 0 && wait(problem, none) <= 60_000)
    }
  }
})

test('refusals that tell no time are met with longer waits, up to a bound', () => {
  let state = NEW_LIMITS
  let now = NOW
  const waits: number[] = []
  for (let refusal = 0; refusal < 12; refusal += 1) {
    state = answered(state, now, news({ problem: 'minute' }))
    waits.push(state.blockedUntil - now)
    now = state.blockedUntil
  }
  assert.deepEqual(waits.slice(0, 3), [5_000, 10_000, 20_000])
  assert.equal(waits.at(-1), 60_000)
  assert.equal(answered(state, now, news({})).strikes, 0)
})

test("the day's last calls go one by one, and then wait for an end that is known", () => {
  const low = answered(NEW_LIMITS, NOW, news({ dayRemaining: 3 }))
  assert.equal(admit(low, NOW, XERO_LIMITS, { hurry: true, inFlight: 2 }).why, null)
  const last = admit(low, NOW, XERO_LIMITS, { hurry: true, inFlight: 3 })
  assert.deepEqual(last, { at: Number.POSITIVE_INFINITY, why: 'day' })
  const refused = answered(low, NOW, news({ problem: 'day', retryAfterSeconds: 7_200 }))
  assert.equal(admit(refused, NOW, XERO_LIMITS, ALONE).at, NOW + 7_200_100)
  // The day after, the end is known without being told.
  const next = NOW + DAY_MS
  const spent = answered(refused, next, news({ dayRemaining: 0 }))
  assert.equal(admit(spent, next, XERO_LIMITS, ALONE).at, NOW + 7_200_100 + DAY_MS)
})

test('calls of the day are left to others when that is wished', () => {
  const policy = { ...XERO_LIMITS, dayReserve: 500 }
  const state = answered(NEW_LIMITS, NOW, news({ dayRemaining: 500 }))
  const { at, why } = admit(state, NOW, policy, ALONE)
  assert.equal(why, 'day')
  // None of them is spent to find out when the day ends.
  assert.equal(at, NOW + DAY_MS)
  const later = answered(state, NOW + 60_000, news({ dayRemaining: 499 }))
  assert.equal(admit(later, NOW + 60_000, policy, ALONE).at, NOW + DAY_MS)
  const fresh = answered(later, NOW + DAY_MS, news({ dayRemaining: 4_999 }))
  assert.equal(admit(fresh, NOW + DAY_MS, policy, ALONE).why, null)
})

test('where calls are left to others, a look each hour tells that a new day has begun', () => {
  const hour = 3_600_000
  const policy = { ...XERO_LIMITS, dayReserve: 500 }
  const end = NOW + 30 * 60_000 + 20 * hour
  let now = NOW
  let left = 540
  let state = answered(NEW_LIMITS, now, news({ dayRemaining: left }))
  const leave = (): void => {
    left -= 1
    assert.ok(left >= 500, `${left} left to others`)
    state = answered(state, now, news({ dayRemaining: left }))
  }
  for (; admit(state, now, policy, ALONE).why === null; now += 1_000) leave()
  assert.equal(left, 524)
  for (;;) {
    now = admit(state, now, policy, ALONE).at
    if (now >= end) break
    leave()
  }
  assert.ok(now - end <= hour, `${(now - end) / hour} h lost`)
  const fresh = answered(state, now, news({ dayRemaining: 4_999 }))
  assert.equal(admit(fresh, now, policy, ALONE).why, null)
})

test('an end of the day that was learnt wrongly is given up, and learnt anew from closer answers', () => {
  const hour = 3_600_000
  const heard = (state: LimitState, at: number, dayRemaining: number): LimitState =>
    answered(state, at, news({ dayRemaining }))
  const wrong = { ...heard(NEW_LIMITS, NOW, 500), dayResetAt: NOW + 5 * hour }
  assert.equal(heard(wrong, NOW + hour, 4_999).dayResetAt, null)
  const close = heard(heard(wrong, NOW + hour, 490), NOW + hour + 1_000, 4_999)
  assert.equal(close.dayResetAt, NOW + hour + 1_000)
  // A little beside the known end it is that end, told late.
  const known = { ...heard(NEW_LIMITS, NOW, 500), dayResetAt: NOW - 10_000 }
  assert.equal(heard(known, NOW + 1_000, 4_999).dayResetAt, NOW - 10_000)
})

test('a state is good again when its day is over', () => {
  const spent = answered(NEW_LIMITS, NOW, news({ problem: 'day', retryAfterSeconds: 60 }))
  assert.equal(admit(spent, NOW + 60_101, XERO_LIMITS, ALONE).why, null)
  const unknown = answered(NEW_LIMITS, NOW, news({ dayRemaining: 0 }))
  assert.equal(admit(unknown, NOW + DAY_MS, XERO_LIMITS, ALONE).why, null)
})

test('a clock that is set back neither forgets the calls nor waits for the old time', () => {
  const hour = 3_600_000
  const state = rebased(afterCalls(60, 0), NOW - hour)
  const { at } = admit(state, NOW - hour, XERO_LIMITS, ALONE)
  assert.equal(at, NOW - hour + XERO_LIMITS.windowMs)
  assert.equal(rebased(NEW_LIMITS, NOW), NEW_LIMITS)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type EtaInput, estimateEnd } from './eta.ts'
import { answered, type LimitState, NEW_LIMITS, XERO_LIMITS } from './limits.ts'

const NOW = 1_782_604_800_000
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const NOTHING_NEW = { dayRemaining: null, problem: null, retryAfterSeconds: null }

/** Xero has told before that the day ends so much from now. */
function dayEnding(inMs: number, remaining: number): LimitState {
  const then = NOW - DAY_MS
  const refused = { ...NOTHING_NEW, problem: 'day' as const, retryAfterSeconds: inMs / 1000 }
  const known = answered(NEW_LIMITS, then, refused)
  return answered(known, NOW, { ...NOTHING_NEW, dayRemaining: remaining })
}

const endAfter = (callsLeft: number, change: Partial<EtaInput> = {}): number =>
  estimateEnd({ now: NOW, callsLeft, state: NEW_LIMITS, policy: XERO_LIMITS, ...change }) - NOW

const near = (given: number, wanted: number, share = 0.01): void =>
  assert.ok(Math.abs(given - wanted) <= share * wanted, `${given}, not ${wanted}`)

test('within a day the minute counts', () => {
  near(endAfter(600), 10 * XERO_LIMITS.windowMs)
  assert.equal(endAfter(0), 0)
})

test('slow answers slow the end down', () => {
  const state = { ...NEW_LIMITS, callMs: 20_000 }
  near(endAfter(600, { state }), (600 * 20_000) / XERO_LIMITS.inFlight)
})

test('beyond a day its end counts, and then whole days', () => {
  const state = dayEnding(5 * 60 * MINUTE_MS, 1_000)
  near(endAfter(1_100, { state }), 5 * 60 * MINUTE_MS + 100 * 1_008)
  near(endAfter(1_000 + 3 * 5_000 + 60, { state }), 5 * 60 * MINUTE_MS + 3 * DAY_MS + 60 * 1_008)
})

test('a day that ends soon lets less through than it has left', () => {
  const state = dayEnding(10 * MINUTE_MS, 5_000)
  near(endAfter(5_500, { state }), 5_500 * 1_008)
})

test('what is blocked goes on when it is free', () => {
  const state = answered(NEW_LIMITS, NOW, {
    ...NOTHING_NEW,
    problem: 'day',
    retryAfterSeconds: 3_600,
  })
  near(endAfter(60, { state }), 3_600_000 + 60 * 1_008)
})

test('the end is never before now, whatever is stored', () => {
  for (const callsLeft of [-5, 0, 1, 100_000]) {
    for (const at of [NOW - 40 * DAY_MS, NOW + 40 * DAY_MS]) {
      const state: LimitState = {
        ...NEW_LIMITS,
        ...{ dayRemaining: 0, dayHeardAt: at, dayResetAt: at, daySeenSince: at },
        ...{ blockedUntil: at, blockedBy: 'day' },
      }
      assert.ok(endAfter(callsLeft, { state }) >= 0)
    }
  }
})

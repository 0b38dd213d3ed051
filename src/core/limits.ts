import { type DayBudget, dayGate, dayHeard, FRESH_DAY, nextReset, shiftDay } from './day-budget.ts'

/**
 * Xero's limits per organisation, and what is known of them now. All pure: the caller brings the
 * clock, and stores the state so that a restart does not call too often.
 *
 * Facts (Xero's page on API limits): 60 calls a minute and 1,000 or 5,000 a day, in fixed windows that
 * reset at a time of the organisation's own; 5 calls in flight. A moving window of 60 seconds keeps
 * within a fixed one at any phase.
 */
export interface LimitPolicy {
  readonly perMinute: number
  /** A little over a minute: calls take a varying time to arrive, and Xero counts at its own end. */
  readonly windowMs: number
  readonly inFlight: number
  /** Assumed until the headers tell better. */
  readonly perDay: number
  /** Calls a day left to the customer's other uses of the same app. */
  readonly dayReserve: number
}

export const XERO_LIMITS: LimitPolicy = {
  perMinute: 60,
  windowMs: 60_500,
  inFlight: 5,
  perDay: 5_000,
  dayReserve: 0,
}

export interface LimitState extends DayBudget {
  /** Instants of the calls within the last window, oldest first. */
  readonly calls: readonly number[]
  /** From when the next call may leave that nobody waits for; earlier when calls are in arrears. */
  readonly paceAt: number
  /** No call before this instant, and why. */
  readonly blockedUntil: number
  readonly blockedBy: LimitProblem | null
  /** Refusals one after the other that told no time to wait. */
  readonly strikes: number
  /** Typical time from a call's leaving to its answer's end, ms; null until known. */
  readonly callMs: number | null
}

export type LimitProblem = 'minute' | 'day' | 'app' | 'concurrent'

export const NEW_LIMITS: LimitState = {
  ...FRESH_DAY,
  calls: [],
  paceAt: 0,
  blockedUntil: 0,
  blockedBy: null,
  strikes: 0,
  callMs: null,
}

export interface Admission {
  /** The earliest instant; `Infinity` when only an answer to a call in flight can tell. */
  readonly at: number
  /** What is waited for; null when the call may leave at once. */
  readonly why: LimitProblem | null
}

export interface Asking {
  /** Takes what is left of the window at once, for somebody who waits. */
  readonly hurry: boolean
  /** Calls that have no answer yet. */
  readonly inFlight: number
}

/** Calls that need not keep the pace after a rest. */
const FIRST_AT_ONCE = 10

/** When the next call may leave, at the earliest `now`. */
export function admit(
  state: LimitState,
  now: number,
  policy: LimitPolicy,
  { hurry, inFlight }: Asking,
): Admission {
  if (state.blockedBy && state.blockedUntil > now) {
    return { at: state.blockedUntil, why: state.blockedBy }
  }
  const day = dayGate(state, now, policy.dayReserve, inFlight)
  if (day > now) return { at: day, why: 'day' }
  const minute = Math.max(windowFree(state, now, policy), hurry ? now : state.paceAt)
  return minute > now ? { at: minute, why: 'minute' } : { at: now, why: null }
}

/** When the moving window has room. */
function windowFree(state: LimitState, now: number, policy: LimitPolicy): number {
  const recent = recentCalls(state, now, policy)
  const oldest = recent[recent.length - policy.perMinute]
  return oldest === undefined ? now : oldest + policy.windowMs
}

/**
 * The state after a call left at `now`. The pace spreads the calls of a minute evenly; where they fall
 * behind (slow answers, a pause) they catch up as far as the window lets them, so that no place in it
 * is lost.
 */
export function called(state: LimitState, now: number, policy: LimitPolicy): LimitState {
  const recent = recentCalls(state, now, policy)
  const gap = policy.windowMs / policy.perMinute
  const arrears = recent.length === 0 ? FIRST_AT_ONCE * gap : policy.windowMs
  const paceAt = Math.min(Math.max(state.paceAt, now - arrears), now) + gap
  return { ...state, calls: [...recent, now], paceAt }
}

/** What one answer of Xero says of the limits. */
export interface LimitNews {
  readonly dayRemaining: number | null
  readonly problem: LimitProblem | null
  /** Seconds, as the header gives them; null when absent or unreadable. */
  readonly retryAfterSeconds: number | null
}

const DAY_MS = 86_400_000
/** Xero tells whole seconds; the reset may be a little later than they say. */
const SLACK_MS = 100
/** First and longest wait where Xero tells none. It doubles with each refusal in a row. */
const FALLBACK_MS: Readonly<Record<LimitProblem, readonly [first: number, most: number]>> = {
  minute: [5_000, 60_000],
  app: [5_000, 60_000],
  concurrent: [1_500, 30_000],
  day: [60_000, 900_000],
}

/** The state after an answer that arrived at `now`. */
export function answered(state: LimitState, now: number, news: LimitNews): LimitState {
  const heard = { ...state, ...dayHeard(state, now, news.dayRemaining) }
  if (!news.problem) return { ...heard, strikes: 0 }
  const given = usableMs(news.retryAfterSeconds)
  const again = state.blockedUntil > now ? state.strikes : state.strikes + 1
  const until = given === null ? fallback(heard, news.problem, now, again) : now + given + SLACK_MS
  return {
    ...heard,
    ...(news.problem === 'day' && given !== null && { dayResetAt: now + given }),
    ...(news.problem === 'day' && { dayRemaining: 0, dayHeardAt: now }),
    strikes: given === null ? again : 0,
    blockedUntil: until,
    blockedBy: news.problem,
  }
}

/** The state after a call took so long. */
export function timed(state: LimitState, durationMs: number): LimitState {
  const { callMs } = state
  return { ...state, callMs: callMs === null ? durationMs : callMs + (durationMs - callMs) / 16 }
}

/** 0 and less, and more than two days, are no times to wait. */
function usableMs(seconds: number | null): number | null {
  return seconds !== null && seconds > 0 && seconds * 1000 <= 2 * DAY_MS ? seconds * 1000 : null
}

function fallback(state: LimitState, problem: LimitProblem, now: number, strikes: number): number {
  const reset = problem === 'day' && strikes <= 1 ? nextReset(state, now) : null
  if (reset !== null) return reset + SLACK_MS
  const [first, most] = FALLBACK_MS[problem]
  return now + Math.min(most, first * 2 ** Math.min(20, strikes - 1))
}

/**
 * The state as it must have been by a clock that was set back: what "happened later than now" moves to
 * now, with the same distances. Otherwise calls of the future would block for hours, or be forgotten.
 */
export function rebased(state: LimitState, now: number): LimitState {
  const last = state.calls.at(-1)
  if (last === undefined || last <= now) return state
  const back = last - now
  return {
    ...state,
    ...shiftDay(state, back),
    calls: state.calls.map((at) => at - back),
    paceAt: state.paceAt - back,
    blockedUntil: state.blockedUntil - back,
  }
}

function recentCalls(state: LimitState, now: number, policy: LimitPolicy): readonly number[] {
  const from = now - policy.windowMs
  const first = state.calls.findIndex((at) => at > from)
  if (first < 0) return []
  return first === 0 ? state.calls : state.calls.slice(first)
}

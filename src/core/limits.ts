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
  /** A little over a minute: answers arrive late, and Xero counts at its own end. */
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

export interface LimitState {
  /** Instants of the calls within the last window, oldest first. */
  readonly calls: readonly number[]
  /** What the last answer said is left of today; null when unknown. */
  readonly dayRemaining: number | null
  /** No call before this instant, and why. */
  readonly blockedUntil: number
  readonly blockedBy: LimitProblem | null
}

export type LimitProblem = 'minute' | 'day' | 'app' | 'concurrent'

export const NEW_LIMITS: LimitState = {
  calls: [],
  dayRemaining: null,
  blockedUntil: 0,
  blockedBy: null,
}

export type Admission =
  | { readonly at: number; readonly why: null }
  | { readonly at: number; readonly why: LimitProblem }

/** When the next call may leave, at the earliest `now`; `why` is null when that is at once. */
export function admit(state: LimitState, now: number, policy: LimitPolicy): Admission {
  if (state.blockedBy && state.blockedUntil > now) {
    return { at: state.blockedUntil, why: state.blockedBy }
  }
  const recent = recentCalls(state, now, policy)
  const oldest = recent[recent.length - policy.perMinute]
  if (oldest === undefined) return { at: now, why: null }
  return { at: Math.max(now, oldest + policy.windowMs), why: 'minute' }
}

/**
 * The same, evened out: what is left of the window is spread over what is left of the minute, so
 * that progress is steady. Never later than the window would force anyway, by the end of a minute.
 */
export function admitEvenly(state: LimitState, now: number, policy: LimitPolicy): Admission {
  const free = admit(state, now, policy)
  if (free.why) return free
  const recent = recentCalls(state, now, policy)
  const first = recent[0]
  const last = recent[recent.length - 1]
  if (first === undefined || last === undefined) return free
  const left = policy.perMinute - recent.length
  const gap = (first + policy.windowMs - last) / (left + 1)
  const at = last + Math.min(gap, policy.windowMs / policy.perMinute)
  return at <= now ? free : { at, why: 'minute' }
}

/** The state after a call left at `now`. */
export function called(state: LimitState, now: number, policy: LimitPolicy): LimitState {
  return { ...state, calls: [...recentCalls(state, now, policy), now] }
}

/** What one answer of Xero says of the limits. */
export interface LimitNews {
  readonly dayRemaining: number | null
  readonly problem: LimitProblem | null
  /** Seconds, as the header gives them; null when absent or unreadable. */
  readonly retryAfterSeconds: number | null
}

const DAY_MS = 86_400_000
/** Waits where Xero gives no Retry-After: short for concurrency, an hour for the day. */
const FALLBACK_MS: Readonly<Record<LimitProblem, number>> = {
  minute: 60_000,
  app: 60_000,
  concurrent: 1_500,
  day: 3_600_000,
}

/** The state after an answer that arrived at `now`. */
export function answered(
  state: LimitState,
  now: number,
  news: LimitNews,
  policy: LimitPolicy,
): LimitState {
  const dayRemaining = news.dayRemaining ?? state.dayRemaining
  if (news.problem) return { ...state, dayRemaining, ...blockFor(news.problem, news, now) }
  if (
    news.dayRemaining !== null &&
    news.dayRemaining <= policy.dayReserve &&
    policy.dayReserve > 0
  ) {
    return { ...state, dayRemaining, blockedUntil: now + FALLBACK_MS.day, blockedBy: 'day' }
  }
  return { ...state, dayRemaining }
}

function blockFor(problem: LimitProblem, news: LimitNews, now: number) {
  const given = news.retryAfterSeconds
  const usable = given !== null && given > 0 && given * 1000 <= 2 * DAY_MS
  const waitMs = usable ? given * 1000 + 100 : FALLBACK_MS[problem]
  return { blockedUntil: now + waitMs, blockedBy: problem }
}

function recentCalls(state: LimitState, now: number, policy: LimitPolicy): readonly number[] {
  // A clock that was set back would leave calls "in the future" and block for ever: drop them.
  return state.calls.filter((at) => at > now - policy.windowMs && at <= now + policy.windowMs)
}

import { dayLeft, nextReset } from './day-budget.ts'
import type { LimitPolicy, LimitState } from './limits.ts'

export interface EtaInput {
  readonly now: number
  /** Calls still to be made. */
  readonly callsLeft: number
  readonly state: LimitState
  readonly policy: LimitPolicy
}

const DAY_MS = 86_400_000
/** Typical time of a call until calls were timed, ms. */
const CALL_MS = 600

/**
 * When the last call will have been answered, UTC ms: what is left of today at the pace of the minute
 * limit (or of slow answers), then what the days to come allow. Never before `now`.
 *
 * When the organisation's day ends is only known once Xero has said so. Until then it is taken to end
 * halfway between now and the latest it can, which is wrong by no more than half of that.
 */
export function estimateEnd({ now, callsLeft, state, policy }: EtaInput): number {
  const start = state.blockedBy ? Math.max(now, state.blockedUntil) : now
  if (callsLeft <= 0) return start
  const paceMs = Math.max(
    policy.windowMs / policy.perMinute,
    (state.callMs ?? CALL_MS) / policy.inFlight,
  )
  const daily = Math.max(1, policy.perDay - policy.dayReserve)
  let from = start
  let left = callsLeft
  let dayEnd = endOfDay(state, now, start)
  let allowed = Math.max(0, (dayLeft(state, start) ?? policy.perDay) - policy.dayReserve)
  for (;;) {
    const beforeEnd = Math.min(allowed, Math.max(0, (dayEnd - from) / paceMs))
    if (left <= beforeEnd) return Math.round(from + left * paceMs)
    left -= beforeEnd
    from = dayEnd
    // Whole days at once: a large backup takes weeks.
    const perDay = Math.min(daily, DAY_MS / paceMs)
    const days = Math.max(0, Math.ceil(left / perDay) - 1)
    left -= days * perDay
    from += days * DAY_MS
    dayEnd = from + DAY_MS
    allowed = daily
  }
}

/** When the organisation's day ends that `start` lies in. */
function endOfDay(state: LimitState, now: number, start: number): number {
  const reset = nextReset(state, start)
  if (reset !== null) return reset
  const latest = state.daySeenSince + DAY_MS
  return latest > now ? (now + latest) / 2 : start + DAY_MS / 2
}

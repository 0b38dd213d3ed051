import type { LimitPolicy } from './limits.ts'

export interface EtaInput {
  readonly now: number
  /** Calls still to be made. */
  readonly callsLeft: number
  /** Calls Xero said are left of today; null when unknown. */
  readonly dayRemaining: number | null
  /** Nothing leaves before this instant. */
  readonly blockedUntil: number
  /** Whether that block is the daily limit. */
  readonly blockedByDay: boolean
  /** Typical time of a call in ms, of those in flight together. */
  readonly callMs: number
  readonly policy: LimitPolicy
}

const DAY_MS = 86_400_000

/**
 * When the last call will have been answered, UTC ms: what is left of today at the pace of the minute
 * limit, then whole days of the daily limit, then the rest. Never before `now`.
 */
export function estimateEnd(input: EtaInput): number {
  const { policy, callsLeft } = input
  const start = Math.max(input.now, input.blockedUntil)
  if (callsLeft <= 0) return start
  const callEvery = Math.max(policy.windowMs / policy.perMinute, input.callMs / policy.inFlight)
  const daily = Math.max(1, policy.perDay - policy.dayReserve)
  const today = input.blockedByDay ? daily : Math.max(0, input.dayRemaining ?? daily)
  if (callsLeft <= today) return Math.round(start + callsLeft * callEvery)
  const later = callsLeft - today
  const wholeDays = Math.ceil(later / daily)
  const lastDay = later - (wholeDays - 1) * daily
  return Math.round(start + wholeDays * DAY_MS + lastDay * callEvery)
}

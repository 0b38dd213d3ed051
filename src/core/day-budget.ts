const DAY_MS = 86_400_000
/** Answers overtake each other; only a larger leap of what remains means that a new day began. */
const LEAP = 20
/** The least wait between two looks at a day of which nobody knows the end. */
const PROBE_MS = 900_000
const SLACK_MS = 100
const HOUR_MS = 3_600_000
/** Calls that are kept for looks at such a day, one an hour, where the last calls are left to others. */
const LOOKS = 24
/** A leap between two answers so close to each other tells when the day ended. */
const CLOSE_MS = 5_000
/** An end heard of so near to the known one is the same: answers come late and overtake each other. */
const SAME_MS = 60_000

/** What is known of an organisation's calls a day. Its day ends at a time of its own, each 24 hours. */
export interface DayBudget {
  /** What the answers said is left of today; null when unknown. */
  readonly dayRemaining: number | null
  /** When they said so. */
  readonly dayHeardAt: number
  /** One instant at which its day ended, or will; null until known. */
  readonly dayResetAt: number | null
  /** The first answer of which no end of a day is known after it: an end follows within 24 hours. */
  readonly daySeenSince: number
}

export const FRESH_DAY: DayBudget = {
  dayRemaining: null,
  dayHeardAt: 0,
  dayResetAt: null,
  daySeenSince: 0,
}

/** The first end of a day after `now`; null when unknown. */
export function nextReset({ dayResetAt }: DayBudget, now: number): number | null {
  if (dayResetAt === null) return null
  const days = Math.floor((now - dayResetAt) / DAY_MS) + 1
  return dayResetAt + days * DAY_MS
}

/** What is left of today at `now`; null when unknown or when a day has ended since. */
export function dayLeft(budget: DayBudget, now: number): number | null {
  if (budget.dayRemaining === null || now - budget.dayHeardAt >= DAY_MS) return null
  const reset = nextReset(budget, budget.dayHeardAt)
  return reset !== null && now >= reset ? null : budget.dayRemaining
}

/**
 * When the day's budget lets a call leave. Calls in flight are counted as if Xero had not seen them;
 * so towards the end they go one by one, and at most one is refused.
 */
export function dayGate(budget: DayBudget, now: number, reserve: number, inFlight: number): number {
  const left = dayLeft(budget, now)
  const reset = nextReset(budget, budget.dayHeardAt)
  const kept = reset === null && reserve > 0 ? reserve + LOOKS : reserve
  if (left === null || left - inFlight > kept) return now
  if (inFlight > 0) return Number.POSITIVE_INFINITY
  if (reset !== null) return reset + SLACK_MS
  // Nobody knows when the day ends. A refused call tells; where calls are left to others, those above them
  // are made hour by hour to find out, and none beyond: by a day later it has ended.
  if (reserve === 0) return now
  const over = Math.max(budget.daySeenSince + DAY_MS, budget.dayHeardAt + PROBE_MS)
  return left > reserve ? Math.min(budget.dayHeardAt + HOUR_MS, over) : over
}

/** The budget after an answer at `now` that told `remaining`. */
export function dayHeard(budget: DayBudget, now: number, remaining: number | null): DayBudget {
  if (remaining === null) return budget
  const known = dayLeft(budget, now)
  const fresh = known === null || remaining > known + LEAP
  const leapt = known !== null && fresh
  return {
    dayRemaining: fresh ? remaining : Math.min(known, remaining),
    dayHeardAt: now,
    dayResetAt: leapt ? resetOfLeap(budget, now) : budget.dayResetAt,
    daySeenSince: fresh ? now : budget.daySeenSince,
  }
}

/**
 * When the day ended, after a leap where no end was expected. After a rest it only tells that what was
 * taken for the end of the day is none.
 */
function resetOfLeap(budget: DayBudget, now: number): number | null {
  const { dayResetAt, dayHeardAt } = budget
  const next = nextReset(budget, now)
  const isNear = next !== null && Math.min(next - now, now - next + DAY_MS) <= SAME_MS
  if (isNear) return dayResetAt
  return now - dayHeardAt <= CLOSE_MS ? now : null
}

/** For a clock that was set back by so much. */
export const shiftDay = (budget: DayBudget, back: number): DayBudget => ({
  dayRemaining: budget.dayRemaining,
  dayHeardAt: budget.dayHeardAt - back,
  dayResetAt: budget.dayResetAt === null ? null : budget.dayResetAt - back,
  daySeenSince: budget.daySeenSince - back,
})

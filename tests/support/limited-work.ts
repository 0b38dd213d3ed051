import { Limits } from '../../simulators/xero/limits.ts'
import { APP_LIMIT, AppGate } from '../../src/adapters/xero/app-gate.ts'
import { Turnstile } from '../../src/adapters/xero/turnstile.ts'
import { asLedgerkeepError } from '../../src/core/errors.ts'
import {
  type LimitNews,
  type LimitProblem,
  type LimitState,
  XERO_LIMITS,
} from '../../src/core/limits.ts'
import type { EventClock } from './event-clock.ts'

export interface WorkOrder {
  readonly tenantId: string
  readonly calls: number
  /** Ms that call number n takes. */
  readonly latencyMs: (call: number) => number
  /** Told after each call: how many are left, and what the limiter knows. */
  readonly seen?: (left: number, state: LimitState) => void
}

/** What Xero saw of one organisation's calls. */
export interface WorkDone {
  /** Instants of the calls that were let through, by true time. */
  readonly instants: readonly number[]
  readonly refused: readonly LimitProblem[]
  readonly mostInFlight: number
}

/** Our limiter against the simulator's limits, without a network between. */
export class LimitedWork {
  readonly #clock: EventClock
  readonly limits: Limits
  readonly #app: AppGate
  readonly #states = new Map<string, LimitState>()

  constructor(clock: EventClock, dayLimit = 5_000) {
    this.#clock = clock
    this.limits = new Limits(dayLimit)
    this.#app = new AppGate(clock, APP_LIMIT)
  }

  /** Five lanes that call until all is done; a wait that is refused is slept through, as a job does. */
  async run({ tenantId, calls, latencyMs, seen }: WorkOrder): Promise<WorkDone> {
    const clock = this.#clock
    const turnstile = this.turnstile(tenantId)
    const instants: number[] = []
    const refused: LimitProblem[] = []
    let left = calls
    let number = 0
    const lane = async (): Promise<void> => {
      while (left > 0) {
        left -= 1
        if (!(await one())) left += 1
      }
    }
    const one = async (): Promise<boolean> => {
      const leave = await turnstile.enter(false).catch(async (error: unknown) => {
        const { kind, until } = asLedgerkeepError(error)
        if (kind !== 'wait') throw error
        await clock.sleep((until ?? 0) - clock.now())
        return null
      })
      if (!leave) return false
      const admission = this.limits.admit('app', tenantId, clock.trueNow())
      number += 1
      await clock.sleep(latencyMs(number))
      admission.release()
      if (admission.problem) refused.push(admission.problem)
      else instants.push(clock.trueNow())
      await turnstile.learn(newsOf(admission.headers, admission.problem))
      leave()
      if (seen) seen(calls - instants.length, await turnstile.state())
      return !admission.problem
    }
    await Promise.all(Array.from({ length: 5 }, lane))
    const state = this.limits.tenants.get(`app ${tenantId}`)
    return { instants, refused, mostInFlight: state?.mostInFlight ?? 0 }
  }

  turnstile(tenantId: string): Turnstile {
    return new Turnstile({
      clock: this.#clock,
      policy: XERO_LIMITS,
      app: this.#app,
      load: async () => this.#states.get(tenantId) ?? null,
      save: async (state) => void this.#states.set(tenantId, state),
    })
  }
}

function newsOf(
  headers: Readonly<Record<string, string>>,
  problem: LimitProblem | undefined,
): LimitNews {
  const retryAfter = headers['Retry-After']
  return {
    dayRemaining: Number(headers['X-DayLimit-Remaining']),
    problem: problem ?? null,
    retryAfterSeconds: retryAfter === undefined ? null : Number(retryAfter),
  }
}

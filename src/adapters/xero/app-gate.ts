import type { Clock } from '../../ports/clock.ts'

/** Xero's limit for all organisations of an app together, a little within 10,000 a minute. */
export interface AppLimit {
  readonly perMinute: number
  readonly windowMs: number
}

export const APP_LIMIT: AppLimit = { perMinute: 9_900, windowMs: 60_500 }

/**
 * Shares the app's calls a minute out over its organisations. Each organisation has one call waiting
 * here at a time, so that first come, first served gives each its turn: a deficit round robin of one
 * call, however much a large organisation still has to do. Calls that somebody waits for go first.
 */
export class AppGate {
  readonly #clock: Clock
  readonly #limit: AppLimit
  /** Instants of the last calls, in a ring. */
  readonly #calls: Float64Array
  #made = 0
  #blockedUntil = 0
  readonly #hurried: (() => void)[] = []
  readonly #waiting: (() => void)[] = []
  #letting = false

  constructor(clock: Clock, limit: AppLimit) {
    this.#clock = clock
    this.#limit = limit
    this.#calls = new Float64Array(limit.perMinute).fill(Number.NEGATIVE_INFINITY)
  }

  /** Resolves when the call may leave; it then counts as made. */
  enter(hurry: boolean): Promise<void> {
    return new Promise((resolve) => {
      ;(hurry ? this.#hurried : this.#waiting).push(resolve)
      void this.#letIn()
    })
  }

  /** Xero said that the app has called too often. */
  block(until: number): void {
    this.#blockedUntil = Math.max(this.#blockedUntil, until)
  }

  async #letIn(): Promise<void> {
    if (this.#letting) return
    this.#letting = true
    while (this.#hurried.length + this.#waiting.length > 0) {
      const now = this.#clock.now()
      const at = this.#freeAt(now)
      if (at > now) await this.#clock.sleep(Math.min(at - now, this.#limit.windowMs))
      else this.#letOne(now)
    }
    this.#letting = false
  }

  #letOne(now: number): void {
    this.#calls[this.#made % this.#limit.perMinute] = now
    this.#made += 1
    const next = this.#hurried.shift() ?? this.#waiting.shift()
    next?.()
  }

  #freeAt(now: number): number {
    const oldest = this.#calls[this.#made % this.#limit.perMinute] ?? 0
    // A call of the future was made before the clock was set back.
    const window = oldest > now ? now : oldest + this.#limit.windowMs
    return Math.max(window, Math.min(this.#blockedUntil, now + this.#limit.windowMs))
  }
}

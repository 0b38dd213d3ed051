import { performance } from 'node:perf_hooks'
import { type Doing, doing, watchActivity } from './activity.ts'

/**
 * Turns of the event loop without any activity before time moves on. Building a letter takes a few
 * turns that no list of resources shows.
 */
const QUIET_TURNS = 12
/** Busy turns after which the processor is left to other threads. */
const BUSY_TURNS = 300
const PATIENCE_MS = 20_000
/** Real time of a whole wait, however much goes on in it. */
const LONGEST_WAIT_MS = 60_000

interface Timer {
  readonly at: number
  readonly why: string
  readonly fire: () => void
}

export interface Waiting {
  /** How much of the clock's time may pass; a month by default. */
  readonly withinMs?: number
  /** Real time in which nothing may hang; then the wait fails and tells what is pending. */
  readonly patienceMs?: number
  /** Real time of the whole wait; a minute by default. */
  readonly longestMs?: number
}

/** Noon of a Sunday; every run begins here, so that runs are alike. */
export const BENCH_START = Date.UTC(2026, 10, 22, 12)

/**
 * A clock for the product and its simulators in one process. It stands still, except while a test
 * waits in `until`: then, whenever nothing is going on, it jumps to the next instant that somebody
 * sleeps for. Days pass in a second, and what is measured on it does not depend on the machine.
 */
export class BenchClock {
  #now: number
  readonly #timers = new Set<Timer>()
  /** Requests that a simulator holds back on purpose. */
  #held = 0

  constructor(start = BENCH_START) {
    this.#now = start
    watchActivity()
  }

  now = (): number => this.#now

  sleep = (ms: number, signal?: AbortSignal): Promise<void> => this.#sleep(ms, 'sleeping', signal)

  /** The same time for a simulator, whose sleeping requests are no activity. */
  forSimulator() {
    return {
      now: this.now,
      sleep: async (ms: number): Promise<void> => {
        this.#held += 1
        try {
          await this.#sleep(ms, 'a call held by a simulator')
        } finally {
          this.#held -= 1
        }
      },
    }
  }

  /** Lets time pass until `look` finds something other than null, undefined and false. */
  async until<T>(
    look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
    waiting: Waiting = {},
  ): Promise<T> {
    const { withinMs = 31 * 86_400_000, patienceMs = PATIENCE_MS } = waiting
    const { longestMs = LONGEST_WAIT_MS } = waiting
    const last = this.#now + withinMs
    const start = performance.now()
    const began = { at: start }
    for (;;) {
      await this.#settle(patienceMs)
      if (performance.now() - start > longestMs) throw this.#stuck('it takes too long')
      const found = await look()
      if (found !== null && found !== undefined && found !== false) return found
      const next = this.#next()
      if (!next) {
        if (performance.now() - began.at > patienceMs) throw this.#stuck('nobody sleeps')
        await realPause(2)
      } else {
        if (next > last) throw this.#stuck(`it did not happen within ${withinMs / 1000} s`)
        began.at = performance.now()
        this.#moveTo(next)
      }
    }
  }

  /** Lets so much time pass, whatever happens in it. */
  async pass(ms: number): Promise<void> {
    let over = false
    const end = this.sleep(ms).then(() => {
      over = true
    })
    await this.until(() => over, { withinMs: ms + 1 })
    await end
  }

  /** Leaps, as when a machine wakes up: everything that was due meanwhile is due at once. */
  async leap(ms: number): Promise<void> {
    this.#moveTo(this.#now + ms)
    await this.#settle(PATIENCE_MS)
  }

  #sleep(ms: number, why: string, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const aborted = (): void => {
        this.#timers.delete(timer)
        reject(signal?.reason)
      }
      const fire = (): void => {
        signal?.removeEventListener('abort', aborted)
        resolve()
      }
      const timer: Timer = { at: Math.ceil(this.#now + Math.max(0, ms)), why, fire }
      this.#timers.add(timer)
      signal?.addEventListener('abort', aborted, { once: true })
    })
  }

  #next(): number | null {
    let next: number | null = null
    for (const timer of this.#timers) if (next === null || timer.at < next) next = timer.at
    return next
  }

  #moveTo(at: number): void {
    this.#now = Math.max(this.#now, at)
    const due = [...this.#timers].filter((timer) => timer.at <= this.#now)
    for (const timer of due.sort((a, b) => a.at - b.at)) {
      this.#timers.delete(timer)
      timer.fire()
    }
  }

  async #settle(patienceMs: number): Promise<void> {
    const began = performance.now()
    for (let quiet = 0, turns = 0; quiet < QUIET_TURNS; turns += 1) {
      await (turns > BUSY_TURNS ? realPause(1) : new Promise((next) => setImmediate(next)))
      quiet = this.#isQuiet(doing()) ? quiet + 1 : 0
      if (performance.now() - began > patienceMs) throw this.#stuck('something does not end')
    }
  }

  #isQuiet({ asked, answering, other }: Doing): boolean {
    return asked <= this.#held && answering <= this.#held && other.length === 0
  }

  #stuck(what: string): Error {
    const timers = [...this.#timers].map(({ at, why }) => `${why} for ${at - this.#now} ms`)
    const now = { ...doing(), held: this.#held, at: new Date(this.#now).toISOString(), timers }
    return new Error(`The clock stands: ${what}. ${JSON.stringify(now)}`)
  }
}

const realPause = (ms: number): Promise<void> => new Promise((next) => setTimeout(next, ms))

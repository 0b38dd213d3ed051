import type { Clock } from '../../src/ports/clock.ts'

interface Timer {
  readonly at: number
  readonly fire: () => void
}

/** Turns of the event loop after which everything that can go on has gone on. */
const TURNS = 3

/**
 * A clock for code that waits for nothing but this clock: when all is still, it jumps to the next
 * instant that somebody sleeps for. What it shows can be moved; the sleeping go by true time.
 */
export class EventClock implements Clock {
  #true: number
  #offset = 0
  readonly #timers = new Set<Timer>()

  constructor(start = Date.UTC(2026, 10, 22, 12)) {
    this.#true = start
  }

  now = (): number => this.#true + this.#offset

  /** What a clock shows that is never set. */
  trueNow = (): number => this.#true

  sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const timer: Timer = { at: Math.ceil(this.#true + Math.max(0, ms)), fire: () => resolve() }
      this.#timers.add(timer)
      const aborted = (): void => {
        this.#timers.delete(timer)
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', aborted, { once: true })
    })

  /** Somebody sets the clock. */
  set(byMs: number): void {
    this.#offset += byMs
  }

  /** Lets so much time pass. */
  sleepFor = (ms: number): Promise<void> => this.run(this.sleep(ms))

  /** Lets time pass until the work has ended. */
  async run<T>(work: Promise<T>): Promise<T> {
    let ended = false
    const end = work.finally(() => {
      ended = true
    })
    end.catch(() => undefined)
    while (!ended) {
      for (let turn = 0; turn < TURNS; turn += 1) await new Promise((next) => setImmediate(next))
      if (!ended) this.#next()
    }
    return end
  }

  #next(): void {
    let next: Timer | null = null
    for (const timer of this.#timers) if (!next || timer.at < next.at) next = timer
    if (!next) return
    this.#timers.delete(next)
    this.#true = Math.max(this.#true, next.at)
    next.fire()
  }
}

import type { Clock } from '../../ports/clock.ts'

interface Wait {
  readonly at: number
  readonly slept: Promise<void>
  readonly stop: AbortController
}

/**
 * One wait at a time. Asked for again with the same end it goes on, without a timer of its own: answers
 * come while calls wait for their turn, and none of them changes whose turn it is.
 */
export class Rest {
  readonly #clock: Clock
  #wait: Wait | null = null

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Until `at`, or until `nudge` resolves. */
  async until(at: number, nudge: Promise<void>): Promise<void> {
    const wait = this.#wait?.at === at ? this.#wait : this.#begin(at)
    await Promise.race([wait.slept, nudge])
  }

  end(): void {
    this.#wait?.stop.abort(RESTED)
    this.#wait = null
  }

  #begin(at: number): Wait {
    this.end()
    const stop = new AbortController()
    const slept = this.#clock
      .sleep(at - this.#clock.now(), stop.signal)
      .catch(() => undefined)
      .then(() => {
        if (this.#wait === wait) this.#wait = null
      })
    const wait = { at, slept, stop }
    this.#wait = wait
    return wait
  }
}

/** A reason of our own: making one for each call costs as much as the call. */
const RESTED = new Error('The wait is over.')

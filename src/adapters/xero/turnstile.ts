import { LedgerkeepError } from '../../core/errors.ts'
import {
  admit,
  admitEvenly,
  answered,
  called,
  type LimitNews,
  type LimitPolicy,
  type LimitProblem,
  type LimitState,
  NEW_LIMITS,
} from '../../core/limits.ts'
import type { Clock } from '../../ports/clock.ts'

/** Waits of up to this long happen on the spot; longer ones end the slice (`wait`). */
const PATIENCE_MS = 2_500

export interface TurnstilePorts {
  readonly clock: Clock
  readonly policy: LimitPolicy
  load(): Promise<LimitState | null>
  save(state: LimitState): Promise<void>
}

/** Lets the calls of one organisation through, one after the other, as its limits allow. */
export class Turnstile {
  readonly #ports: TurnstilePorts
  #state: LimitState | null = null
  #queue: Promise<unknown> = Promise.resolve()
  #inFlight = 0
  #waiting: (() => void)[] = []

  constructor(ports: TurnstilePorts) {
    this.#ports = ports
  }

  async state(): Promise<LimitState> {
    this.#state ??= (await this.#ports.load()) ?? NEW_LIMITS
    return this.#state
  }

  /**
   * Waits for a place in flight and for the limits, then counts the call (stored before it leaves, so
   * that a crash never makes us call too often). Gives the function that frees the place.
   */
  async enter(hurry: boolean, signal?: AbortSignal): Promise<() => void> {
    const leave = await this.#place()
    const turn = this.#queue.then(() => this.#admit(hurry, signal))
    this.#queue = turn.catch(() => undefined)
    try {
      await turn
      return leave
    } catch (error) {
      leave()
      throw error
    }
  }

  /** Takes in what an answer said of the limits. */
  async learn(news: LimitNews): Promise<void> {
    const { clock, policy } = this.#ports
    this.#state = answered(await this.state(), clock.now(), news, policy)
    if (news.problem) await this.#ports.save(this.#state)
  }

  async #admit(hurry: boolean, signal?: AbortSignal): Promise<void> {
    const { clock, policy } = this.#ports
    for (;;) {
      const state = await this.state()
      const now = clock.now()
      const admission = (hurry ? admit : admitEvenly)(state, now, policy)
      if (!admission.why) break
      if (admission.at - now > PATIENCE_MS) throw limitError(admission.why, admission.at)
      await clock.sleep(admission.at - now, signal)
    }
    signal?.throwIfAborted()
    this.#state = called(await this.state(), clock.now(), policy)
    await this.#ports.save(this.#state)
  }

  async #place(): Promise<() => void> {
    if (this.#inFlight >= this.#ports.policy.inFlight) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
    this.#inFlight += 1
    let left = false
    return () => {
      if (left) return
      left = true
      this.#inFlight -= 1
      this.#waiting.shift()?.()
    }
  }
}

const WORDS: Readonly<Record<LimitProblem, string>> = {
  minute: "Xero's limit of calls a minute for this organisation",
  day: "Xero's daily limit for this organisation",
  app: "Xero's limit for all organisations together",
  concurrent: "Xero's limit of calls at once for this organisation",
}

/** The `wait` error of a limit; its message is what the Status page says is waited for. */
export const limitError = (problem: LimitProblem, until: number): LedgerkeepError =>
  new LedgerkeepError('wait', WORDS[problem], { until })

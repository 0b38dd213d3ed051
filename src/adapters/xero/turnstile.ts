import { LedgerkeepError } from '../../core/errors.ts'
import {
  admit,
  answered,
  called,
  type LimitNews,
  type LimitPolicy,
  type LimitProblem,
  type LimitState,
  NEW_LIMITS,
  rebased,
  timed,
} from '../../core/limits.ts'
import type { Clock } from '../../ports/clock.ts'
import type { AppGate } from './app-gate.ts'
import { Outage } from './outage.ts'
import { Rest } from './rest.ts'

/** Calls between two writes of the state; so many are taken for made when a process starts. */
const SAVE_EVERY = 5

/** Waits of up to this long happen on the spot; longer ones end the slice (`wait`). */
const PATIENCE_MS = 65_000

export interface TurnstilePorts {
  readonly clock: Clock
  readonly policy: LimitPolicy
  readonly app: AppGate
  load(): Promise<LimitState | null>
  save(state: LimitState): Promise<void>
}

interface Waiting {
  readonly hurry: boolean
  /** Asks whether Xero is up: before all others, and while they are held back. */
  readonly first: boolean
  readonly resolve: (leave: () => void) => void
  readonly reject: (error: unknown) => void
}

/**
 * Lets the calls of one organisation through as its limits allow: those that somebody waits for first,
 * otherwise in their order.
 */
export class Turnstile {
  readonly #ports: TurnstilePorts
  readonly #outage = new Outage()
  #state: LimitState | null = null
  #inFlight = 0
  /** Calls since the last write that included itself; the first call is written at once. */
  #unsaved = 0
  #queue: Waiting[] = []
  #letting = false
  #nudge = Promise.withResolvers<void>()
  readonly #resting: Rest

  constructor(ports: TurnstilePorts) {
    this.#ports = ports
    this.#resting = new Rest(ports.clock)
  }

  async state(): Promise<LimitState> {
    if (this.#state) return this.#state
    const { clock, policy } = this.#ports
    const stored = await this.#ports.load()
    let state: LimitState = { ...NEW_LIMITS, ...stored }
    const last = state.calls.at(-1) ?? 0
    if (last > clock.now() - policy.windowMs) {
      // Those that may have left after the last write.
      for (let made = 1; made < SAVE_EVERY; made += 1) state = called(state, clock.now(), policy)
    }
    this.#state ??= state
    return this.#state
  }

  /**
   * Waits for a place in flight and for the limits, then counts the call (a few calls are stored before
   * they leave, so that a crash never makes us call too often). Gives the function that frees the place.
   * With `first` it passes the queue and an outage, but no limit.
   */
  enter(hurry: boolean, signal?: AbortSignal, first = false): Promise<() => void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const aborted = (): void => {
        this.#queue = this.#queue.filter((one) => one !== waiting)
        reject(signal?.reason)
        this.#wake()
      }
      const forget = (): void => signal?.removeEventListener('abort', aborted)
      const waiting: Waiting = {
        hurry,
        first,
        resolve: (leave) => {
          forget()
          resolve(leave)
        },
        reject: (error) => {
          forget()
          reject(error)
        },
      }
      signal?.addEventListener('abort', aborted, { once: true })
      this.#queue.push(waiting)
      this.#wake()
    })
  }

  /** Takes in what an answer said of the limits. */
  async learn(news: LimitNews): Promise<void> {
    const now = this.#ports.clock.now()
    this.#state = answered(await this.state(), now, news)
    if (news.problem === 'app') this.#ports.app.block(this.#state.blockedUntil)
    if (news.problem) await this.#ports.save(this.#state)
    this.#wake()
  }

  /** A call was answered to its end, after so long. */
  good(durationMs: number): void {
    this.#outage.over()
    if (this.#state) this.#state = timed(this.#state, durationMs)
  }

  /**
   * A call failed at Xero's end. Gives the error to wait with when Xero is down rather than this call
   * impossible, else null. `isUp` makes one call that always works when Xero does; where a limit lets it
   * tell nothing it throws `wait`.
   */
  async fault(told: boolean, isUp: () => Promise<boolean>): Promise<LedgerkeepError | null> {
    let leave = (): void => undefined
    try {
      const down = await this.#outage.fault(told, this.#ports.clock.now, async () => {
        leave = await this.enter(true, undefined, true)
        return isUp()
      })
      return down ? downError(this.#outage.until) : null
    } finally {
      // Not before the verdict stands: whoever waits for the place would go into the outage.
      leave()
    }
  }

  #wake(): void {
    this.#nudge.resolve()
    if (!this.#letting) void this.#letIn()
  }

  async #letIn(): Promise<void> {
    this.#letting = true
    try {
      while (this.#queue.length > 0 && this.#inFlight < this.#places()) await this.#step()
    } catch (error) {
      this.#refuseAll(error)
    } finally {
      this.#letting = false
      this.#resting.end()
    }
  }

  /** While Xero is down one call at a time shows whether it is back. */
  #places(): number {
    const oneByOne = this.#outage.isDown && !this.#queue.some((one) => one.first)
    return oneByOne ? 1 : this.#ports.policy.inFlight
  }

  async #step(): Promise<void> {
    const { clock, policy, app, save } = this.#ports
    this.#nudge = Promise.withResolvers()
    const [head] = this.#queue
    const next =
      this.#queue.find((one) => one.first) ?? this.#queue.find((one) => one.hurry) ?? head
    if (!next) return
    const now = clock.now()
    const state = rebased(await this.state(), now)
    this.#state = state
    if (this.#outage.until > now && !next.first) return this.#rest(this.#outage.until, downError)
    const { at, why } = admit(state, now, policy, { hurry: next.hurry, inFlight: this.#inFlight })
    if (why) return this.#rest(at, (until) => limitError(why, until))
    await app.enter(next.hurry)
    if (!this.#queue.includes(next)) return
    this.#state = called(rebased(await this.state(), clock.now()), clock.now(), policy)
    this.#inFlight += 1
    if (this.#unsaved === 0) await save(this.#state)
    this.#unsaved = (this.#unsaved + 1) % SAVE_EVERY
    if (!this.#queue.includes(next)) return this.#left()
    this.#queue = this.#queue.filter((one) => one !== next)
    next.resolve(this.#leaver())
  }

  /** Until `at`, or until something changes; a wait beyond patience is refused to all. */
  async #rest(at: number, error: (until: number) => LedgerkeepError): Promise<void> {
    const { clock } = this.#ports
    const ms = at - clock.now()
    if (ms <= PATIENCE_MS) return this.#resting.until(at, this.#nudge.promise)
    if (Number.isFinite(ms)) return this.#refuseAll(error(at))
    return this.#nudge.promise
  }

  #refuseAll(error: unknown): void {
    const refused = this.#queue
    this.#queue = []
    for (const one of refused) one.reject(error)
  }

  #leaver(): () => void {
    let left = false
    return () => {
      if (left) return
      left = true
      this.#left()
      this.#wake()
    }
  }

  #left(): void {
    this.#inFlight -= 1
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
  new LedgerkeepError('wait', WORDS[problem], { until, waitsFor: 'limit' })

const downError = (until: number): LedgerkeepError =>
  new LedgerkeepError('wait', 'Xero does not answer as it should at the moment', {
    until,
    waitsFor: 'xero',
  })

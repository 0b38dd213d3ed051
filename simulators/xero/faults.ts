import { mix } from './worlds/chance.ts'

/** What goes wrong. `status` with 503 and a body plays the offline organisation and maintenance. */
export type FaultKind =
  | 'status'
  | 'reset'
  | 'truncate'
  | 'slow'
  | 'wrong-length'
  | 'html'
  | 'empty'
  | 'token-expired'
  | 'offline'
  | 'maintenance'
  | 'not-found'
  | 'concurrent'

export const FAULT_KINDS: readonly FaultKind[] = [
  'status',
  'reset',
  'truncate',
  'slow',
  'wrong-length',
  'html',
  'empty',
  'token-expired',
  'offline',
  'maintenance',
  'not-found',
  'concurrent',
]

/** A fault on order. It meets the next `count` matching calls, or each with a probability. */
export interface Fault {
  readonly kind: FaultKind
  /** A regular expression on the path and query; every call of the API when absent. */
  readonly match?: string | undefined
  readonly method?: string | undefined
  /** How many calls; 1 when neither this nor a probability is given, no end with a probability. */
  readonly count?: number | undefined
  /** From 0 to 1. */
  readonly probability?: number | undefined
  /** Lets this many matching calls pass first. */
  readonly after?: number | undefined
  readonly status?: number | undefined
  readonly body?: string | undefined
  /** The body as base64, where it is no text. */
  readonly base64?: string | undefined
  readonly contentType?: string | undefined
  /** Seconds, sent as the header. */
  readonly retryAfter?: number | undefined
  /** More headers of a `status`. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Virtual milliseconds, for `slow`. */
  readonly delayMs?: number | undefined
}

interface Queued {
  readonly fault: Fault
  readonly pattern: RegExp
  left: number
  passes: number
  hits: number
}

/** Faults waiting for their calls; chance is drawn from a seed, so a run can be repeated. */
export class Faults {
  #queue: Queued[] = []
  #drawn = 0

  add(fault: Fault): void {
    const left = fault.count ?? (fault.probability === undefined ? 1 : Number.POSITIVE_INFINITY)
    const pattern = new RegExp(fault.match ?? '^/api/')
    this.#queue.push({ fault, pattern, left, passes: fault.after ?? 0, hits: 0 })
  }

  clear(): void {
    this.#queue = []
  }

  /** The fault that meets this call, if any. */
  take(method: string, rawUrl: string): Fault | undefined {
    for (const one of this.#queue) {
      if (one.left <= 0 || !one.pattern.test(rawUrl)) continue
      if (one.fault.method !== undefined && one.fault.method !== method) continue
      if (one.passes > 0) {
        one.passes -= 1
        continue
      }
      if (one.fault.probability !== undefined && this.#draw() >= one.fault.probability) continue
      one.left -= 1
      one.hits += 1
      return one.fault
    }
    return undefined
  }

  list() {
    return this.#queue.map(({ fault, left, hits }) => ({
      ...fault,
      left: Number.isFinite(left) ? left : 'unlimited',
      hits,
    }))
  }

  #draw(): number {
    this.#drawn += 1
    return mix(4711, this.#drawn, 0) / 2 ** 32
  }
}

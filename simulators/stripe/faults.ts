/** A planned misbehaviour of the API. */
export interface Fault {
  /** Part of `METHOD /path`, such as `POST /v1/refunds`. */
  readonly match: string
  /** Answer with this status instead of running the request. */
  readonly status?: number
  /** The answer's JSON; an error body when absent. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Run and store the request, then close the connection without an answer. */
  readonly afterCommit?: boolean
  /** Wait this many real milliseconds before running the request. */
  readonly delayMs?: number
  /** How many requests it meets. */
  times: number
}

export interface Faults {
  plan(fault: Fault): void
  /** The fault for this request, counted down; undefined for most. */
  next(method: string, path: string): Fault | undefined
  clear(): void
}

export function createFaults(): Faults {
  let queue: Fault[] = []
  return {
    plan: (fault) => {
      queue.push(fault)
    },
    next: (method, path) => {
      const fault = queue.find((each) => `${method} ${path}`.includes(each.match))
      if (fault === undefined) return undefined
      fault.times -= 1
      queue = queue.filter((each) => each.times > 0)
      return fault
    },
    clear: () => {
      queue = []
    },
  }
}

/** The one source of time of the simulator: windows, token lives and latency all read it. */
export interface Clock {
  /** UTC milliseconds. */
  now(): number
  /** Resolves after `ms` of this clock's time. */
  sleep(ms: number): Promise<void>
}

export interface FastClockOptions {
  /** Virtual UTC milliseconds at the start; the real time when absent. */
  readonly anchor?: number | undefined
  /** The real instant (UTC ms) at which it showed the anchor; the start when absent. */
  readonly anchorReal?: number | undefined
  /** Virtual milliseconds per real millisecond; 1 when absent. */
  readonly speed?: number | undefined
}

/**
 * A clock that showed `anchor` at `anchorReal` and runs `speed` times as fast as the real one. Two
 * processes with the same three agree on the time.
 */
export function fastClock(options: FastClockOptions = {}): Clock {
  const speed = options.speed ?? 1
  const anchorReal = options.anchorReal ?? Date.now()
  const anchor = options.anchor ?? Date.now()
  return {
    now: () => Math.floor(anchor + (Date.now() - anchorReal) * speed),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms / speed)),
  }
}

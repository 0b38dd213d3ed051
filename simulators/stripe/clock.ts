/** Where the simulator reads the time. Milliseconds since 1970, UTC. */
export interface Clock {
  now(): number
}

/**
 * A clock that showed the instant `anchor` (ms) at the real instant `anchorReal` (now, when absent)
 * and runs `speed` times as fast as real time. Processes with the same three agree on the time.
 */
export function virtualClock(speed: number, anchor: number, anchorReal = Date.now()): Clock {
  return { now: () => Math.floor(anchor + (Date.now() - anchorReal) * speed) }
}

/** Stripe's API speaks whole seconds. */
export function seconds(clock: Clock): number {
  return Math.floor(clock.now() / 1000)
}

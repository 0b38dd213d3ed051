import type { Clock } from '../../ports/clock.ts'

/** The longest delay a timer of Node takes; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** The clock of the wall. */
export const realClock = (): Clock => ({ now: () => Date.now(), sleep: sleepReal })

export interface FastClockOptions {
  /** How many ms of this clock pass in one real ms; above 0. */
  readonly speed: number
  /** The real instant (UTC ms) at which this clock showed `anchorVirtual`. */
  readonly anchorReal: number
  readonly anchorVirtual: number
}

/**
 * A clock that runs `speed` times as fast as the wall's. Two processes with the same options agree
 * on the time without talking to each other.
 */
export function fastClock({ speed, anchorReal, anchorVirtual }: FastClockOptions): Clock {
  if (!(speed > 0)) throw new RangeError(`A clock can't run at speed ${speed}.`)
  return {
    now: () => Math.floor(anchorVirtual + (Date.now() - anchorReal) * speed),
    sleep: (ms, signal) => sleepReal(ms / speed, signal),
  }
}

async function sleepReal(ms: number, signal?: AbortSignal): Promise<void> {
  let left = Math.max(0, ms)
  do {
    const part = Math.min(left, LONGEST_TIMER_MS)
    await oneTimer(part, signal)
    left -= part
  } while (left > 0)
}

function oneTimer(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const aborted = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', aborted)
      resolve()
    }, ms)
    signal?.addEventListener('abort', aborted, { once: true })
  })
}

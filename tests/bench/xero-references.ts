import { Limits, phaseOf } from '../../simulators/xero/limits.ts'
import { BENCH_START } from '../support/bench-clock.ts'

/** How another program would call Xero, and what it would come to. */
export interface Reference {
  readonly name: string
  readonly hours: number
  readonly refused: number
}

interface Order {
  readonly tenantId: string
  readonly calls: number
  readonly dayLimit: number
  readonly latencyMs: number
}

interface Event {
  readonly at: number
  readonly run: () => void
}

const APP = 'reference'
/** Without a Retry-After: for too many calls at once. */
const SHORT_MS = 1_000

/**
 * The same number of calls by programs that are simpler than ours, against the simulator's own limits,
 * on a clock of events. They never fail and need no time of their own: the real ones would be slower.
 */
export const references = (order: Order): readonly Reference[] => [
  play('one worker that sleeps a second after each call', { ...order, workers: 1, restMs: 1_000 }),
  play('five workers that only obey Retry-After', { ...order, workers: 5, restMs: 0 }),
]

function play(
  name: string,
  order: Order & { readonly workers: number; readonly restMs: number },
): Reference {
  const limits = new Limits(order.dayLimit)
  const events: Event[] = []
  let now = BENCH_START
  let left = order.calls
  let refused = 0
  const later = (ms: number, run: () => void): void => {
    events.push({ at: now + ms, run })
  }
  const work = (): void => {
    if (left === 0) return
    const { problem, headers, release } = limits.admit(APP, order.tenantId, now)
    if (problem) {
      refused += 1
      const seconds = Number(headers['Retry-After'] ?? 0)
      later(seconds > 0 ? seconds * 1000 : SHORT_MS, work)
      return
    }
    left -= 1
    later(order.latencyMs, () => {
      release()
      later(order.restMs, work)
    })
  }
  for (let worker = 0; worker < order.workers; worker += 1) work()
  while (events.length > 0) {
    const next = events.reduce((first, one) => (one.at < first.at ? one : first))
    events.splice(events.indexOf(next), 1)
    now = next.at
    next.run()
  }
  return { name, hours: (now - BENCH_START) / 3_600_000, refused }
}

/** Ms from `at` to the end of the organisation's day at the simulator. */
export function untilReset(tenantId: string, at: number): number {
  const { day } = phaseOf(tenantId)
  return 86_400_000 - ((((at - day) % 86_400_000) + 86_400_000) % 86_400_000)
}

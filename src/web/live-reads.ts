import type { Clock } from '../ports/clock.ts'

interface Kept {
  readonly at: number
  readonly value: Promise<unknown>
}

/** What live pages show, read once for all that look at the same thing, however many tabs there are. */
export interface LiveReads {
  /** What `read` gave at most `maxAgeMs` ago, or else gives now. Rejections are not kept. */
  latest<T>(key: string, maxAgeMs: number, read: () => Promise<T>): Promise<T>
  /** Something has changed: all whose key begins so is read again when it is asked for next. */
  forget(prefix: string): void
}

const SWEEP_AT = 2_000
const SWEPT_AFTER_MS = 60_000

export function createLiveReads(clock: Pick<Clock, 'now'>): LiveReads {
  const kept = new Map<string, Kept>()
  const sweep = (now: number): void => {
    for (const [key, one] of kept) if (now - one.at > SWEPT_AFTER_MS) kept.delete(key)
  }
  return {
    latest<T>(key: string, maxAgeMs: number, read: () => Promise<T>): Promise<T> {
      const now = clock.now()
      const known = kept.get(key)
      // The key names what is read, so it is a T as well.
      if (known && now - known.at < maxAgeMs) return known.value as Promise<T>
      if (kept.size >= SWEEP_AT) sweep(now)
      const value = read()
      const fresh: Kept = { at: now, value }
      kept.set(key, fresh)
      value.catch(() => {
        if (kept.get(key) === fresh) kept.delete(key)
      })
      return value
    },
    forget(prefix) {
      for (const key of kept.keys()) if (key.startsWith(prefix)) kept.delete(key)
    },
  }
}

import type { Clock } from './clock.ts'

interface Entry {
  readonly at: number
  readonly run: () => void
}

/** Things to do at an instant of the simulator's clock: retries, settlements, expiries. */
export interface Agenda {
  /** `at` is milliseconds on the simulator's clock. */
  add(at: number, run: () => void): void
  /** Runs everything that is due; true when anything was. Called by a timer and before every request. */
  catchUp(): boolean
}

export function createAgenda(clock: Clock): Agenda {
  let entries: Entry[] = []
  return {
    add: (at, run) => {
      entries.push({ at, run })
    },
    catchUp: () => {
      const now = clock.now()
      const due = entries.filter((entry) => entry.at <= now)
      if (due.length === 0) return false
      entries = entries.filter((entry) => entry.at > now)
      for (const entry of due.sort((a, b) => a.at - b.at)) entry.run()
      return true
    },
  }
}

import type { MonthCount, Scan } from '../../ports/store/scan.ts'
import type { AppPorts } from '../app-ports.ts'

/** Everything of a scan by month, which no filter changes. */
export type MonthsOf = (scan: Scan) => Promise<readonly MonthCount[]>

const GOOD_FOR_MS = 60_000
const MOST = 50

/** Counted once while somebody tries filters: of large books it takes longer than all the rest of a price. */
export function rememberedMonths({ store, clock }: Pick<AppPorts, 'store' | 'clock'>): MonthsOf {
  const known = new Map<
    string,
    { readonly at: number; readonly months: Promise<readonly MonthCount[]> }
  >()
  return ({ id }) => {
    const now = clock.now()
    const found = known.get(id)
    if (found && now - found.at < GOOD_FOR_MS) return found.months
    if (known.size >= MOST) known.clear()
    const months = store.scan.countsByMonth(id)
    known.set(id, { at: now, months })
    months.catch(() => known.delete(id))
    return months
  }
}

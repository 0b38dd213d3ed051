import { money } from '../../core/money.ts'
import type { OperatorBackup, Takings } from '../../ports/store/operator.ts'
import type { AppPorts } from '../app-ports.ts'
import type { MonthlyTakings, OperatorOverview } from '../operator-views.ts'
import { backupLine, lineOf } from './order-lines.ts'

const LINES = 25
const TWO_YEARS_MS = 731 * 24 * 3_600_000

/** The first page: what needs a person, what goes on, what came in. */
export async function overview(ports: AppPorts): Promise<OperatorOverview> {
  const { order, operator } = ports.store
  const find = { search: '', limit: LINES }
  const held = await operator.orders({ ...find, states: ['held'] })
  const recent = await operator.orders({ ...find, states: ['paid', 'unpaid', 'refunded'] })
  const takings = await operator.takings(ports.clock.now() - TWO_YEARS_MS)
  const lines = (backups: readonly OperatorBackup[]) =>
    backups.map((one) => backupLine(one, one.organisation))
  return {
    held: held.map(lineOf),
    recent: recent.map(lineOf),
    running: lines(await operator.backups(['pending', 'running', 'packaging'], LINES)),
    waiting: lines(await operator.backups(['waiting', 'paused'], LINES)),
    failing: lines(await operator.backups(['failed'], LINES)),
    takings: byMonth(takings),
    reconciliation: await order.latestReconciliation(),
  }
}

/** One line for each month and currency, the newest month first. Months are those of UTC. */
function byMonth(takings: readonly Takings[]): readonly MonthlyTakings[] {
  const months = new Map<string, Takings[]>()
  for (const one of takings) {
    const key = `${new Date(one.paidAt).toISOString().slice(0, 7)} ${one.currency}`
    months.set(key, [...(months.get(key) ?? []), one])
  }
  const keys = [...months.keys()].sort().reverse()
  return keys.map((key) => monthOf(key, months.get(key) ?? []))
}

function monthOf(key: string, takings: readonly Takings[]): MonthlyTakings {
  const [month = '', currency = ''] = key.split(' ')
  const sum = (pick: (one: Takings) => number) =>
    money(
      takings.reduce((total, one) => total + pick(one), 0),
      currency,
    )
  return {
    month,
    orders: takings.length,
    net: sum((one) => one.netMinor - one.discountMinor),
    vat: sum((one) => one.taxMinor),
    total: sum((one) => one.totalMinor),
    refunded: sum((one) => one.refundedMinor),
  }
}

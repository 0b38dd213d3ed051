import { resourceNamed } from '../core/catalogue/index.ts'
import type { Connection } from '../ports/store/connect.ts'
import type { Order } from '../ports/store/order.ts'
import type { Scan, ScanResource } from '../ports/store/scan.ts'
import type { OrganisationView, ScanView, Status } from './app.ts'
import type { AppPorts } from './app-ports.ts'
import { backupView } from './backup.ts'
import { orderView } from './order.ts'

export function createStatus(ports: AppPorts): Status {
  const { store } = ports
  return {
    async organisations(personId) {
      const connections = [...(await store.connect.connectionsOf(personId))]
      connections.sort((a, b) => b.connectedAt - a.connectedAt)
      const views = await Promise.all(connections.map((one) => organisationView(ports, one)))
      return views.filter((view) => view !== null)
    },
  }
}

async function organisationView(
  ports: AppPorts,
  connection: Connection,
): Promise<OrganisationView | null> {
  const { store } = ports
  const organisation = await store.connect.organisation(connection.organisationId)
  if (!organisation) return null
  const scan = await store.scan.latestScan(connection.id)
  const orders = await store.order.ordersOf(connection.id)
  const open = await openOrder(ports, orders, scan)
  const backups = await store.backup.backupsOf(connection.id)
  return {
    connectionId: connection.id,
    name: organisation.name,
    state: connection.state,
    connectedAt: connection.connectedAt,
    scan: scan && (await scanView(ports, scan)),
    order: open ? await orderView(ports, open, organisation) : null,
    backups: await Promise.all(backups.map((one) => backupView(ports, one, organisation))),
  }
}

/** An unpaid order of an older scan gives way to what the newer scan found. */
async function openOrder(
  ports: AppPorts,
  orders: readonly Order[],
  scan: Scan | null,
): Promise<Order | null> {
  for (const order of orders) {
    if (order.state === 'held' || (order.state === 'unpaid' && order.awaitingFunds)) return order
    if (order.state !== 'unpaid') continue
    const quote = await ports.store.quote.quote(order.quoteId)
    if (quote?.scanId === scan?.id) return order
  }
  return null
}

/** Asked for by the backup, contact by contact: the scan is done without them. */
const isReadByBackup = ({ resource, state }: ScanResource): boolean =>
  state === 'pending' && resourceNamed(resource).follows?.by === 'balances'

async function scanView(ports: AppPorts, scan: Scan): Promise<ScanView> {
  const resources = await ports.store.scan.resources(scan.id)
  const { all, counted } = await ports.store.scan.documentCount(scan.id)
  const counts =
    scan.state === 'done' || counted > 0
      ? await ports.store.scan.countsByType(scan.id, { from: null, to: null })
      : []
  return {
    id: scan.id,
    state: scan.state,
    createdAt: scan.createdAt,
    finishedAt: scan.finishedAt,
    waitingUntil: scan.waitingUntil,
    failure: scan.failure,
    exact: scan.exact,
    calls: scan.calls,
    listsDone: resources.filter((one) => one.state === 'done' || one.state === 'exception').length,
    listsTotal: resources.filter((one) => !isReadByBackup(one)).length,
    records: resources.reduce((sum, one) => sum + one.records, 0),
    documents: all,
    documentsCounted: counted,
    files: counts.reduce((sum, count) => sum + count.files, 0),
    exceptions: resources
      .filter((one) => one.state === 'exception')
      .map((one) => ({ title: resourceNamed(one.resource).title, reason: one.reason ?? '' })),
  }
}

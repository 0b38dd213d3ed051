import { resourceNamed } from '../core/catalogue/index.ts'
import { idleAt, isErased } from '../core/keeping.ts'
import type { Connection } from '../ports/store/connect.ts'
import type { Order } from '../ports/store/order.ts'
import type { Scan, ScanResource } from '../ports/store/scan.ts'
import type { OrganisationView, ScanView, Status } from './app.ts'
import type { AppPorts } from './app-ports.ts'
import { backupView } from './backup/backup.ts'
import { orderView } from './order/order.ts'

const VISIT_MS = 3_600_000

export function createStatus(ports: AppPorts): Status {
  const { store } = ports
  return {
    async organisations(personId) {
      const connections = [...(await store.connect.connectionsOf(personId))]
      connections.sort((a, b) => b.connectedAt - a.connectedAt)
      await comeBy(ports, connections)
      const views = await Promise.all(connections.map((one) => organisationView(ports, one)))
      return views.filter((view) => view !== null)
    },
  }
}

/** Looking at an organisation is using it; written down at most once an hour. */
async function comeBy(ports: AppPorts, connections: readonly Connection[]): Promise<void> {
  const { store, clock } = ports
  const away = clock.now() - VISIT_MS
  const stale: string[] = []
  for (const { id } of connections) {
    const life = await store.keeping.connectionLife(id)
    if (!life || life.usedAt < away || life.warnedAt !== null) stale.push(id)
  }
  if (stale.length > 0) await store.keeping.use(stale, clock.now(), 0)
}

async function organisationView(
  ports: AppPorts,
  connection: Connection,
): Promise<OrganisationView | null> {
  const { store } = ports
  const organisation = await store.connect.organisation(connection.organisationId)
  if (!organisation || isErased(organisation)) return null
  const scan = await store.scan.latestScan(connection.id)
  const orders = await store.order.ordersOf(connection.id)
  const open = await openOrder(ports, orders, scan)
  const backups = await store.backup.backupsOf(connection.id)
  return {
    connectionId: connection.id,
    name: organisation.name,
    state: connection.state,
    connectedAt: connection.connectedAt,
    idleEndAt: connection.state === 'active' ? await idleEnd(ports, connection) : null,
    scan: scan && (await scanView(ports, scan)),
    order: open ? await orderView(ports, open, organisation) : null,
    backups: await Promise.all(backups.map((one) => backupView(ports, one, organisation))),
  }
}

/** When it is disconnected if nobody comes by again. */
async function idleEnd({ store, facts }: AppPorts, connection: Connection): Promise<number | null> {
  const { idleDays } = facts.keeping
  if (idleDays === 0) return null
  const life = await store.keeping.connectionLife(connection.id)
  return idleAt(life?.usedAt ?? connection.connectedAt, idleDays)
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
const isReadByBackup = ({ resource }: ScanResource): boolean =>
  resourceNamed(resource).follows?.by === 'balances'

async function scanView(ports: AppPorts, scan: Scan): Promise<ScanView> {
  const all = await ports.store.scan.resources(scan.id)
  const resources = all.filter((one) => !isReadByBackup(one))
  const { all: documents, counted } = await ports.store.scan.documentCount(scan.id)
  const counts =
    scan.state === 'done' || counted > 0
      ? await ports.store.scan.countsByType(scan.id, { from: null, to: null })
      : []
  return {
    id: scan.id,
    state: scan.state === 'deleted' ? 'failed' : scan.state,
    createdAt: scan.createdAt,
    finishedAt: scan.finishedAt,
    waitingUntil: scan.waitingUntil,
    failure: scan.state === 'failed' ? scan.failure : null,
    waitingFor: scan.state === 'scanning' ? scan.failure : null,
    waitsFor: scan.waitsFor,
    exact: scan.exact,
    calls: scan.calls,
    listsDone: resources.filter((one) => one.state === 'done' || one.state === 'exception').length,
    listsTotal: resources.length,
    records: resources.reduce((sum, one) => sum + one.records, 0),
    documents,
    documentsCounted: counted,
    files: counts.reduce((sum, count) => sum + count.files, 0),
    documentsWithFiles: counts.reduce((sum, count) => sum + count.documents, 0),
    exceptions: all
      .filter((one) => one.state === 'exception')
      .map((one) => ({ title: resourceNamed(one.resource).title, reason: one.reason ?? '' })),
  }
}

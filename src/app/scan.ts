import { RESOURCES } from '../core/catalogue/index.ts'
import type { Resource } from '../core/catalogue/resource.ts'
import { refuse } from '../core/errors.ts'
import type { ScanResource } from '../ports/store/scan.ts'
import type { ScanStage } from './app.ts'
import { type AppPorts, newId } from './app-ports.ts'
import { ownConnection } from './ownership.ts'

/** Asking for a scan; the work itself is `scan-slice.ts`. */
export function createScan(ports: AppPorts): ScanStage {
  const { store, clock } = ports
  return {
    async start(personId, connectionId) {
      const { connection } = await ownConnection(store, personId, connectionId)
      if (connection.state !== 'active') {
        throw refuse('This organisation is not connected.', 'Connect it to Xero again first.', {
          reason: 'conflict',
        })
      }
      const latest = await store.scan.latestScan(connectionId)
      if (latest && (latest.state === 'pending' || latest.state === 'scanning')) return latest.id
      const id = newId(ports, 'scn')
      const now = clock.now()
      const granted = await ports.xero.scopes(connectionId)
      await store.scan.addScan(
        {
          id,
          connectionId,
          state: 'pending',
          createdAt: now,
          startedAt: null,
          finishedAt: null,
          waitingUntil: null,
          failure: null,
          exact: true,
          calls: 0,
        },
        resourcesFor(id, granted),
      )
      await store.jobs.add('scan', id, now)
      return id
    },
  }
}

/** Every list of the catalogue; those that need a special permission only where it was granted. */
function resourcesFor(scanId: string, granted: readonly string[]): readonly ScanResource[] {
  return RESOURCES.map((resource, position) => ({ resource, position }))
    .filter(({ resource }) => !resource.onlyWhenGranted || isGranted(resource, granted))
    .map(({ resource, position }) => ({
      scanId,
      resource: resource.name,
      position,
      state: 'pending',
      nextPage: 1,
      records: 0,
      recordsTold: null,
      reason: null,
    }))
}

const isGranted = (resource: Resource, granted: readonly string[]): boolean =>
  granted.includes(resource.scope) ||
  (resource.broadScope !== undefined && granted.includes(resource.broadScope))

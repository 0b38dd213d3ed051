import { isWanted, RESOURCES, refusalOf } from '../../core/catalogue/index.ts'
import { refuse } from '../../core/errors.ts'
import type { ScanResource } from '../../ports/store/scan.ts'
import type { ScanStage } from '../app.ts'
import { type AppPorts, newId } from '../app-ports.ts'
import { ownConnection } from '../ownership.ts'

/** Asking for a scan; the work itself is `scan-slice.ts`. */
export function createScan(ports: AppPorts): ScanStage {
  const { store, clock } = ports
  return {
    async start(personId, connectionId) {
      const { connection, organisation } = await ownConnection(store, personId, connectionId)
      if (connection.state !== 'active') {
        throw refuse('This organisation is not connected.', 'Connect it to Xero again first.', {
          reason: 'conflict',
        })
      }
      const latest = await store.scan.latestScan(connectionId)
      if (latest && (latest.state === 'pending' || latest.state === 'scanning')) {
        await store.jobs.add('scan', latest.id, clock.now())
        return latest.id
      }
      const id = newId(ports, 'scn')
      const now = clock.now()
      const granted = await ports.xero.scopes(connectionId)
      const added = await store.scan.addScan(
        {
          id,
          connectionId,
          state: 'pending',
          createdAt: now,
          startedAt: null,
          finishedAt: null,
          waitingUntil: null,
          failure: null,
          waitsFor: null,
          exact: true,
          calls: 0,
        },
        resourcesFor(id, {
          granted,
          configured: ports.facts.scopes,
          country: organisation.country,
        }),
      )
      const scanId = added ? id : ((await store.scan.latestScan(connectionId))?.id ?? id)
      await store.jobs.add('scan', scanId, now)
      return scanId
    },
  }
}

interface Permission {
  readonly granted: readonly string[]
  readonly configured: readonly string[]
  readonly country: string
}

/** Every list of the catalogue that there is reason to ask for; what is not permitted says so at once. */
function resourcesFor(scanId: string, permission: Permission): readonly ScanResource[] {
  const { granted, configured, country } = permission
  return RESOURCES.map((resource, position) => ({ resource, position }))
    .filter(({ resource }) => isWanted(resource, granted, configured, country))
    .map(({ resource, position }) => {
      const reason = refusalOf(resource, granted, configured)
      return {
        scanId,
        resource: resource.name,
        position,
        state: reason === null ? 'pending' : 'exception',
        nextPage: 1,
        records: 0,
        recordsTold: null,
        reason,
      }
    })
}

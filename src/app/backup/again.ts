import { refusalOf } from '../../core/catalogue/index.ts'
import { isNotPermitted, listsAgain, NOT_PERMITTED } from '../../core/scan-again.ts'
import type { Backup } from '../../ports/store/backup.ts'
import type { RetryPlan } from '../../ports/store/retry.ts'
import type { AppPorts } from '../app-ports.ts'
import { endReadingAgain } from '../reading/read-again.ts'

/** What *Retry what failed* would try, beside the exceptions of the backup itself. */
export async function retryPlan(ports: AppPorts, backup: Backup): Promise<RetryPlan> {
  const { store, xero, facts } = ports
  const connection = await store.connect.connection(backup.connectionId)
  const connectedAt = connection?.connectedAt ?? 0
  const renewed = connectedAt > (backup.finishedAt ?? 0)
  const scan = await store.scan.scan(backup.scanId)
  if (scan?.state !== 'done') return { lists: [], renewed, reread: false }
  // Another backup of the scan had its lists read again, or a retry that was cancelled.
  const reread = (scan.finishedAt ?? 0) > (backup.finishedAt ?? 0)
  const rows = await store.scan.resources(scan.id)
  const anew = connectedAt > (scan.finishedAt ?? 0)
  const asked = rows.some((row) => row.state === 'exception' && isNotPermitted(row.reason))
  const granted = asked && anew ? await xero.scopes(backup.connectionId) : []
  const lists = listsAgain(
    rows,
    (resource) => anew && refusalOf(resource, granted, facts.scopes) === null,
  )
  return { lists, renewed, reread }
}

/** Whether there is anything that a retry would try. */
export async function isRetryable(ports: AppPorts, backup: Backup): Promise<boolean> {
  if (backup.state !== 'complete with exceptions') return false
  const { lists, renewed, reread } = await retryPlan(ports, backup)
  return reread || lists.length > 0 || (await ports.store.backup.retryable(backup.id, renewed)) > 0
}

/** Takes in what the scan has read anew. One that has failed is as done as it was before. */
export async function takeInAgain(ports: AppPorts, backup: Backup): Promise<void> {
  const scan = await ports.store.scan.scan(backup.scanId)
  if (scan?.state === 'failed') await endReadingAgain(ports, scan, scan.failure)
  await ports.store.backup.takeIn(backup)
}

/** With the words by which a retry knows that asking again alone does not help. */
export const permissionWords = (isForbidden: boolean, reason: string): string =>
  isForbidden && !isNotPermitted(reason) ? `${NOT_PERMITTED}${reason}` : reason

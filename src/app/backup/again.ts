import { refusalOf, resourceNamed } from '../../core/catalogue/index.ts'
import { isNotPermitted, listsAgain, NOT_PERMITTED } from '../../core/scan-again.ts'
import type { Backup } from '../../ports/store/backup.ts'
import type { RetryPlan } from '../../ports/store/retry.ts'
import type { AppPorts } from '../app-ports.ts'

/** What *Retry what failed* would try, beside the exceptions of the backup itself. */
export async function retryPlan(ports: AppPorts, backup: Backup): Promise<RetryPlan> {
  const { store, xero, facts } = ports
  const connection = await store.connect.connection(backup.connectionId)
  const connectedAt = connection?.connectedAt ?? 0
  const renewed = connectedAt > (backup.finishedAt ?? 0)
  const scan = await store.scan.scan(backup.scanId)
  if (scan?.state !== 'done') return { lists: [], renewed }
  const rows = await store.scan.resources(scan.id)
  const anew = connectedAt > (scan.finishedAt ?? 0)
  const asked = rows.some((row) => row.state === 'exception' && isNotPermitted(row.reason))
  const granted = asked && anew ? await xero.scopes(backup.connectionId) : []
  const lists = listsAgain(
    rows,
    (resource) => anew && refusalOf(resource, granted, facts.scopes) === null,
  )
  return { lists, renewed }
}

/** Whether there is anything that a retry would try. */
export async function isRetryable(ports: AppPorts, backup: Backup): Promise<boolean> {
  if (backup.state !== 'complete with exceptions') return false
  const { lists, renewed } = await retryPlan(ports, backup)
  return lists.length > 0 || (await ports.store.backup.retryable(backup.id, renewed)) > 0
}

/** What a list that was opened by a retry says when its scan came to no end. */
const NOT_AGAIN = 'It could not be read again.'

/**
 * Takes in what the scan has read anew. A list that is still open, because the scan has failed, is an
 * exception as before.
 */
export async function takeInAgain({ store }: AppPorts, backup: Backup): Promise<void> {
  const scan = await store.scan.scan(backup.scanId)
  if (scan?.state === 'failed') {
    for (const row of await store.scan.resources(scan.id)) {
      const isOpen = row.state === 'pending' || row.state === 'fetching'
      if (!isOpen || resourceNamed(row.resource).follows?.by === 'balances') continue
      const reason = [NOT_AGAIN, scan.failure].filter(Boolean).join(' ')
      const resource = { ...row, state: 'exception', reason } as const
      await store.scan.step({ scanId: scan.id, page: null, documents: [], resource, calls: 0 })
    }
  }
  await store.backup.takeIn(backup)
}

/** With the words by which a retry knows that asking again alone does not help. */
export const permissionWords = (isForbidden: boolean, reason: string): string =>
  isForbidden && !isNotPermitted(reason) ? `${NOT_PERMITTED}${reason}` : reason

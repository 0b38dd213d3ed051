import { isFinished } from '../../core/flow.ts'
import type { Backup } from '../../ports/store/backup.ts'
import type { RetryObstacle } from '../app.ts'
import type { AppPorts } from '../app-ports.ts'

interface Ended {
  readonly deletedAt: number | null
  /** Whether anything is missing that a retry asks for again. */
  readonly lacks: boolean
}

/** Why *Retry* would be refused now, so that no button leads to a refusal; null where it is accepted. */
export async function retryObstacle(
  { store }: AppPorts,
  backup: Backup,
  { deletedAt, lacks }: Ended,
): Promise<RetryObstacle | null> {
  if (deletedAt !== null) return 'deleted'
  const order = backup.orderId === null ? null : await store.order.order(backup.orderId)
  if (order?.state === 'refunded') return 'paid back'
  if (order && order.disputedAt !== null) return 'disputed'
  const lacking = backup.state === 'complete with exceptions' && lacks
  if (backup.state !== 'failed' && !lacking) return 'nothing to fetch'
  const connection = await store.connect.connection(backup.connectionId)
  if (connection?.state !== 'active') return 'disconnected'
  if (backup.orderId !== null) return null
  return (await isOtherUnderWay(store, backup)) ? 'other under way' : null
}

/** Without orders a connection has one unfinished backup at a time. */
export async function isOtherUnderWay(store: AppPorts['store'], backup: Backup): Promise<boolean> {
  const others = await store.backup.backupsOf(backup.connectionId)
  return others.some(
    (one) => one.id !== backup.id && one.orderId === null && !isFinished(one.state),
  )
}

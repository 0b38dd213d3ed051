import { isFinished } from '../../core/flow.ts'
import type { Backup } from '../../ports/store/backup.ts'
import type { AppPorts } from '../app-ports.ts'
import { needKeptPayment } from '../kept-payment.ts'

interface Ended {
  readonly deletedAt: number | null
  /** Whether anything is missing that a retry asks for again. */
  readonly lacks: boolean
}

/** Whether *Retry* would be accepted now, so that no button leads to a refusal. */
export async function mayRetry(
  { store }: AppPorts,
  backup: Backup,
  { deletedAt, lacks }: Ended,
): Promise<boolean> {
  if (deletedAt !== null) return false
  const lacking = backup.state === 'complete with exceptions' && lacks
  if (backup.state !== 'failed' && !lacking) return false
  const connection = await store.connect.connection(backup.connectionId)
  if (connection?.state !== 'active') return false
  if (!(await isPaymentKept(store, backup))) return false
  return backup.orderId !== null || !(await isOtherUnderWay(store, backup))
}

const isPaymentKept = (store: AppPorts['store'], backup: Backup): Promise<boolean> =>
  needKeptPayment(store, backup).then(
    () => true,
    () => false,
  )

/** Without orders a connection has one unfinished backup at a time. */
export async function isOtherUnderWay(store: AppPorts['store'], backup: Backup): Promise<boolean> {
  const others = await store.backup.backupsOf(backup.connectionId)
  return others.some(
    (one) => one.id !== backup.id && one.orderId === null && !isFinished(one.state),
  )
}

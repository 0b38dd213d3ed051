import type { Deletion } from '../../ports/store/erasing.ts'
import type { AppPorts } from '../app-ports.ts'
import { writePaidFor } from '../paid-before.ts'
import { FINISHED, type SliceEnd, waitUntil } from '../slice.ts'
import { goOnLeaving } from './disconnect.ts'
import { backupsIn, closeEverything, connectionsIn, scansIn } from './erase.ts'
import { eraseBackup, eraseScan } from './erase-bytes.ts'
import { receiptLetter } from './letters.ts'

/** A worker that is still at one of the records ends at its next checkpoint. */
const LOOK_AGAIN_MS = 5_000

/**
 * Deletes what a deletion is about (or a scan that nobody needs), bytes before bookkeeping, and finishes
 * its receipt. Safe to run twice: what is gone is not found again.
 */
export async function eraseSlice(
  ports: AppPorts,
  deletionId: string,
  signal: AbortSignal,
): Promise<SliceEnd> {
  const { store, clock } = ports
  const deletion = await store.erasing.deletion(deletionId)
  if (!deletion) return eraseForgotten(ports, deletionId, signal)
  if (deletion.finishedAt !== null) return FINISHED
  await goOnLeaving(ports, deletion)
  await closeEverything(ports, deletion)
  const backups = await backupsIn(ports, deletion)
  const scans = await scansIn(ports, deletion)
  const orders = await ordersIn(ports, deletion)
  if (await store.erasing.isWorkedOn([...backups, ...scans, ...orders])) {
    return waitUntil(clock.now() + LOOK_AGAIN_MS)
  }
  await writePaid(ports, deletion, orders)
  for (const backupId of backups) await eraseBackup(ports, deletion, backupId, signal)
  for (const scanId of scans) await eraseScan(ports, deletion.id, scanId, signal)
  await forget(ports, deletion)
  await finish(ports, deletion)
  return FINISHED
}

/** Their jobs write down what was paid for. */
async function ordersIn(ports: AppPorts, deletion: Deletion): Promise<readonly string[]> {
  const { store } = ports
  const found: string[] = []
  if (deletion.backupId !== null) {
    const backup = await store.backup.backup(deletion.backupId)
    return backup?.orderId ? [backup.orderId] : []
  }
  for (const { id } of await connectionsIn(ports, deletion)) {
    for (const order of await store.order.ordersOf(id)) found.push(order.id)
  }
  return found
}

/** What was paid for is read from the scans: before those go, where it is remembered at all. */
async function writePaid(
  ports: AppPorts,
  { scope }: Deletion,
  orders: readonly string[],
): Promise<void> {
  if (scope === 'everything' || scope === 'account') return
  for (const id of orders) {
    const order = await ports.store.order.order(id)
    if (order?.state === 'paid' && order.paidForAt === null) await writePaidFor(ports, order)
  }
}

/** A scan that nothing came of; it has no receipt. */
async function eraseForgotten(
  ports: AppPorts,
  scanId: string,
  signal: AbortSignal,
): Promise<SliceEnd> {
  const { store } = ports
  if (!(await store.scan.scan(scanId)) || (await store.erasing.isNeeded(scanId))) return FINISHED
  await store.erasing.closeScans([scanId])
  await eraseScan(ports, '', scanId, signal)
  return FINISHED
}

async function forget(ports: AppPorts, deletion: Deletion): Promise<void> {
  const { erasing } = ports.store
  if (deletion.scope === 'everything' || deletion.scope === 'account') {
    for (const { id } of await connectionsIn(ports, deletion)) {
      await erasing.anonymise(deletion.id, id)
    }
  }
  if (deletion.scope === 'account') await erasing.anonymisePerson(deletion.id, deletion.personId)
}

/** The letter first: asked for again after a crash in between, it is there already. */
async function finish(ports: AppPorts, deletion: Deletion): Promise<void> {
  const { store, clock } = ports
  const done = (await store.erasing.deletion(deletion.id)) ?? deletion
  const at = clock.now()
  await receiptLetter(ports, { ...done, finishedAt: at })
  await store.audit({
    at,
    personId: deletion.cause === 'asked' ? deletion.personId : null,
    what: `deleted: ${deletion.scope}`,
    subjectId: deletion.backupId ?? deletion.connectionId ?? deletion.personId,
    detail: `${deletion.id}: ${done.backups} backups, ${done.files} files, ${done.bytes} bytes, ${done.records} records`,
  })
  await store.erasing.finishDeletion(deletion.id, at)
  await store.erasing.settle()
}

import { HISTORY_RESOURCES, resourceNamed } from '../../core/catalogue/index.ts'
import { isFinished } from '../../core/flow.ts'
import type { Backup } from '../../ports/store/backup.ts'
import type { ScanResource } from '../../ports/store/scan.ts'
import type { BackupView } from '../app.ts'
import type { AppPorts } from '../app-ports.ts'

type Asked = BackupView['asked'][number]

/** What costs a call for each record beside the files: how much of it a backup has, and wants. */
export async function askedBesides(
  { store }: AppPorts,
  { id, scanId, filter, state }: Backup,
): Promise<readonly Asked[]> {
  const rows = await store.scan.resources(scanId)
  const reports = rows.filter((row) => resourceNamed(row.resource).follows?.by === 'balances')
  const asked = [sumOf('Reports by contact', reports.map(reportsIn))]
  if (filter.history) {
    const left = isFinished(state)
      ? 0
      : await store.scan.unreadCount(scanId, 'History', filter, HISTORY_RESOURCES, id)
    const done = rows.find((row) => row.resource === 'History')?.records ?? 0
    asked.push({ title: 'History and notes', done, total: done + left })
  }
  return asked.filter((one) => one.total > 0)
}

/** Of a list that has ended nothing is to come, whatever was foretold. */
function reportsIn({ state, records, recordsTold }: ScanResource) {
  const isOpen = state === 'pending' || state === 'fetching'
  return { done: records, total: isOpen ? Math.max(records, recordsTold ?? 0) : records }
}

const sumOf = (title: string, parts: readonly Omit<Asked, 'title'>[]): Asked => ({
  title,
  done: parts.reduce((sum, part) => sum + part.done, 0),
  total: parts.reduce((sum, part) => sum + part.total, 0),
})

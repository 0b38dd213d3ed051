import { HISTORY_RESOURCES, RESOURCES, resourceNamed } from '../../core/catalogue/index.ts'
import { asLedgerkeepError } from '../../core/errors.ts'
import { isNotPermitted } from '../../core/scan-again.ts'
import type { Backup } from '../../ports/store/backup.ts'
import type { ScanResource } from '../../ports/store/scan.ts'
import type { AppPorts } from '../app-ports.ts'
import { permissionWords } from './again.ts'
import type { Course } from './course.ts'
import type { Task } from './feed.ts'
import { agedWanted, historyOf, isAged, notGivenUp, type Wanted } from './wanted.ts'

/**
 * Data that costs a call for each record, and so is asked for by the backup, not by the scan: aged
 * reports contact by contact, and the history of documents. The answers are kept with the scan's, so
 * that another backup of the same scan has them already.
 */
export interface Extras {
  /** Tasks not taken before; empty when there are none. */
  load(taken: ReadonlySet<string>): Promise<readonly Task[]>
  /** Settles how each resource ended. */
  end(): Promise<void>
}

/** Tasks taken from the database at a time. */
const BATCH = 100

export function createExtras(
  ports: AppPorts,
  backup: Backup,
  course: Course,
  signal: AbortSignal,
): Extras {
  const { store } = ports
  const refused = new Map<string, string>()
  const tallies = new Map<string, Promise<Tally>>()
  let aged: Promise<readonly Wanted[]> | null = null

  const task = (wanted: Wanted): Task => ({
    key: `${wanted.resource} ${wanted.page}`,
    run: async () => {
      signal.throwIfAborted()
      if (!refused.has(wanted.group))
        await fetchOne({ ports, backup, course, signal, refused, tallies }, wanted)
      return []
    },
  })

  return {
    async load(taken) {
      aged ??= agedWanted(ports, backup).then((wanted) => notGivenUp(ports, backup, wanted))
      const open = (await aged).map(task).filter((one) => !taken.has(one.key))
      if (open.length > 0) return open
      const lists = HISTORY_RESOURCES.filter((one) => !refused.has(historyOf(one)))
      if (!backup.filter.history) return []
      const documents = await store.scan.unread(
        ...([backup.scanId, 'History', backup.filter, lists] as const),
        ...([BATCH + taken.size, backup.id] as const),
      )
      return documents
        .map(({ seq, resource, recordId, number }) =>
          task({
            ...{ resource: 'History', group: historyOf(resource), page: seq, recordId, number },
            name: `${resource}/${recordId.toLowerCase()}`,
            call: { path: [endpointOf(resource), recordId, 'History'], query: {} },
          }),
        )
        .filter((one) => !taken.has(one.key))
    },
    async end() {
      const missing = aged ? await agedWanted(ports, backup) : []
      for (const row of await store.scan.resources(backup.scanId)) {
        if (!isAged(resourceNamed(row.resource)) || row.state === 'exception') continue
        const left = missing.filter((one) => one.resource === row.resource).length
        const told = left > 0 ? `${left} of its parts could not be had.` : null
        const reason = told && permissionWords(await isBarred(ports, backup, row.resource), told)
        const records = Math.max(row.records, (row.recordsTold ?? 0) - left)
        await endRow(ports, { ...row, state: reason ? 'exception' : 'done', reason, records })
      }
      for (const resource of backup.filter.history ? HISTORY_RESOURCES : []) {
        const why = refused.get(historyOf(resource))
        if (why) await exceptUnasked(ports, backup, resource, why)
      }
    },
  }
}

const endpointOf = (resource: string): string => resourceNamed(resource).path
/** Whether Xero did not permit a part of it. */
async function isBarred({ store }: AppPorts, backup: Backup, resource: string): Promise<boolean> {
  const exceptions = await store.backup.exceptions(backup.id)
  return exceptions.some((one) => one.resource === resource && isNotPermitted(one.reason))
}

/** Histories that were left out because Xero does not permit those of their list. */
async function exceptUnasked(
  { store }: AppPorts,
  { id: backupId, scanId, filter }: Backup,
  resource: string,
  why: string,
): Promise<void> {
  const left = await store.scan.unreadCount(scanId, 'History', filter, [resource], backupId)
  if (left === 0) return
  const { title } = resourceNamed('History')
  const about = { resource: 'History', recordId: '', number: '', attachmentId: resource }
  const unasked = `${left} more of ${resourceNamed(resource).title} were not asked for. ${why}`
  const reason = permissionWords(true, unasked)
  await store.backup.except(
    { backupId, ...about, name: title, reason, advice: '' },
    ...([null, null] as const),
  )
}

interface Fetching {
  readonly ports: AppPorts
  readonly backup: Backup
  readonly course: Course
  readonly signal: AbortSignal
  /** Groups that Xero does not permit, and why. */
  readonly refused: Map<string, string>
  readonly tallies: Map<string, Promise<Tally>>
}

/** A resource's row, which nobody else changes meanwhile, and how many answers it has by now. */
interface Tally {
  readonly row: ScanResource
  records: number
}

async function fetchOne(fetching: Fetching, wanted: Wanted): Promise<void> {
  const { ports, backup, course, signal } = fetching
  const { scanId, connectionId } = backup
  try {
    course.calls += 1
    const call = { api: 'accounting', ...wanted.call } as const
    const { body } = await ports.xero.get(connectionId, call, { signal })
    const { resource, page } = wanted
    const storageKey = `scans/${scanId}/${resource}/${wanted.name}.json`
    const { bytes, sha256 } = await ports.storage.put(storageKey, body, signal)
    const tally = await tallyOf(fetching, resource)
    tally.records += 1
    await ports.store.scan.step({
      scanId,
      page: { scanId, resource, page, storageKey, records: 1, bytes, sha256 },
      documents: [],
      resource: { ...tally.row, records: tally.records },
      calls: 0,
    })
  } catch (error) {
    signal.throwIfAborted()
    await afterFault(fetching, wanted, error)
  }
}

function tallyOf({ ports, backup, tallies }: Fetching, resource: string): Promise<Tally> {
  const known = tallies.get(resource)
  if (known) return known
  const tally = rowOf(ports, backup.scanId, resource).then((row) => ({
    row,
    records: row.records,
  }))
  tallies.set(resource, tally)
  return tally
}

/** The row of a resource that was not asked for by the scan is made when its first answer comes. */
async function rowOf(ports: AppPorts, scanId: string, resource: string): Promise<ScanResource> {
  const rows = await ports.store.scan.resources(scanId)
  const known = rows.find((one) => one.resource === resource)
  if (known) return known
  const position = RESOURCES.findIndex((one) => one.name === resource)
  const empty = { nextPage: 1, records: 0, recordsTold: null, reason: null }
  return { scanId, resource, position, state: 'done', ...empty }
}

async function afterFault(
  { ports, backup, course, refused }: Fetching,
  wanted: Wanted,
  error: unknown,
): Promise<void> {
  const known = asLedgerkeepError(error)
  if (known.kind !== 'skip' && known.kind !== 'retry') throw error
  if (known.kind === 'retry' && !course.lastTry) {
    course.aside.set(`${wanted.resource} ${wanted.page}`, known)
    return
  }
  if (known.reason === 'forbidden') refused.set(wanted.group, known.message)
  await ports.store.backup.except(
    {
      backupId: backup.id,
      ...{ resource: wanted.resource, recordId: wanted.recordId, number: wanted.number },
      ...{ attachmentId: '', name: resourceNamed(wanted.resource).title },
      reason: permissionWords(known.reason === 'forbidden', known.message),
      advice: known.hint ?? '',
    },
    null,
    null,
  )
}

const endRow = ({ store }: AppPorts, resource: ScanResource): Promise<void> =>
  store.scan.step({ scanId: resource.scanId, page: null, documents: [], resource, calls: 0 })

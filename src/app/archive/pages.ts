import { resourceNamed } from '../../core/catalogue/index.ts'
import { LedgerkeepError } from '../../core/errors.ts'
import { pageQuery, readListPage } from '../../core/scan.ts'
import { callsOf, isReadLater, placeOf } from '../../core/scan-calls.ts'
import type { Backup } from '../../ports/store/backup.ts'
import type { RawPage, Scan, ScanResource } from '../../ports/store/scan.ts'
import type { AppPorts } from '../app-ports.ts'
import { booksFacts } from '../reading/books.ts'
import { readingBlock, sumsOf } from './hash.ts'

type Ports = Pick<AppPorts, 'store' | 'storage' | 'log' | 'xero'>

/**
 * Reads every stored answer of the backup's scan again. A damaged one is asked for again while Xero is
 * connected; where that does not help, its list says so among the exceptions, and the answer's key is
 * among those given: the archive is packed without it.
 */
export async function lostPages(
  ports: Ports,
  backup: Backup,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const { scan } = ports.store
  const lost = new Set<string>()
  const block = readingBlock()
  const found = await scan.scan(backup.scanId)
  if (!found) return lost
  for (const row of await scan.resources(backup.scanId)) {
    const gone: RawPage[] = []
    for (const page of await scan.pages(backup.scanId, row.resource)) {
      signal.throwIfAborted()
      if (await isSound(ports, page, block)) continue
      if (!(await askedAgain(ports, found, row, page, signal))) gone.push(page)
    }
    if (gone.length === 0) continue
    for (const page of gone) lost.add(page.storageKey)
    await tell(ports, row, gone.length)
  }
  return lost
}

/** False also for one that is gone: whatever keeps it from being read, it can't be packed. */
async function isSound(ports: Ports, page: RawPage, block: SharedArrayBuffer): Promise<boolean> {
  if ((await ports.storage.size(page.storageKey)) !== page.bytes) return false
  const sums = await sumsOf(ports, page, block).catch((error: unknown) => {
    if (error instanceof LedgerkeepError && error.kind === 'skip') return null
    throw error
  })
  return sums?.sha256 === page.sha256
}

/**
 * Stores what Xero answers now, under a name of its own: another archive may hold the old one. Of a
 * list that has changed meanwhile it is no stand-in, which the number of records shows.
 */
async function askedAgain(
  { store, storage, log, xero }: Ports,
  scan: Scan,
  row: ScanResource,
  page: RawPage,
  signal: AbortSignal,
): Promise<boolean> {
  const resource = resourceNamed(row.resource)
  log.error('a stored answer is damaged', { key: page.storageKey })
  const connection = await store.connect.connection(scan.connectionId)
  if (connection?.state !== 'active' || isReadLater(resource)) return false
  try {
    const place = placeOf(resource, page.page)
    const planned = (await callsOf(resource, await booksFacts({ store, storage }, scan)))[
      place.call
    ]
    if (!planned) return false
    const query = pageQuery(resource, place.page, planned.query)
    const call = { api: resource.api ?? 'accounting', path: planned.path, query } as const
    const { body } = await xero.get(connection.id, call, { signal })
    const answer = readListPage(resource, body)
    if (!answer.listed || answer.records.length !== page.records) return false
    const storageKey = againKey(page.storageKey)
    const { bytes, sha256 } = await storage.put(storageKey, body, signal)
    const kept = { ...page, storageKey, bytes, sha256 }
    await store.scan.step({
      ...{ scanId: scan.id, page: kept, documents: [], resource: row, calls: 1 },
    })
    return true
  } catch (error) {
    signal.throwIfAborted()
    log.warn('a damaged answer could not be had again', {
      error: error instanceof Error ? error.message : String(error),
    })
    return false
  }
}

/** `0000001.json`, `0000001-again.json`, `0000001-again2.json`, … */
const againKey = (key: string): string =>
  key.replace(/(-again(\d*))?\.json$/, (_, again?: string, nth?: string) =>
    again ? `-again${Number(nth || 1) + 1}.json` : '-again.json',
  )

const tell = ({ store }: Ports, row: ScanResource, parts: number): Promise<void> =>
  store.scan.step({
    scanId: row.scanId,
    page: null,
    documents: [],
    resource: {
      ...row,
      state: 'exception',
      reason: `${parts} of its parts could not be had. The stored answers are damaged. Check the disk, then scan again.`,
    },
    calls: 0,
  })

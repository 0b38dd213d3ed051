import { asLedgerkeepError, LedgerkeepError } from '../../core/errors.ts'
import { COUNT_BATCH, growBatch, readCounts, shrinkBatch } from '../../core/scan.ts'
import type { FileCount, Scan, ScanDocument } from '../../ports/store/scan.ts'
import type { AppPorts } from '../app-ports.ts'
import type { ScanCourse } from '../reading/course.ts'

/** What counting needs. */
interface Counting {
  readonly ports: AppPorts
  readonly scan: Scan
  readonly course: ScanCourse
  readonly signal: AbortSignal
}

/** Count calls of one slice at most. */
const SLICE_CALLS = 100

/**
 * Counts the files of every record that can have any, many records a call (Files API,
 * `Associations/Count`). True when all are counted. Where Xero does not allow or know the call, the
 * lists' own flags have to do: one file each, and the scan says that it is an estimate.
 */
export async function countFiles({ ports, scan, course, signal }: Counting): Promise<boolean> {
  let batch: number = COUNT_BATCH.first
  for (let call = 0; call < SLICE_CALLS; call += 1) {
    signal.throwIfAborted()
    const documents = await ports.store.scan.uncounted(scan.id, batch)
    if (documents.length === 0) return true
    try {
      await countBatch(ports, scan, documents, signal)
      batch = growBatch(batch)
      course.done += 1
    } catch (error) {
      signal.throwIfAborted()
      const known = asLedgerkeepError(error)
      const givenUp = known.kind === 'retry' && course.lastTry
      if (known.kind !== 'skip' && !givenUp) throw error
      const smallerMayDo = known.reason !== 'forbidden' && batch > COUNT_BATCH.least
      course.gaveUp ||= givenUp
      if (smallerMayDo) batch = shrinkBatch(batch)
      else await estimate(ports, scan)
    }
  }
  return false
}

async function countBatch(
  ports: AppPorts,
  scan: Scan,
  documents: readonly ScanDocument[],
  signal: AbortSignal,
): Promise<void> {
  const ids = documents.map((document) => document.recordId).join(',')
  const answer = await ports.xero.get(
    scan.connectionId,
    { api: 'files', path: ['Associations', 'Count'], query: { ObjectIds: ids } },
    { hurry: true, signal },
  )
  const rows = trusted(documents, counts(answer.body))
  await ports.store.scan.count(scan.id, rows, 1)
}

function counts(body: Uint8Array): ReadonlyMap<string, number> {
  try {
    return readCounts(body)
  } catch (cause) {
    throw new LedgerkeepError('retry', "Xero's count of files is not JSON.", { cause })
  }
}

/** A record that is flagged, yet counted as nothing, is looked at all the same. */
const trusted = (
  documents: readonly ScanDocument[],
  counted: ReadonlyMap<string, number>,
): readonly FileCount[] =>
  documents.map((document) => {
    const { seq, recordId, flagged } = document
    const files = counted.get(recordId.toLowerCase())
    const doubtful = files === undefined || (files === 0 && flagged === true)
    return doubtful ? { seq, files: guess(document), guessed: true } : { seq, files }
  })

/** Without a count: one file where the list says "has files" or does not say. */
const guess = (document: ScanDocument): number => (document.flagged === false ? 0 : 1)

async function estimate(ports: AppPorts, scan: Scan): Promise<void> {
  await ports.store.scan.updateScan(scan.id, { exact: false })
  for (;;) {
    const documents = await ports.store.scan.uncounted(scan.id, 500)
    if (documents.length === 0) return
    const rows = documents.map((document) => ({
      ...{ seq: document.seq, files: guess(document), guessed: true },
    }))
    await ports.store.scan.count(scan.id, rows, 0)
  }
}

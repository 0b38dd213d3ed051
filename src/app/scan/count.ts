import { asLedgerkeepError, badAnswer } from '../../core/errors.ts'
import { readCounts } from '../../core/scan.ts'
import { afterRefused, afterTaken, type CountSizes, nextCountSize } from '../../core/scan-count.ts'
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
/** Records refused alone, before any was taken, that show that Xero does not count here at all. */
const REFUSED_ALONE = 3

/** Counting as it goes. */
interface Count extends Counting {
  sizes: CountSizes
  calls: number
  refusedAlone: number
  /** Xero does not count: everything is estimated by now. */
  closed: boolean
}

/**
 * Counts the files of every record that can have any, many records a call (Files API,
 * `Associations/Count`). True when all are counted. A batch that is refused is counted in halves, so that
 * one record that Xero does not know costs no other its count. Where Xero does not allow or know the
 * call, the lists' own flags have to do: one file each, and the scan says that it is an estimate.
 */
export async function countFiles(counting: Counting): Promise<boolean> {
  const { ports, scan, signal } = counting
  const known = await ports.store.scan.scan(scan.id)
  const sizes = { taken: known?.countTaken ?? 0, refused: known?.countRefused ?? null }
  const count: Count = { ...counting, sizes, calls: 0, refusedAlone: 0, closed: false }
  while (count.calls < SLICE_CALLS) {
    signal.throwIfAborted()
    const documents = await ports.store.scan.uncounted(scan.id, nextCountSize(count.sizes))
    if (documents.length === 0) return true
    await countOrHalve(count, documents)
  }
  return false
}

/** True when Xero has counted them all. */
async function countOrHalve(count: Count, documents: readonly ScanDocument[]): Promise<boolean> {
  if (count.closed) return false
  if (await countBatch(count, documents)) return true
  if (count.closed) return false
  const [one] = documents
  if (documents.length === 1 && one) return refusedAlone(count, one)
  const half = Math.ceil(documents.length / 2)
  const first = await countOrHalve(count, documents.slice(0, half))
  const second = await countOrHalve(count, documents.slice(half))
  if (first && second) await learn(count, afterRefused(count.sizes, documents.length))
  return first && second
}

/** Only this one is a guess, unless Xero has counted none so far. */
async function refusedAlone(count: Count, document: ScanDocument): Promise<false> {
  count.refusedAlone += 1
  if (count.sizes.taken === 0 && count.refusedAlone >= REFUSED_ALONE) await estimate(count)
  else await count.ports.store.scan.count(count.scan.id, [guessOf(document)], 0)
  return false
}

/** False when Xero refuses the call, or fails it for too long. */
async function countBatch(count: Count, documents: readonly ScanDocument[]): Promise<boolean> {
  const { ports, scan, course, signal } = count
  const ids = documents.map((document) => document.recordId).join(',')
  const call = { api: 'files', path: ['Associations', 'Count'], query: { ObjectIds: ids } } as const
  signal.throwIfAborted()
  count.calls += 1
  try {
    const answer = await ports.xero.get(scan.connectionId, call, { hurry: true, signal })
    await ports.store.scan.count(scan.id, trusted(documents, counts(answer.body)), 1)
  } catch (error) {
    signal.throwIfAborted()
    const known = asLedgerkeepError(error)
    const givenUp = known.kind === 'retry' && course.lastTry
    if (known.kind !== 'skip' && !givenUp) throw error
    course.gaveUp ||= givenUp
    await ports.store.scan.count(scan.id, [], 1)
    if (known.reason === 'forbidden') await estimate(count)
    return false
  }
  course.done += 1
  await learn(count, afterTaken(count.sizes, documents.length))
  return true
}

/** Kept for the slices to come. */
async function learn(count: Count, sizes: CountSizes): Promise<void> {
  const { taken, refused } = sizes
  const isNew = taken !== count.sizes.taken || refused !== count.sizes.refused
  count.sizes = sizes
  if (!isNew) return
  await count.ports.store.scan.updateScan(count.scan.id, {
    countTaken: taken,
    ...(refused !== null && { countRefused: refused }),
  })
}

function counts(body: Uint8Array): ReadonlyMap<string, number> {
  try {
    return readCounts(body)
  } catch (cause) {
    throw badAnswer("Xero's count of files is not JSON.", { cause })
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
    return doubtful ? guessOf(document) : { seq, files }
  })

/** Without a count: one file where the list says "has files" or does not say. */
const guess = (document: ScanDocument): number => (document.flagged === false ? 0 : 1)

const guessOf = (document: ScanDocument): FileCount => ({
  seq: document.seq,
  files: guess(document),
  guessed: true,
})

async function estimate(count: Count): Promise<void> {
  const { ports, scan } = count
  count.closed = true
  await ports.store.scan.updateScan(scan.id, { exact: false })
  for (;;) {
    const documents = await ports.store.scan.uncounted(scan.id, 500)
    if (documents.length === 0) return
    await ports.store.scan.count(scan.id, documents.map(guessOf), 0)
  }
}

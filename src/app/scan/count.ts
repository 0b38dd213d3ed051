import { asLedgerkeepError, badAnswer } from '../../core/errors.ts'
import { readCounts } from '../../core/scan.ts'
import { afterRefused, afterTaken, type CountSizes, nextCountSize } from '../../core/scan-count.ts'
import type { FileCount, Scan, ScanDocument } from '../../ports/store/scan.ts'
import type { AppPorts } from '../app-ports.ts'
import type { ScanCourse } from '../reading/course.ts'
import { FEW_GUESSES, guessOf, guessWhile } from '../reading/guess.ts'

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
  /** Records of the scan that are a guess because Xero would not count them. */
  givenUp: number
  /** Lists whose records are all estimated by now. */
  readonly estimated: Set<string>
  /** Xero does not count: everything is estimated by now. */
  closed: boolean
}

type Outcome = 'counted' | 'refused' | 'failed'

/**
 * Counts the files of every record that can have any, many records a call (Files API,
 * `Associations/Count`). True when all are counted. A batch that is refused is counted in halves, so that
 * one record that Xero does not know costs no other its count. A batch that fails for too long is guessed
 * as it is. Where Xero does not allow or know the call, or refuses and fails it too often, the lists' own
 * flags have to do: one file each, and the scan says that it is an estimate.
 */
export async function countFiles(counting: Counting): Promise<boolean> {
  const { ports, scan, signal } = counting
  const known = await ports.store.scan.scan(scan.id)
  const sizes = { taken: known?.countTaken ?? 0, refused: known?.countRefused ?? null }
  const count: Count = {
    ...{ ...counting, sizes, calls: 0, refusedAlone: 0, closed: false },
    ...{ givenUp: known?.countGivenUp ?? 0, estimated: new Set() },
  }
  while (count.calls < SLICE_CALLS) {
    signal.throwIfAborted()
    const documents = await ports.store.scan.uncounted(scan.id, nextCountSize(count.sizes))
    if (documents.length === 0) return true
    await countOrHalve(count, documents)
  }
  return false
}

/** True when Xero has counted them all. */
async function countOrHalve(count: Count, wanted: readonly ScanDocument[]): Promise<boolean> {
  const documents = wanted.filter((one) => !count.estimated.has(one.resource))
  const [one] = documents
  if (count.closed || !one) return false
  const outcome = await countBatch(count, documents)
  if (outcome === 'counted') return documents.length === wanted.length
  if (count.closed || outcome === 'failed') return false
  if (documents.length === 1) return refusedAlone(count, one)
  const half = Math.ceil(documents.length / 2)
  const first = await countOrHalve(count, documents.slice(0, half))
  const second = await countOrHalve(count, documents.slice(half))
  if (first && second) await learn(count, afterRefused(count.sizes, documents.length))
  return first && second
}

/** Only this one is a guess; of many that are refused, one more stands for the rest of its list. */
async function refusedAlone(count: Count, document: ScanDocument): Promise<false> {
  count.refusedAlone += 1
  if (count.sizes.taken === 0 && count.refusedAlone >= REFUSED_ALONE) await estimate(count)
  else if (count.givenUp >= FEW_GUESSES) await estimateList(count, document.resource)
  else await giveUp(count, [document])
  return false
}

/** Many guesses make the scan an estimate. */
async function giveUp(count: Count, documents: readonly ScanDocument[]): Promise<void> {
  const { ports, scan } = count
  count.givenUp += documents.length
  await ports.store.scan.count(scan.id, documents.map(guessOf), 0)
  const few = count.givenUp <= FEW_GUESSES
  const given = { countGivenUp: count.givenUp, ...(!few && { exact: false }) }
  await ports.store.scan.updateScan(scan.id, given)
}

/** What failed for too long once is guessed; the next time everything is. */
async function failed(count: Count, documents: readonly ScanDocument[]): Promise<void> {
  const isNews = count.sizes.taken > 0 && count.givenUp < FEW_GUESSES
  await (isNews ? giveUp(count, documents) : estimate(count))
}

async function countBatch(count: Count, documents: readonly ScanDocument[]): Promise<Outcome> {
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
    if (givenUp) await failed(count, documents)
    else if (known.reason === 'forbidden') await estimate(count)
    return givenUp ? 'failed' : 'refused'
  }
  course.done += 1
  await learn(count, afterTaken(count.sizes, documents.length))
  return 'counted'
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

async function estimate(count: Count): Promise<void> {
  const { ports, scan } = count
  count.closed = true
  await ports.store.scan.updateScan(scan.id, { exact: false })
  await guessWhile(ports, scan.id)
}

/** What is left of one list; its records follow one another. */
async function estimateList(count: Count, resource: string): Promise<void> {
  const { ports, scan } = count
  count.estimated.add(resource)
  await ports.store.scan.updateScan(scan.id, { exact: false })
  await guessWhile(ports, scan.id, (document) => document.resource === resource)
}

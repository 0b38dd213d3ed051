import type { Worker } from 'node:worker_threads'
import { LedgerkeepError } from '../../core/errors.ts'
import type { ArchiveWriter, MadeWorkbook, WorkbookOrder } from '../../ports/archive-writer.ts'
import type { StorageDescription } from '../storage/index.ts'
import { giveBack } from './give-back.ts'
import { fromPlainError, type ThreadAnswer } from './thread.ts'
import { endThread, keepThread, startThread, takeThread } from './threads.ts'
import type { ThreadOrder } from './worker.ts'

export interface ArchiveWriterSettings {
  /** The storage that the thread opens for itself: that of the backup's objects. */
  readonly openStorage: StorageDescription
  /** Memory of the thread; when it takes more, the workbook fails and the process lives on. */
  readonly maxHeapMb?: number
}

/**
 * Enough for all but odd books. With less room garbage is taken away sooner, and the process stays small;
 * a thread that runs out of it starts again with all that the process may have.
 */
export const FRUGAL_MB = 80

/** A thread that wrote more than this has grown, and is not kept for another workbook. */
const SMALL_BYTES = 4_000_000

/** A process that holds more has fetched a lot before, and makes room for the thread. */
const ROOMY_BYTES = 180_000_000

/** How long a thread that was told to stop may take to clean up, before it is ended. */
const STOP_MS = 5_000

/** Writes workbooks in threads of their own, so that reading and deflating leave the main thread free. */
export function createArchiveWriter(settings: ArchiveWriterSettings): ArchiveWriter {
  return {
    async workbook(order, signal) {
      if (signal?.aborted) throw stopped()
      if (settings.maxHeapMb !== undefined) return inThread(settings, order, signal)
      try {
        return await inThread({ ...settings, maxHeapMb: FRUGAL_MB }, order, signal)
      } catch (error) {
        if (!ranOut(error)) throw error
        return await inThread(settings, order, signal)
      }
    },
  }
}

/** A thread that waited may end in the moment it is taken: a new one then makes the workbook. */
async function inThread(
  settings: ArchiveWriterSettings,
  order: WorkbookOrder,
  signal: AbortSignal | undefined,
): Promise<MadeWorkbook> {
  if (process.memoryUsage.rss() > ROOMY_BYTES) giveBack()
  const { worker, wasKept } = takeThread(settings.maxHeapMb)
  try {
    return await madeBy(worker, settings, order, signal)
  } catch (error) {
    if (!wasKept || signal?.aborted || !endedSilently(error)) throw error
    return await madeBy(startThread(settings.maxHeapMb), settings, order, signal)
  }
}

function madeBy(
  worker: Worker,
  { openStorage, maxHeapMb }: ArchiveWriterSettings,
  order: WorkbookOrder,
  signal: AbortSignal | undefined,
): Promise<MadeWorkbook> {
  let timer: NodeJS.Timeout | undefined
  const stop = (): void => {
    worker.postMessage('stop')
    timer = setTimeout(() => worker.terminate(), STOP_MS)
  }
  signal?.addEventListener('abort', stop, { once: true })

  return new Promise<MadeWorkbook>((resolve, reject) => {
    worker.once('message', (answer: ThreadAnswer) => {
      if ('made' in answer) resolve(answer.made)
      else reject(signal?.aborted ? stopped() : fromPlainError(answer.error))
    })
    worker.once('error', (error) => reject(signal?.aborted ? stopped() : crashed(error)))
    // Without effect when an answer came before.
    worker.once('exit', (code) => reject(signal?.aborted ? stopped() : crashed(code)))
    const wanted: ThreadOrder = { storage: openStorage, order }
    worker.postMessage(wanted)
  })
    .then((made) => {
      if (made.bytes <= SMALL_BYTES && !signal?.aborted) keepThread(worker, maxHeapMb)
      else endThread(worker)
      return made
    })
    .catch((error: unknown) => {
      endThread(worker)
      throw error
    })
    .finally(() => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
    })
}

const stopped = (): LedgerkeepError =>
  new LedgerkeepError('retry', 'The workbook was stopped before it was finished.')

const crashed = (cause: unknown): LedgerkeepError =>
  new LedgerkeepError('bug', `The thread that writes the workbook ended: ${tell(cause)}.`, {
    hint: 'Start the process with more memory: packing then begins anew by itself.',
    cause,
  })

/** Whether all that is known of the thread's end is its exit code. */
const endedSilently = (error: unknown): boolean =>
  error instanceof LedgerkeepError && typeof error.cause === 'number'

/** Whether the thread ended because it had too little memory. */
const ranOut = (error: unknown): boolean =>
  error instanceof LedgerkeepError &&
  error.cause instanceof Error &&
  'code' in error.cause &&
  error.cause.code === 'ERR_WORKER_OUT_OF_MEMORY'

const tell = (cause: unknown): string =>
  cause instanceof Error ? cause.message : `exit code ${String(cause)}`

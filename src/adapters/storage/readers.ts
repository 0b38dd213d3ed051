import { Worker } from 'node:worker_threads'
import { LedgerkeepError } from '../../core/errors.ts'
import { type GatherAnswer, type GatherOrder, gatherHere } from './gather.ts'

/** Threads that read; a second one is started only when the first is busy. */
const THREADS = 2
/** A thread holds paths and numbers, never the bytes. */
const LIMITS = { maxOldGenerationSizeMb: 24, maxYoungGenerationSizeMb: 2 }
/** A thread that nobody has asked for so long ends: it holds 20 MB, and is started again in no time. */
const IDLE_MS = 3_000

/** Threads that read files, started when they are needed. */
export interface Readers {
  ask(order: GatherOrder): Promise<GatherAnswer>
  close(): Promise<void>
}

interface Waiting {
  readonly resolve: (answer: GatherAnswer) => void
  readonly reject: (error: unknown) => void
}

interface Reader {
  readonly worker: Worker
  isUp: boolean
  /** In the order they were asked, which is that of the answers. */
  readonly waiting: Waiting[]
  /** Ends it when it has had no work for a while. */
  idle: NodeJS.Timeout | undefined
}

export function createReaders(idleMs = IDLE_MS): Readers {
  const readers: Reader[] = []
  let isClosed = false

  const start = (): void => {
    const worker = new Worker(new URL('./reader.mjs', import.meta.url), {
      execArgv: [],
      resourceLimits: LIMITS,
    })
    const reader: Reader = { worker, isUp: false, waiting: [], idle: undefined }
    const rest = (): void => {
      if (reader.idle) reader.idle.refresh()
      else reader.idle = setTimeout(() => retire(reader), idleMs).unref()
    }
    worker.once('online', () => {
      reader.isUp = true
      rest()
    })
    worker.on('message', (answer: GatherAnswer) => {
      reader.waiting.shift()?.resolve(answer)
      // A reader without work keeps no process alive.
      if (reader.waiting.length > 0) return
      worker.unref()
      rest()
    })
    worker.once('error', (error) => end(reader, error))
    worker.once('exit', () => end(reader, null))
    worker.unref()
    readers.push(reader)
  }
  const leave = (reader: Reader): void => {
    clearTimeout(reader.idle)
    if (readers.includes(reader)) readers.splice(readers.indexOf(reader), 1)
  }
  const retire = (reader: Reader): void => {
    if (reader.waiting.length > 0) return
    leave(reader)
    void reader.worker.terminate()
  }
  const end = (reader: Reader, cause: unknown): void => {
    leave(reader)
    const error = new LedgerkeepError('retry', 'The thread that reads stored files ended.', {
      cause,
    })
    for (const one of reader.waiting.splice(0)) one.reject(error)
  }
  const leastBusy = (): Reader | undefined =>
    readers
      .filter((one) => one.isUp)
      .sort((one, other) => one.waiting.length - other.waiting.length)[0]

  return {
    async ask(order) {
      if (isClosed) throw new LedgerkeepError('bug', 'The storage is closed.')
      const reader = leastBusy()
      const isBusy = reader === undefined || reader.waiting.length > 0
      if (isBusy && readers.length < THREADS && readers.every((one) => one.isUp)) start()
      if (!reader) return gatherHere(order)
      return new Promise((resolve, reject) => {
        reader.worker.ref()
        reader.waiting.push({ resolve, reject })
        reader.worker.postMessage(order)
      })
    },

    async close() {
      isClosed = true
      await Promise.all(
        [...readers].map((reader) => {
          leave(reader)
          return reader.worker.terminate()
        }),
      )
    },
  }
}

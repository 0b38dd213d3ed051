import { Worker } from 'node:worker_threads'

/** Rows live for a moment: with more room for them the thread takes twice the memory and is no faster. */
const YOUNG_MB = 6

/** How long a thread that has nothing to do waits for the next workbook. */
const IDLE_MS = 5_000

interface IdleThread {
  readonly worker: Worker
  readonly maxHeapMb: number | undefined
  readonly ending: NodeJS.Timeout
}

export interface TakenThread {
  readonly worker: Worker
  /** It waited for its order, and may have ended meanwhile. */
  readonly wasKept: boolean
}

/** Threads that made a small workbook and wait for another, of all writers of this process. */
const idle: IdleThread[] = []

/**
 * A thread that writes workbooks, one after the other: one that waits, or a new one. Starting a thread
 * takes longer than a small workbook.
 *
 * @param maxHeapMb what the thread may take, in MB; all that the process may have when undefined
 */
export function takeThread(maxHeapMb: number | undefined): TakenThread {
  const found = idle.findIndex((one) => one.maxHeapMb === maxHeapMb)
  const [thread] = found === -1 ? [] : idle.splice(found, 1)
  if (!thread) return { worker: startThread(maxHeapMb), wasKept: false }
  clearTimeout(thread.ending)
  forget(thread.worker)
  thread.worker.ref()
  return { worker: thread.worker, wasKept: true }
}

/** Gives a thread back that has written its workbook; it is ended when nobody needs it soon. */
export function keepThread(worker: Worker, maxHeapMb: number | undefined): void {
  const drop = (): void => {
    const place = idle.indexOf(thread)
    if (place !== -1) idle.splice(place, 1)
    endThread(worker)
  }
  forget(worker)
  worker.once('error', drop)
  worker.once('exit', drop)
  worker.unref()
  const thread = { worker, maxHeapMb, ending: setTimeout(drop, IDLE_MS).unref() }
  idle.push(thread)
}

/** Ends a thread for good: its memory goes back to the machine. */
export function endThread(worker: Worker): void {
  forget(worker)
  worker.on('error', () => {})
  void worker.terminate()
}

/** By their names: listeners of Node's own hold the thread's port open. */
function forget(worker: Worker): void {
  for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event)
}

/** A new one, whatever waits. */
export const startThread = (maxHeapMb: number | undefined): Worker =>
  new Worker(new URL('./worker.ts', import.meta.url), {
    execArgv: ['--import', import.meta.resolve('tsx')],
    resourceLimits: {
      maxYoungGenerationSizeMb: YOUNG_MB,
      ...(maxHeapMb === undefined ? {} : { maxOldGenerationSizeMb: maxHeapMb }),
    },
  })

import { Readable } from 'node:stream'
import { parentPort, workerData } from 'node:worker_threads'
import { asLedgerkeepError } from '../../core/errors.ts'
import type { WorkbookOrder } from '../../ports/archive-writer.ts'
import type { Stored } from '../../ports/storage.ts'
import { openStorage, type StorageDescription } from '../storage/index.ts'
import { type ThreadAnswer, toPlainError } from './thread.ts'
import { workbookBytes } from './workbook.ts'

/** What the thread is started with. */
export interface ThreadOrder {
  readonly storage: StorageDescription
  readonly order: WorkbookOrder
}

const { storage: description, order } = workerData as ThreadOrder
const stopping = new AbortController()
// Any message means: stop. The storage then takes back what it has written.
parentPort?.once('message', () => stopping.abort())
parentPort?.postMessage(await answer())
parentPort?.close()

async function answer(): Promise<ThreadAnswer> {
  try {
    return { stored: await write() }
  } catch (error) {
    return { error: toPlainError(asLedgerkeepError(error)) }
  }
}

async function write(): Promise<Stored> {
  const storage = openStorage(description)
  try {
    const bytes = Readable.from(workbookBytes(order, storage))
    return await storage.put(order.key, bytes, stopping.signal)
  } finally {
    await storage.close()
  }
}

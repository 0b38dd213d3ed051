import { Readable } from 'node:stream'
import { parentPort } from 'node:worker_threads'
import { asLedgerkeepError } from '../../core/errors.ts'
import type { MadeWorkbook, WorkbookOrder } from '../../ports/archive-writer.ts'
import { openStorage, type StorageDescription } from '../storage/index.ts'
import { createTables } from './tables.ts'
import { type ThreadAnswer, toPlainError } from './thread.ts'
import { workbookBytes } from './workbook.ts'
import { EXCEL_LIMITS } from './xlsx/sheet-xml.ts'

/** A workbook to write, and where. */
export interface ThreadOrder {
  readonly storage: StorageDescription
  readonly order: WorkbookOrder
}

/** `stop` ends the workbook that is being written; the storage then takes back what it has written. */
export type ThreadMessage = ThreadOrder | 'stop'

let stopping = new AbortController()
parentPort?.on('message', async (message: ThreadMessage) => {
  if (message === 'stop') return stopping.abort()
  stopping = new AbortController()
  parentPort?.postMessage(await answer(message, stopping.signal))
})

async function answer(wanted: ThreadOrder, signal: AbortSignal): Promise<ThreadAnswer> {
  try {
    return { made: await write(wanted, signal) }
  } catch (error) {
    return { error: toPlainError(asLedgerkeepError(error)) }
  }
}

async function write(wanted: ThreadOrder, signal: AbortSignal): Promise<MadeWorkbook> {
  const { order } = wanted
  const storage = openStorage(wanted.storage)
  try {
    const tables = createTables(storage, order.tables, signal)
    const bytes = Readable.from(workbookBytes(order, storage, EXCEL_LIMITS, tables))
    const stored = await storage.put(order.key, bytes, signal)
    return { ...stored, tables: tables.made() }
  } finally {
    await storage.close()
  }
}

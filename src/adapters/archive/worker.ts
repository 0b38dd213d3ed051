import { Readable } from 'node:stream'
import { parentPort, workerData } from 'node:worker_threads'
import { asLedgerkeepError } from '../../core/errors.ts'
import type { MadeWorkbook, WorkbookOrder } from '../../ports/archive-writer.ts'
import { openStorage, type StorageDescription } from '../storage/index.ts'
import { createTables } from './tables.ts'
import { type ThreadAnswer, toPlainError } from './thread.ts'
import { workbookBytes } from './workbook.ts'
import { EXCEL_LIMITS } from './xlsx/sheet-xml.ts'

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
    return { made: await write() }
  } catch (error) {
    return { error: toPlainError(asLedgerkeepError(error)) }
  }
}

async function write(): Promise<MadeWorkbook> {
  const storage = openStorage(description)
  try {
    const tables = createTables(storage, order.tables, stopping.signal)
    const bytes = Readable.from(workbookBytes(order, storage, EXCEL_LIMITS, tables))
    const stored = await storage.put(order.key, bytes, stopping.signal)
    return { ...stored, tables: tables.made() }
  } finally {
    await storage.close()
  }
}

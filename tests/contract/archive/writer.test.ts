import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { createArchiveWriter, FRUGAL_MB } from '../../../src/adapters/archive/index.ts'
import { keepThread, takeThread } from '../../../src/adapters/archive/threads.ts'
import { workbookBytes } from '../../../src/adapters/archive/workbook.ts'
import { openStorage } from '../../../src/adapters/storage/index.ts'
import { LedgerkeepError } from '../../../src/core/errors.ts'
import { type Books, keptFile, newFolder, storeBooks } from './stored-order.ts'

const page = (from: number, count: number): string =>
  JSON.stringify({
    Invoices: Array.from({ length: count }, (_, nth) => ({ InvoiceID: `invoice-${from + nth}` })),
  })
const BOOKS: Books = { pages: { Invoices: [page(0, 3)] }, files: [keptFile(1)] }
const LARGE: Books = {
  pages: { Invoices: Array.from({ length: 60 }, (_, nth) => page(nth, 1000)) },
}

test('the thread stores the same workbook as the main thread would', async (t) => {
  const root = newFolder((cleanUp) => t.after(cleanUp))
  const order = await storeBooks(root, BOOKS)
  const stored = await createArchiveWriter({ openStorage: { kind: 'files', root } }).workbook(order)
  const storage = openStorage({ kind: 'files', root })
  const expected = await buffer(workbookBytes(order, storage))
  assert.deepEqual(await buffer(await storage.open(order.key)), expected)
  assert.equal(stored.bytes, expected.length)
})

test('a thread that made a small workbook makes the next; a failed one is given up', async (t) => {
  const root = newFolder((cleanUp) => t.after(cleanUp))
  const order = await storeBooks(root, BOOKS)
  const writer = createArchiveWriter({ openStorage: { kind: 'files', root } })
  await writer.workbook(order)
  let threads = 0
  const count = (): unknown => (threads += 1)
  process.on('worker', count)
  t.after(() => process.off('worker', count))
  const again = { ...order, key: `${order.key}-again` }
  assert.equal((await writer.workbook(again)).bytes, (await writer.workbook(order)).bytes)
  assert.equal(threads, 0)
  await assert.rejects(writer.workbook({ ...order, manifestKey: 'none' }))
  assert.equal(threads, 0)
  await writer.workbook(order)
  assert.equal(threads, 1)
  // It ends while nobody looks, and is taken before that is known.
  const { worker } = takeThread(FRUGAL_MB)
  keepThread(worker, FRUGAL_MB)
  void worker.terminate()
  assert.ok((await writer.workbook(order)).bytes > 0)
  assert.equal(threads, 2)
})

test('an error in the thread keeps its kind', async (t) => {
  const root = newFolder((cleanUp) => t.after(cleanUp))
  const order = await storeBooks(root, BOOKS)
  const writer = createArchiveWriter({ openStorage: { kind: 'files', root } })
  await assert.rejects(writer.workbook({ ...order, manifestKey: 'none' }), (error) => {
    assert.ok(error instanceof LedgerkeepError)
    assert.equal(error.kind, 'skip')
    assert.match(error.message, /none/)
    return true
  })
  const unknown = {
    ...order,
    resources: [{ name: 'Nonsense', pages: [], told: null, exception: null }],
  }
  await assert.rejects(writer.workbook(unknown), { kind: 'bug' })
})

test('a page that is no JSON is a bug that names the page', async (t) => {
  const root = newFolder((cleanUp) => t.after(cleanUp))
  const order = await storeBooks(root, { pages: { Invoices: ['{"Invoices":[{"InvoiceID":"a'] } })
  const writer = createArchiveWriter({ openStorage: { kind: 'files', root } })
  await assert.rejects(writer.workbook(order), { kind: 'bug', message: /raw\/Invoices\/1\.json/ })
})

test('a stopped workbook leaves nothing behind', async (t) => {
  const root = newFolder((cleanUp) => t.after(cleanUp))
  const order = await storeBooks(root, LARGE)
  const writer = createArchiveWriter({ openStorage: { kind: 'files', root } })
  const stopping = new AbortController()
  const writing = writer.workbook(order, stopping.signal)
  await untilPartial(root)
  stopping.abort()
  await assert.rejects(writing, { name: 'LedgerkeepError', kind: 'retry', message: /stopped/ })
  assert.deepEqual(readdirSync(join(root, '~partial')), [])
  assert.equal(await openStorage({ kind: 'files', root }).size(order.key), null)
  await assert.rejects(writer.workbook(order, stopping.signal), { kind: 'retry' })
})

test('a thread that runs out of memory fails the workbook, not the process', async (t) => {
  const root = newFolder((cleanUp) => t.after(cleanUp))
  const order = await storeBooks(root, LARGE)
  const writer = createArchiveWriter({ openStorage: { kind: 'files', root }, maxHeapMb: 8 })
  await assert.rejects(writer.workbook(order), { kind: 'bug', message: /thread .* ended/ })
})

/** Resolves once the thread has begun to write. */
async function untilPartial(root: string): Promise<void> {
  while (readdirSync(join(root, '~partial')).length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

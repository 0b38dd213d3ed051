import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { FileTypeKey } from '../../../../src/core/catalogue/resource.ts'
import { on, type Place } from '../place.ts'
import { BACKUP, document, RESOURCE, SCAN, step } from '../records.ts'
import { ordered, scanned } from '../seeds.ts'

const NO_RANGE = { from: null, to: null }
const ALL = { types: ['bills', 'quotes', 'sales-invoices'] as const, ...NO_RANGE }

export function scanExtrasCases(place: Place): void {
  describe('what a scan knows besides files', () => {
    test(
      'the oldest day, if any document has one',
      on(place, async ({ store }) => {
        await scanned(store, [document(0, { day: null })])
        assert.equal(await store.scan.oldestDay(SCAN.id), null)
        await store.scan.step(step([document(1, { day: '2021-05-01' }), document(2)]))
        assert.equal(await store.scan.oldestDay(SCAN.id), '2021-05-01')
        assert.equal(await store.scan.oldestDay('scn_2'), null)
      }),
    )

    test(
      'the contacts of what was changed since, each once',
      on(place, async ({ store }) => {
        await scanned(store, [
          document(0, { contact: 'Ann', updatedAt: 5_000 }),
          document(1, { contact: 'Ben', updatedAt: 4_999 }),
          document(2, { contact: 'Ann', updatedAt: 9_000 }),
          document(3, { contact: 'Cem', updatedAt: null }),
          document(4, { contact: 'Dora', updatedAt: 7_000, type: 'sales-invoices' }),
          document(5, { contact: 'Eve', updatedAt: 7_000, type: 'quotes' }),
        ])
        const since = (...types: readonly FileTypeKey[]) =>
          store.scan.contactsSince(SCAN.id, types, 5_000)
        assert.deepEqual(await since('bills', 'sales-invoices'), ['Ann', 'Dora'])
        assert.deepEqual(await since('sales-invoices'), ['Dora'])
        assert.deepEqual(await since(), [])
        assert.deepEqual(await store.scan.contactsSince('scn_2', ['bills'], 0), [])
      }),
    )

    test(
      'a record of two lists is a document of the one where its files are',
      on(place, async ({ store }) => {
        await scanned(store, [
          document(0, { resource: 'BankTransactions', recordId: 'a' }),
          document(1, { resource: 'Prepayments', recordId: 'a' }),
          document(2, { resource: 'Prepayments', recordId: 'b' }),
        ])
        await store.scan.dropRepeated(SCAN.id, 'Prepayments', 'BankTransactions')
        await store.scan.dropRepeated(SCAN.id, 'Prepayments', 'BankTransactions')
        const left = await store.scan.uncounted(SCAN.id, 10)
        assert.deepEqual(
          left.map((one) => [one.resource, one.recordId]),
          [
            ['BankTransactions', 'a'],
            ['Prepayments', 'b'],
          ],
        )
      }),
    )

    test(
      'the library of a scan that is done is opened once more, unless another scan is under way',
      on(place, async ({ store }) => {
        await scanned(store)
        const files = { ...RESOURCE, resource: 'Files', state: 'done' } as const
        await store.scan.step(step([], { page: null, resource: files }))
        assert.equal(await store.scan.listLibrary(SCAN.id), false)
        await store.scan.updateScan(SCAN.id, { state: 'done', finishedAt: 7 })
        await store.scan.addScan({ ...SCAN, id: 'scn_2' }, [])
        assert.equal(await store.scan.listLibrary(SCAN.id), false)
        await store.scan.updateScan('scn_2', { state: 'done' })
        assert.equal(await store.scan.listLibrary(SCAN.id), true)
        assert.equal((await store.scan.scan(SCAN.id))?.state, 'scanning')
        const rows = await store.scan.resources(SCAN.id)
        const row = rows.find((one) => one.resource === 'Files')
        assert.deepEqual([row?.state, row?.rounds, row?.readings], ['pending', 1, 1])
      }),
    )

    test(
      'documents by type, with files or without, in a range and of some resources',
      on(place, async ({ store }) => {
        await scanned(store, [
          document(0, { files: 0 }),
          document(1, { files: 3 }),
          document(2, { resource: 'Quotes', type: 'quotes', day: '2020-01-01' }),
          document(3, { resource: 'Accounts', type: 'accounts' }),
        ])
        const byType = (from: string | null, resources: readonly string[]) =>
          store.scan.documentsByType(SCAN.id, { from, to: null }, resources)
        assert.deepEqual(await byType(null, ['Invoices', 'Quotes']), [
          { type: 'bills', documents: 2 },
          { type: 'quotes', documents: 1 },
        ])
        assert.deepEqual(await byType('2026-01-01', ['Invoices', 'Quotes']), [
          { type: 'bills', documents: 2 },
        ])
        assert.deepEqual(await byType(null, []), [])
      }),
    )

    test(
      'documents without a page of their own, until it is stored',
      on(place, async ({ store }) => {
        await scanned(store, [document(0), document(1), document(2, { type: 'contacts' })])
        const { scan } = store
        const unread = async (limit: number) =>
          (await scan.unread(SCAN.id, 'History', ALL, ['Invoices'], limit)).map((one) => one.seq)
        assert.deepEqual(await unread(1), [0])
        assert.deepEqual(await unread(10), [0, 1])
        const page = { scanId: SCAN.id, resource: 'History', page: 0, storageKey: 'a' }
        await scan.step(
          step([], {
            page: { ...page, records: 1, bytes: 1, sha256: '' },
            resource: { ...RESOURCE, resource: 'History' },
          }),
        )
        assert.deepEqual(await unread(10), [1])
        assert.equal(await scan.unreadCount(SCAN.id, 'History', ALL, ['Invoices']), 1)
        assert.equal(await scan.unreadCount(SCAN.id, 'History', ALL, []), 0)
        assert.equal(
          await scan.unreadCount(SCAN.id, 'History', { ...ALL, types: [] }, ['Invoices']),
          0,
        )
      }),
    )

    test(
      'PDFs are files of their documents, with or without attachments, under an id that changes with them',
      on(place, async ({ store }) => {
        const sales = { type: 'sales-invoices' } as const
        await ordered(store, [
          document(0, { ...sales, files: 2, updatedAt: 7 }),
          document(1, { ...sales, files: 0, number: '', updatedAt: null }),
          document(2, { files: 0 }),
        ])
        await store.backup.addBackup({ ...BACKUP, filter: { ...ALL, pdfs: true } })
        const files = await store.backup.wantedFiles(BACKUP.id, 10)
        assert.deepEqual(
          files.map((file) => [file.recordId, file.attachmentId, file.name]),
          [
            ['record-0', 'pdf-record-0-7', 'INV-0.pdf'],
            ['record-1', `pdf-record-1-${SCAN.id}`, 'document.pdf'],
          ],
        )
        assert.deepEqual(
          (await store.backup.pendingDocuments(BACKUP.id, 10)).map((one) => one.recordId),
          ['record-0'],
        )
        const backup = await store.backup.backup(BACKUP.id)
        assert.deepEqual([backup?.documentsTotal, backup?.filesTotal], [1, 4])
        assert.deepEqual(await store.backup.progressByType(BACKUP.id), [
          { type: 'sales-invoices', files: 4, done: 0 },
        ])
      }),
    )
  })
}

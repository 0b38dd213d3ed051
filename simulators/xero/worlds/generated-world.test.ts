import assert from 'node:assert/strict'
import { test } from 'node:test'
import { counts, truth } from '../control.ts'
import { NOON } from '../test-session.ts'
import { namedWorld } from './generated-world.ts'
import { isRawNumber, type Row } from './row.ts'
import type { Books } from './world.ts'

const DOCUMENTS = [
  'Invoices',
  'CreditNotes',
  'BankTransactions',
  'BankTransfers',
  'ManualJournals',
  'PurchaseOrders',
  'Quotes',
  'RepeatingInvoices',
]

function first(world: string): Books {
  const [books] = namedWorld(world, NOON).organisations
  assert.ok(books)
  return books
}

const documents = (books: Books) => DOCUMENTS.reduce((sum, name) => sum + books.size(name), 0)

const cents = (value: unknown) =>
  isRawNumber(value) ? Math.round(Number(value.rawJSON) * 100) : Number.NaN

test('worlds have the documents and files that they promise', () => {
  const sizes = {
    tiny: [20, 9],
    demo: [400, 156],
    small: [3_000, 1_012],
    medium: [20_000, 7_512],
    large: [100_000, 50_012],
  }
  for (const [name, [records, files]] of Object.entries(sizes)) {
    assert.equal(documents(first(name)), records, name)
    assert.equal(first(name).fileCount, files, name)
  }
})

test('the demo world shows every oddity of files', () => {
  const lines = [...truth(first('demo'))]
  const attached = lines.filter((line) => line.resource !== 'Library')
  const perRecord = Map.groupBy(attached, (line) => line.recordId)
  assert.equal(attached.length, 150)
  assert.equal(perRecord.size, 95)
  assert.ok([...perRecord.values()].some((files) => files.length >= 14))
  assert.ok(
    [...perRecord.values()].some(
      (files) => new Set(files.map((one) => one.fileName)).size < files.length,
    ),
  )
  assert.ok(lines.some((line) => line.length === 0))
  assert.ok(lines.some((line) => line.length === 25_000_000))
  assert.ok(lines.some((line) => line.mimeType === 'image/jpg' && line.fileName.endsWith('.pdf')))
  const names = lines.map((line) => line.fileName).join('\n')
  for (const script of [
    'Latin',
    'Greek',
    'Cyrillic',
    'Han',
    'Arabic',
    'Hangul',
    'Hebrew',
    'Thai',
  ]) {
    assert.match(names, new RegExp(`\\p{Script=${script}}`, 'u'))
  }
  for (const sign of ['#', '%', '&', ',', '[', ']', '+', "'", '🎉'])
    assert.ok(names.includes(sign), sign)
  const total = lines.reduce((sum, line) => sum + line.length, 0)
  assert.ok(total > 25_000_000 && total < 33_000_000, String(total))
})

test('the same world comes out twice, and another month moves only the dates', () => {
  const [once, again] = [[...truth(first('tiny'))], [...truth(first('tiny'))]]
  assert.deepEqual(once, again)
  const later = namedWorld('tiny', NOON + 40 * 86_400_000).organisations[0]
  assert.equal(later?.tenantId, first('tiny').tenantId)
  assert.equal(later?.fileAt(0).id, once[0]?.attachmentId)
})

test('lines, VAT and totals add up in both countries', () => {
  for (const books of namedWorld('demo', NOON).organisations) {
    for (let index = 0; index < books.size('Invoices'); index += 1) {
      const row = books.row('Invoices', index, { detail: 'lines', unitdp: 2 })
      const lines = row.LineItems as readonly Row[]
      const tax = lines.reduce((sum, line) => sum + cents(line.TaxAmount), 0)
      const amount = lines.reduce((sum, line) => sum + cents(line.LineAmount), 0)
      assert.equal(cents(row.TotalTax), tax)
      assert.equal(cents(row.SubTotal), row.LineAmountTypes === 'Inclusive' ? amount - tax : amount)
      assert.equal(cents(row.Total), cents(row.SubTotal) + cents(row.TotalTax))
      assert.equal(
        cents(row.AmountPaid),
        (row.Payments as readonly Row[]).reduce((sum, one) => sum + cents(one.Amount), 0),
      )
    }
  }
})

test('rows come in the order of their last change, over three years that end with the last month', () => {
  const books = first('demo')
  const changed = Array.from({ length: books.size('Invoices') }, (_, index) =>
    Number(
      /\d+/.exec(
        String(books.row('Invoices', index, { detail: 'summary', unitdp: 2 }).UpdatedDateUTC),
      )?.[0],
    ),
  )
  assert.deepEqual(
    changed,
    changed.toSorted((a, b) => a - b),
  )
  assert.ok(Math.max(...changed) < Date.UTC(2026, 10, 1))
  assert.ok(Math.min(...changed) > Date.UTC(2023, 9, 1))
})

test('counts agree with the truth', () => {
  const books = first('demo')
  const { resources, libraryFiles } = counts(books)
  assert.equal(libraryFiles, 6)
  assert.deepEqual(resources.Invoices, { records: 232, withFiles: 56, files: 96 })
})

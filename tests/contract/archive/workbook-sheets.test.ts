import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { EXCEL_LIMITS } from '../../../src/adapters/archive/xlsx/sheet-xml.ts'
import { assertValid, below, invoices, readBook, workbookOf } from './made-workbook.ts'
import { BSDTAR, OPENPYXL, SEVEN_ZIP, UNZIP, VALIDATOR } from './programs.ts'
import { type Books, keptFile } from './stored-order.ts'

test('documents lead to their files, files to themselves, the contents to every sheet', async (t) => {
  const name = "data/Attachments/Bills/2026/04/2026-04-03 Söhne #1 50% & 'x'.pdf"
  const path = await workbookOf(t, {
    pages: { Invoices: [invoices(['a', 'b', 'c'].map((InvoiceID) => ({ InvoiceID })))] },
    reasons: { Journals: 'The app may not read them.' },
    files: [
      keptFile(0, { recordId: 'b', path: name }),
      keptFile(1, { recordId: 'c' }),
      keptFile(2, { recordId: 'c', number: '' }),
    ],
  })
  await t.test('valid', VALIDATOR, () => assertValid(path))
  await t.test('openpyxl', OPENPYXL, async () => {
    const { titles, hidden, sheets } = await readBook(
      path,
      'Contents',
      'Invoices',
      'Attachments',
      'Journals',
    )
    const files = below(sheets.Invoices, 'Files')
    assert.deepEqual(
      files.map(([, value]) => value),
      [0, 1, 2],
    )
    assert.equal(files[0]?.[2], null)
    // The workbook lies in `data`, beside the folder of the files.
    assert.equal(`data/${decodeURIComponent(files[1]?.[2] ?? '')}`, name)
    // Several files: their rows, which stand together.
    assert.equal(files[2]?.[2], "'Attachments'!A3")
    const paths = below(sheets.Attachments, 'Path')
    for (const [, value, link] of paths)
      assert.equal(`data/${decodeURIComponent(link ?? '')}`, value)
    assert.deepEqual(
      below(sheets.Attachments, 'Document number').map(([, value, link]) => [value, link]),
      [
        ['INV-0', "'Invoices'!A3"],
        ['INV-1', "'Invoices'!A4"],
        ['Open', "'Invoices'!A4"],
      ],
    )
    // What no record has is there, and not in the way.
    assert.ok(hidden.includes('Invoice lines') && !hidden.includes('Journals'))
    const start = (sheets.Contents ?? []).findIndex(([first]) => first?.[1] === 'Sheet')
    const listed = (sheets.Contents ?? []).slice(start + 1)
    assert.deepEqual(
      listed.map(([first]) => [first?.[1], first?.[2]]),
      titles.slice(1).map((one) => [one, hidden.includes(one) ? null : `'${one}'!A1`]),
    )
    assert.ok(
      listed.every(([first, , note]) => {
        return (
          hidden.includes(String(first?.[1])) === (note?.[1] === 'Empty, and therefore hidden.')
        )
      }),
    )
    assert.match(String(sheets.Journals?.[1]?.[0]?.[1]), /The app may not read them/)
  })
})

test('a full sheet continues on the next, links stop at their limit, cut texts are told', async (t) => {
  const records = Array.from({ length: 25 }, (_, nth) => ({ InvoiceID: `i${nth}` }))
  const long = { InvoiceID: 'long', Reference: 'y'.repeat(40_000) }
  const path = await workbookOf(
    t,
    {
      pages: { Invoices: [invoices(records), invoices([long])] },
      files: records.map((_, nth) => keptFile(nth, { recordId: `i${nth}` })),
    },
    { ...EXCEL_LIMITS, rows: 11, links: 3 },
  )
  await t.test('valid', VALIDATOR, () => assertValid(path))
  await t.test('openpyxl', OPENPYXL, async () => {
    const titles = ['Invoices', 'Invoices (2)', 'Invoices (3)']
    const book = await readBook(path, ...titles, 'Exceptions')
    const ids = titles.flatMap((title) => below(book.sheets[title], 'Invoice ID'))
    assert.deepEqual(
      ids.map(([, value]) => value),
      [...records.map(({ InvoiceID }) => InvoiceID), 'long'],
    )
    for (const title of titles.slice(0, 2)) {
      assert.equal(below(book.sheets[title], 'Files').filter(([, , link]) => link).length, 3)
    }
    const reference = below(book.sheets['Invoices (3)'], 'Reference').at(-1)?.[1]
    assert.equal(String(reference).length, 32_767)
    assert.match(String(below(book.sheets.Exceptions, 'Reason')[0]?.[1]), /^1 cell holds more text/)
  })
})

const manyInvoices = Array.from({ length: 70 }, (_, page) =>
  invoices(
    Array.from({ length: 1000 }, (_, nth) => ({
      InvoiceID: `invoice-${page * 1000 + nth}`,
      InvoiceNumber: `INV-${page * 1000 + nth}`,
      Total: nth / 100,
      Date: '/Date(1782604800000+0000)/',
    })),
  ),
)
test('70,000 rows: valid for all who read it', async (t) => {
  const path = await workbookOf(t, {
    pages: { Invoices: manyInvoices },
    files: Array.from({ length: 2000 }, (_, nth) => keptFile(nth)),
  })
  await t.test('valid', VALIDATOR, () => assertValid(path))
  await t.test('unzip', UNZIP, async () => {
    assert.equal(await UNZIP.run('-tqq', path), '')
  })
  await t.test('7z', SEVEN_ZIP, async () => {
    assert.match(await SEVEN_ZIP.run('t', path), /Everything is Ok/)
  })
  await t.test('bsdtar', BSDTAR, async () => {
    await BSDTAR.run('-xOf', path)
  })
})

test('the same objects give the same bytes', async (t) => {
  const books: Books = {
    pages: { Invoices: [invoices([{ InvoiceID: 'a' }])] },
    files: [keptFile(1)],
  }
  const [one, other] = [await workbookOf(t, books), await workbookOf(t, books)]
  assert.deepEqual(readFileSync(one), readFileSync(other))
})

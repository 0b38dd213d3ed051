import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RESOURCES } from '../catalogue/index.ts'
import { contentsRows } from './contents.ts'
import {
  ATTACHMENT_COLUMNS,
  attachmentRow,
  cutRow,
  EXCEPTION_COLUMNS,
  exceptionRow,
} from './manifest-rows.ts'
import { takeTitle } from './sheet-titles.ts'
import { planSheets } from './sheets.ts'

test('every resource has its sheet, its lists behind it, and the files last', () => {
  const plans = planSheets(RESOURCES.map(({ name }) => ({ name, exception: null })))
  const titles = plans.map(({ title }) => title)
  for (const { title, lines, linesOnly } of RESOURCES) {
    const at = linesOnly ? titles.indexOf(lines[0]?.title ?? '') - 1 : titles.indexOf(title)
    assert.deepEqual(
      titles.slice(at + 1, at + 1 + lines.length),
      lines.map((one) => one.title),
    )
  }
  assert.deepEqual(titles.slice(-3), ['Attachments', 'Exceptions', 'Summary'])
})

test('no two sheets of the catalogue want one title, and Excel takes each as it is', () => {
  const taken = new Set(['contents'])
  for (const { title } of planSheets(RESOURCES.map(({ name }) => ({ name, exception: null })))) {
    assert.equal(takeTitle(taken, title), title)
  }
})

test('a resource that could not be had says why, on its sheets of lines as well', () => {
  const plans = planSheets([{ name: 'Journals', exception: 'not permitted' }])
  assert.deepEqual(
    plans.slice(0, 2).map(({ note }) => note),
    ['Not in this backup: not permitted', 'Not in this backup: not permitted'],
  )
})

test('only resources with files have a column for them', () => {
  const lastColumn = (name: string) =>
    planSheets([{ name, exception: null }])[0]?.columns.at(-1)?.title
  assert.equal(lastColumn('Invoices'), 'Files')
  assert.notEqual(lastColumn('Payments'), 'Files')
})

test('a title that is taken, long or not allowed becomes one that is', () => {
  const taken = new Set<string>()
  assert.equal(takeTitle(taken, 'Invoices'), 'Invoices')
  assert.equal(takeTitle(taken, 'INVOICES'), 'INVOICES (2)')
  assert.equal(takeTitle(taken, 'Invoices'), 'Invoices (3)')
  assert.equal(takeTitle(taken, "'a[b]:*?/\\c'"), 'a_b______c')
  assert.equal(takeTitle(taken, 'History'), 'History_')
  assert.equal(takeTitle(taken, ''), 'Sheet')
  const long = 'Overpayment allocations of everyone'
  assert.equal(takeTitle(taken, long).length, 31)
  assert.match(takeTitle(taken, long), /^.{26} \(2\)$/)
})

test('rows of files and exceptions fill their columns', () => {
  const file = attachmentRow(
    {
      seq: 0,
      path: 'data/Attachments/Bills/a b.pdf',
      type: 'bills',
      resource: 'Invoices',
      recordId: 'r',
      day: null,
      number: '',
      contact: '',
      attachmentId: 'a',
      originalName: 'a/b.pdf',
      mime: 'application/pdf',
      listedBytes: null,
      bytes: 5,
      sha256: 'x',
      crc32: 0,
      storageKey: 'k',
    },
    { sheet: 'Invoices', line: 7 },
  )
  assert.equal(file.length, ATTACHMENT_COLUMNS.length)
  assert.deepEqual(file[1], { kind: 'text', text: 'Open', link: { sheet: 'Invoices', line: 7 } })
  assert.deepEqual(file[4], { kind: 'text', text: 'a b.pdf' })
  const exception = { resource: 'Invoices', recordId: '', number: '', attachmentId: '', name: '' }
  const row = exceptionRow({ ...exception, reason: 'r', advice: 'a' }, 'Invoices')
  assert.equal(row.length, EXCEPTION_COLUMNS.length)
  assert.equal(cutRow(2).length, EXCEPTION_COLUMNS.length)
})

test('the contents tell whose books these are and lead to every sheet', () => {
  const rows = contentsRows({
    organisation: 'Demo',
    currency: 'GBP',
    scope: 'Everything',
    madeAt: 0,
    sheets: [
      { title: 'Invoices', rows: 7, note: null, isHidden: false },
      { title: 'Invoice lines', rows: 0, note: null, isHidden: true },
    ],
  })
  assert.deepEqual(rows.slice(-2), [
    [
      { kind: 'text', text: 'Invoices', link: { sheet: 'Invoices' } },
      { kind: 'count', value: 7 },
      null,
    ],
    [
      { kind: 'text', text: 'Invoice lines' },
      { kind: 'count', value: 0 },
      { kind: 'text', text: 'Empty, and therefore hidden.' },
    ],
  ])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { REPORT_COLUMNS, reportRows } from './report-rows.ts'
import type { Row } from './sheet.ts'

const shown = (row: Row): readonly unknown[] =>
  row.map((cell) => (cell === null ? '' : cell.kind === 'text' ? cell.text : cell))

const cells = (...values: readonly string[]) => values.map((Value) => ({ Value }))

test('lines stand under their report and section, and amounts are numbers', () => {
  const rows = reportRows({
    ReportTitles: ['Trial Balance', 'Harbour', 'As at 31 March 2026'],
    Rows: [
      { RowType: 'Header', Cells: cells('Account', 'Debit') },
      {
        RowType: 'Section',
        Title: 'Revenue',
        Rows: [
          { RowType: 'Row', Cells: cells('200', '-1234.50') },
          { RowType: 'SummaryRow', Cells: cells('Total', '12%') },
        ],
      },
    ],
  })
  const title = 'Trial Balance, Harbour, As at 31 March 2026'
  assert.deepEqual(rows.map(shown), [
    [title, '', 'Header', 'Account', 'Debit', ''],
    [title, 'Revenue', 'Row', '200', { kind: 'money', value: '-1234.50' }, ''],
    [title, 'Revenue', 'SummaryRow', 'Total', '12%', ''],
  ])
})

test('a report of more columns than the sheet has loses none of them', () => {
  const values = Array.from({ length: 30 }, (_, nth) => String(nth))
  const [row = []] = reportRows({ Rows: [{ RowType: 'Row', Cells: cells('a', ...values) }] })
  assert.equal(row.length, REPORT_COLUMNS.length)
  assert.deepEqual(row.at(-1), { kind: 'text', text: values.slice(15).join(' | ') })
})

test('an odd answer is no error', () => {
  assert.deepEqual(reportRows(null), [])
  assert.deepEqual(reportRows({ Rows: [null, 7, { Cells: [null, 'a'] }] }).length, 1)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Row } from './sheet.ts'
import { trialBalanceRows } from './trial-balance.ts'

const cells = (...values: readonly string[]) => values.map((Value) => ({ Value }))
const report = (day: string, total: readonly string[]) => ({
  ReportTitles: ['Trial Balance', 'Demo', `As at ${day}`],
  Rows: [
    { RowType: 'Header', Cells: cells('Account', 'Debit', 'Credit', 'YTD Debit', 'YTD Credit') },
    {
      RowType: 'Section',
      Title: 'Revenue',
      Rows: [{ RowType: 'Row', Cells: cells('Sales (200)', '', '10.00', '', '100.20') }],
    },
    {
      RowType: 'Section',
      Title: 'Assets',
      Rows: [
        { RowType: 'Row', Cells: cells('Bank (090)', '10.00', '', '100.10', '') },
        { RowType: 'Row', Cells: cells('Debtors (610)', '', '', '0.10', '') },
      ],
    },
    {
      RowType: 'Section',
      Rows: [{ RowType: 'SummaryRow', Cells: cells('Total', ...total) }],
    },
  ],
})

const told = (rows: readonly Row[]) =>
  rows.map((row) =>
    row.map((cell) =>
      cell === null ? '' : 'text' in cell ? cell.text : 'value' in cell ? cell.value : '',
    ),
  )

test('totals stand beside the sum of their lines, and the latest balances below', () => {
  const rows = trialBalanceRows(
    [
      report('31 March 2025', ['10.00', '10.00', '100.20', '100.20']),
      report('31 March 2026', ['10.00', '10.00', '100.20', '100.20']),
    ],
    'GBP',
  )
  assert.deepEqual(told(rows.slice(4)), [
    ['Trial balance', 'Debit, As at 31 March 2026', 'GBP', '10.00', '10.00', ''],
    ['Trial balance', 'Credit, As at 31 March 2026', 'GBP', '10.00', '10.00', ''],
    ['Trial balance', 'YTD Debit, As at 31 March 2026', 'GBP', '100.20', '100.20', ''],
    ['Trial balance', 'YTD Credit, As at 31 March 2026', 'GBP', '100.20', '100.20', ''],
    ['Trial balance', 'Balance of Sales (200)', 'GBP', '-100.20', '', ''],
    ['Trial balance', 'Balance of Bank (090)', 'GBP', '100.10', '', ''],
    ['Trial balance', 'Balance of Debtors (610)', 'GBP', '0.10', '', ''],
  ])
})

test('a total that its lines do not make up, and sides that do not agree, are told', () => {
  const rows = told(
    trialBalanceRows([report('31 March 2026', ['10.00', '10.00', '100.30', '100.2'])], 'GBP'),
  )
  assert.equal(rows[2]?.at(-1), "Xero's total is not the sum of its lines.")
  assert.equal(rows[3]?.at(-1), 'Debit and credit do not agree.')
})

test('what is no trial balance gives no rows, and breaks nothing', () => {
  for (const odd of [null, 7, {}, { Rows: [] }, { ReportTitles: 'x', Rows: [null] }]) {
    assert.deepEqual(trialBalanceRows([odd], 'GBP'), [])
  }
})

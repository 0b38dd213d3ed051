import assert from 'node:assert/strict'
import { test } from 'node:test'
import { INVOICES } from '../catalogue/invoices.ts'
import type { ColumnKind, Resource } from '../catalogue/resource.ts'
import { lineRows, recordRow } from './rows.ts'
import type { Cell } from './sheet.ts'

/** The cell of a value in a column of the kind. */
function cell(kind: ColumnKind, value: unknown): Cell | undefined {
  const { files: _, ...rest } = INVOICES
  const resource: Resource = { ...rest, columns: [{ title: 'X', path: 'A.B', kind }] }
  return recordRow(resource, { A: { B: value } }, null)[0]
}
const text = (value: string): Cell => ({ kind: 'text', text: value })

test('amounts stay decimal text, from a number or its text', () => {
  assert.deepEqual(cell('money', 12.5), { kind: 'money', value: '12.5' })
  assert.deepEqual(cell('money', '1234.5600'), { kind: 'money', value: '1234.5600' })
  assert.deepEqual(cell('decimal', 1e-7), { kind: 'decimal', value: '0.0000001' })
  assert.deepEqual(cell('money', '-0.10'), { kind: 'money', value: '-0.10' })
})

test('a number of more digits than a spreadsheet keeps is shown whole, as text', () => {
  assert.deepEqual(cell('money', '123456789012345.67'), text('123456789012345.67'))
  assert.deepEqual(cell('money', '-9007199254740993'), text('-9007199254740993'))
  assert.deepEqual(cell('decimal', '0.000000000000123456'), {
    kind: 'decimal',
    value: '0.000000000000123456',
  })
  assert.deepEqual(cell('decimal', '123456.78000000000000'), {
    kind: 'decimal',
    value: '123456.78000000000000',
  })
  assert.deepEqual(cell('money', '1e999'), text('1e999'))
})

test('days, instants and booleans are typed', () => {
  assert.deepEqual(cell('date', '/Date(1782604800000+0000)/'), { kind: 'day', day: '2026-06-28' })
  assert.deepEqual(cell('date', '2026-06-28T00:00:00'), { kind: 'day', day: '2026-06-28' })
  assert.deepEqual(cell('instant', '/Date(1782604800123+0000)/'), {
    kind: 'instant',
    at: 1782604800123,
  })
  assert.deepEqual(cell('boolean', false), { kind: 'boolean', value: false })
  assert.deepEqual(cell('boolean', 'True'), { kind: 'boolean', value: true })
})

test('what is not what the column holds stands there as text', () => {
  assert.deepEqual(cell('money', 'n/a'), text('n/a'))
  assert.deepEqual(cell('money', '1,234.50'), text('1,234.50'))
  assert.deepEqual(cell('date', '2026-02'), text('2026-02'))
  assert.deepEqual(cell('date', '/Date(999999999999999)/'), text('/Date(999999999999999)/'))
  assert.deepEqual(cell('instant', { a: 1 }), text('{"a":1}'))
  assert.deepEqual(cell('boolean', 1), text('1'))
  assert.deepEqual(cell('text', 7.5), text('7.5'))
  assert.deepEqual(cell('text', ['a', null]), text('["a",null]'))
  assert.deepEqual(cell('text', '=1+1'), text('=1+1'))
})

test('nothing at all is an empty cell', () => {
  for (const kind of ['text', 'money', 'date', 'instant', 'boolean'] as const) {
    for (const value of [null, undefined, '']) assert.equal(cell(kind, value), null)
  }
})

test('a date told only in its second form is found', () => {
  const resource: Resource = { ...INVOICES, columns: [{ title: 'D', path: 'Date', kind: 'date' }] }
  const row = recordRow(resource, { DateString: '2026-06-28T00:00:00' }, null)
  assert.deepEqual(row[0], { kind: 'day', day: '2026-06-28' })
})

test('a record shows how many files it has and leads to the first', () => {
  const path = 'Attachments/Bills/a.pdf'
  assert.deepEqual(recordRow(INVOICES, {}, { count: 3, first: path }).at(-1), {
    kind: 'count',
    value: 3,
    link: { file: path },
  })
  assert.deepEqual(recordRow(INVOICES, {}, null).at(-1), { kind: 'count', value: 0 })
})

test('lines carry the number and the id of their record', () => {
  const lines = INVOICES.lines.find(({ path }) => path === 'LineItems')
  assert.ok(lines)
  const record = { InvoiceID: 'i', InvoiceNumber: 'N', LineItems: [{ Description: 'a' }, {}] }
  const rows = lineRows(INVOICES, lines, record)
  assert.equal(rows.length, 2)
  assert.deepEqual(rows[0]?.slice(0, 3), [text('N'), text('i'), text('a')])
  assert.equal(rows[0]?.length, lines.columns.length + 2)
  for (const none of [null, [], undefined, 'x']) {
    assert.deepEqual(lineRows(INVOICES, lines, { ...record, LineItems: none }), [])
  }
})

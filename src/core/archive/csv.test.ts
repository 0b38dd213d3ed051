import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { csvHeader, csvRow } from './csv.ts'
import { createCsvReader } from './csv-reading.ts'

test('kinds of cells as a program reads them', () => {
  const row = csvRow([
    { kind: 'text', text: '=1+1' },
    { kind: 'money', value: '-12.30' },
    { kind: 'count', value: 7 },
    { kind: 'day', day: '2026-11-22' },
    { kind: 'instant', at: 0 },
    { kind: 'boolean', value: true },
    null,
    { kind: 'text', text: 'a "b", c' },
  ])
  assert.equal(row, '=1+1,-12.30,7,2026-11-22,1970-01-01T00:00:00.000Z,true,,"a ""b"", c"\r\n')
  assert.equal(csvHeader([{ title: 'A, B', kind: 'text' }]), '"A, B"\r\n')
})

test('any texts are read back as they were, however the text is cut', () => {
  const cell = fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', ' ', 'a', '=', 'é') })
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 3 })),
      fc.nat(5),
      (rows, cut) => {
        const text = rows
          .map((row) => csvRow(row.map((one) => (one === '' ? null : { kind: 'text', text: one }))))
          .join('')
        const reader = createCsvReader()
        const pieces = [text.slice(0, cut), text.slice(cut)]
        const read = [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()]
        assert.deepEqual(read, rows)
      },
    ),
  )
})

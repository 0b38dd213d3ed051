import assert from 'node:assert/strict'
import { test } from 'node:test'
import { counted, formatBytes, percent } from './figures.ts'

test('bytes in the unit that says most, and no 1000 of anything', () => {
  const cases = [
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1_000, '1.0 kB'],
    [999_949, '999.9 kB'],
    [999_950, '1.0 MB'],
    [3_215_400_000, '3.2 GB'],
    [5e15, '5,000.0 TB'],
  ] as const
  for (const [bytes, words] of cases) assert.equal(formatBytes(bytes), words)
})

test('figures in the way of the reader', () => {
  assert.equal(counted(12_345, 'file', 'files', 'en-DE'), '12.345 files')
  assert.equal(formatBytes(3_215_400_000, 'en-DE'), '3,2 GB')
  assert.equal(counted(1, 'file'), '1 file')
})

test('100 per cent only when all is done', () => {
  assert.equal(percent(999_999, 1_000_000), 99)
  assert.equal(percent(1_000_000, 1_000_000), 100)
  assert.equal(percent(0, 0), 0)
})

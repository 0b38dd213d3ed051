import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatBytes, percent } from './figures.ts'
import { formatInstant, formatTime } from './moment.ts'

const NOW = Date.UTC(2026, 10, 22, 10, 0)

test('an instant in full, in UK time, with the year only when it is another', () => {
  assert.equal(formatInstant(Date.UTC(2026, 10, 24, 14, 5), NOW), 'Tuesday 24 November, 14:05')
  assert.equal(formatInstant(Date.UTC(2026, 6, 1, 23, 30), NOW), 'Thursday 2 July, 00:30')
  assert.equal(formatInstant(Date.UTC(2027, 0, 1, 9, 0), NOW), 'Friday 1 January 2027, 09:00')
})

test('the hour alone only on the same day', () => {
  assert.equal(formatTime(Date.UTC(2026, 10, 22, 14, 5), NOW), '14:05')
  assert.equal(formatTime(Date.UTC(2026, 10, 23, 14, 5), NOW), 'Monday 23 November, 14:05')
  assert.equal(formatTime(Date.UTC(2027, 10, 22, 14, 5), NOW), 'Monday 22 November 2027, 14:05')
})

test('bytes with three figures at most, and no 1000 of anything', () => {
  const cases = [
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1_000, '1.0 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [3_215_400_000, '3.2 GB'],
    [5e15, '5000 TB'],
  ] as const
  for (const [bytes, words] of cases) assert.equal(formatBytes(bytes), words)
})

test('100 per cent only when all is done', () => {
  assert.equal(percent(999_999, 1_000_000), 99)
  assert.equal(percent(1_000_000, 1_000_000), 100)
  assert.equal(percent(0, 0), 0)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bookQuarters, bookYears } from './quote-periods.ts'

const words = (periods: readonly { from: string; to: string }[]) =>
  periods.map(({ from, to }) => `${from}..${to}`)

test('book years end where Xero says, newest first, as far back as there are documents', () => {
  assert.deepEqual(words(bookYears({ day: 31, month: 3 }, '2026-11-22', '2024-08-01', 9)), [
    '2026-04-01..2027-03-31',
    '2025-04-01..2026-03-31',
    '2024-04-01..2025-03-31',
  ])
  assert.deepEqual(words(bookYears({ day: 5, month: 4 }, '2026-04-05', null, 2)), [
    '2025-04-06..2026-04-05',
    '2024-04-06..2025-04-05',
  ])
  assert.deepEqual(words(bookYears({ day: 28, month: 2 }, '2024-02-29', '2024-01-01', 9)), [
    '2023-03-01..2024-02-29',
  ])
})

test('quarters are those of the book year, across its end', () => {
  assert.deepEqual(words(bookQuarters({ day: 31, month: 12 }, '2026-11-22', 4)), [
    '2026-10-01..2026-12-31',
    '2026-07-01..2026-09-30',
    '2026-04-01..2026-06-30',
    '2026-01-01..2026-03-31',
  ])
  assert.deepEqual(words(bookQuarters({ day: 5, month: 4 }, '2026-07-05', 2)), [
    '2026-04-06..2026-07-05',
    '2026-01-06..2026-04-05',
  ])
})

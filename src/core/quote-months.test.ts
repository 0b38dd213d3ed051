import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filesByYear, reaches, sizeOf } from './quote-months.ts'

test('months add up to years, the newest first, those without a day last', () => {
  const months = [
    { month: '2025-12', files: 1 },
    { month: null, files: 8 },
    { month: '2026-01', files: 2 },
    { month: '2025-01', files: 4 },
  ]
  assert.deepEqual(filesByYear(months), [
    { year: '2026', files: 2 },
    { year: '2025', files: 5 },
    { year: null, files: 8 },
  ])
})

test('a month lies in a range when one of its days does; what has no day always does', () => {
  const range = { from: '2025-03-31', to: '2025-05-01' }
  const inside = ['2025-02', '2025-03', '2025-04', '2025-05', '2025-06', null].filter((month) =>
    reaches(range, { month }),
  )
  assert.deepEqual(inside, ['2025-03', '2025-04', '2025-05', null])
  assert.ok(reaches({ from: null, to: null }, { month: '1990-01' }))
})

test('sizes are added up over those that are known', () => {
  const months = [
    { sizedFiles: 2, bytes: 900 },
    { sizedFiles: 0, bytes: 0 },
    { sizedFiles: 1, bytes: 50 },
  ]
  assert.deepEqual(sizeOf(months), { files: 3, bytes: 950 })
})

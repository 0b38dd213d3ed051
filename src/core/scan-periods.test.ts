import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayOf } from './day.ts'
import { financialYears, twoYears } from './scan-periods.ts'

const MARCH = { day: 31, month: 3 }

test('each year that the books span, and the year so far', () => {
  assert.deepEqual(financialYears(MARCH, '2024-01-15', '2026-11-22'), [
    { from: '2023-04-01', to: '2024-03-31' },
    { from: '2024-04-01', to: '2025-03-31' },
    { from: '2025-04-01', to: '2026-03-31' },
    { from: '2026-04-01', to: '2026-11-22' },
  ])
})

test('books without dates, and books that began this year, have the year so far alone', () => {
  const soFar = [{ from: '2026-04-01', to: '2026-11-22' }]
  assert.deepEqual(financialYears(MARCH, null, '2026-11-22'), soFar)
  assert.deepEqual(financialYears(MARCH, '2026-04-01', '2026-11-22'), soFar)
})

test('on the last day of a year that year is the year so far', () => {
  const [last] = financialYears(MARCH, null, '2026-03-31')
  assert.deepEqual(last, { from: '2025-04-01', to: '2026-03-31' })
})

test('a year may end in February', () => {
  const years = financialYears({ day: 28, month: 2 }, '2023-06-01', '2025-01-01')
  assert.deepEqual(
    years.map((year) => year.to),
    ['2024-02-29', '2025-01-01'],
  )
})

test('a mistyped date costs no hundreds of calls', () => {
  assert.ok(financialYears(MARCH, '0202-01-01', '2026-11-22').length <= 31)
})

test('years follow each other without gap, and hold every day from the oldest on', () => {
  const day = fc.integer({ min: 10_000, max: 21_000 }).map((days) => dayOf(days * 86_400_000))
  const end = fc.record({
    day: fc.integer({ min: 1, max: 31 }),
    month: fc.integer({ min: 1, max: 12 }),
  })
  fc.assert(
    fc.property(end, day, day, (yearEnd, one, other) => {
      const [oldest = '', today = ''] = [one, other].sort()
      const years = financialYears(yearEnd, oldest, today)
      assert.equal(years.at(-1)?.to, today)
      for (const [nth, year] of years.entries()) {
        assert.ok(year.from <= year.to)
        const next = years[nth + 1]
        if (next) assert.equal(Date.parse(next.from) - Date.parse(year.to), 86_400_000)
      }
      assert.ok((years[0]?.from ?? '') <= oldest || years.length > 30)
    }),
  )
})

test('budgets are asked for by two years, and two years ahead', () => {
  const periods = twoYears(financialYears(MARCH, '2024-06-01', '2026-11-22'))
  assert.deepEqual(periods, [
    { from: '2024-04-01', to: '2026-03-31' },
    { from: '2026-04-01', to: '2028-03-31' },
    { from: '2028-04-01', to: '2030-03-31' },
  ])
})

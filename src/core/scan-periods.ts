import { type Day, dayOf } from './day.ts'

/** A stretch of days, both included. */
export interface Period {
  readonly from: Day
  readonly to: Day
}

/** A document with a mistyped year must not cost hundreds of calls: at most so many years, the newest. */
const MOST_YEARS = 30

/** The last day of the books' financial year, as Xero's Organisation tells it; 31 December if it does not. */
export interface YearEnd {
  readonly day: number
  readonly month: number
}

/**
 * The financial years between the oldest document and today, oldest first; the last is the year so
 * far. Books without a dated document have the year so far alone.
 */
export function financialYears(
  yearEnd: YearEnd,
  oldest: Day | null,
  today: Day,
): readonly Period[] {
  const ends: Day[] = []
  for (let year = Number(today.slice(0, 4)); ends.length <= MOST_YEARS; year -= 1) {
    const end = endIn(year, yearEnd)
    if (end >= today) continue
    ends.unshift(end)
    if (oldest === null || end < oldest) break
  }
  return ends.map((end, nth) => ({ from: dayAfter(end), to: ends[nth + 1] ?? today }))
}

/** Stretches of two years that hold those years; the last reaches two years past today, as budgets do. */
export function twoYears(years: readonly Period[]): readonly Period[] {
  const first = years[0]?.from
  const last = years.at(-1)?.to
  if (!first || !last) return []
  const periods: Period[] = []
  for (let from = first; from <= yearsLater(last, 2); from = yearsLater(from, 2)) {
    periods.push({ from, to: dayBefore(yearsLater(from, 2)) })
  }
  return periods
}

/** The year's end in that calendar year; 29 February is the month's last day in every year. */
function endIn(year: number, { day, month }: YearEnd): Day {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const isLast = day >= last || (month === 2 && day >= 28)
  return dayOf(Date.UTC(year, month - 1, isLast ? last : day))
}

const DAY_MS = 86_400_000
const at = (day: Day): number => Date.parse(`${day}T00:00:00Z`)
const dayAfter = (day: Day): Day => dayOf(at(day) + DAY_MS)
const dayBefore = (day: Day): Day => dayOf(at(day) - DAY_MS)

function yearsLater(day: Day, years: number): Day {
  const date = new Date(at(day))
  date.setUTCFullYear(date.getUTCFullYear() + years)
  return dayOf(date.getTime())
}

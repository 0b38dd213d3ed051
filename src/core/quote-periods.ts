import { type Day, dayOf } from './day.ts'
import type { Period, YearEnd } from './scan-periods.ts'

/** The months of a year that ends in December; what a chart shows as one year. */
const CALENDAR: YearEnd = { day: 31, month: 12 }

export const isCalendarYear = ({ day, month }: YearEnd): boolean =>
  day === CALENDAR.day && month === CALENDAR.month

/** The book year that holds `today` and those before it, newest first: at most `most`, none that ends before `oldest`. */
export function bookYears(
  yearEnd: YearEnd,
  today: Day,
  oldest: Day | null,
  most: number,
): readonly Period[] {
  const years: Period[] = []
  for (let from = startOfYear(yearEnd, today); years.length < most; from = monthsLater(from, -12)) {
    const year = { from, to: dayBefore(monthsLater(from, 12)) }
    if (years.length > 0 && oldest !== null && year.to < oldest) break
    years.push(year)
  }
  return years
}

/** The quarter of the book year that holds `today` and those before it, newest first. */
export function bookQuarters(yearEnd: YearEnd, today: Day, most: number): readonly Period[] {
  const start = startOfYear(yearEnd, today)
  const index = [3, 2, 1, 0].find((one) => monthsLater(start, one * 3) <= today) ?? 0
  return Array.from({ length: most }, (_, back) => {
    const from = monthsLater(start, (index - back) * 3)
    return { from, to: dayBefore(monthsLater(start, (index - back + 1) * 3)) }
  })
}

/** The first day of the book year that holds the day. */
function startOfYear(yearEnd: YearEnd, today: Day): Day {
  const year = Number(today.slice(0, 4))
  const starts = [year, year - 1, year - 2].map((one) => startAfter(one, yearEnd))
  return starts.find((start) => start <= today) ?? startAfter(year - 2, yearEnd)
}

/** The day after the book year's end in that calendar year. */
function startAfter(year: number, { day, month }: YearEnd): Day {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const isLast = day >= last || (month === 2 && day >= 28)
  return dayOf(Date.UTC(year, month - 1, (isLast ? last : day) + 1))
}

/** The same day some months later, or the last of that month. */
function monthsLater(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return dayOf(Date.UTC(year, month - 1 + months, Math.min(date, last)))
}

const dayBefore = (day: Day): Day => dayOf(Date.parse(`${day}T00:00:00Z`) - 86_400_000)

import { type Day, dayOf } from '../core/day.ts'
import { bookQuarters, bookYears, isCalendarYear } from '../core/quote-periods.ts'
import type { Period, YearEnd } from '../core/scan-periods.ts'
import { QUOTE as T } from './texts/quote.ts'

/** A stretch of days with a name, offered as a link. */
export interface Preset {
  readonly text: string
  readonly from: string
  readonly to: string
}

const MOST_YEARS = 4
const MOST_QUARTERS = 4

/** The last financial years that have documents, newest first. */
export function yearPresets(yearEnd: YearEnd, now: number, oldest: Day | null): readonly Preset[] {
  const years = bookYears(yearEnd, dayOf(now), oldest, MOST_YEARS)
  return years.map((year) => ({ ...year, text: yearName(yearEnd, year) }))
}

/** The last quarters of the financial year, newest first. */
export const quarterPresets = (yearEnd: YearEnd, now: number): readonly Preset[] =>
  bookQuarters(yearEnd, dayOf(now), MOST_QUARTERS).map((quarter) => ({
    ...quarter,
    text: stretch(quarter),
  }))

export const calendarYear = (year: string): Preset => ({
  text: year,
  from: `${year}-01-01`,
  to: `${year}-12-31`,
})

/** A month as `2026-03`. */
export function monthPreset(month: string): Preset {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate()
  return {
    text: MONTH.format(Date.UTC(year, number - 1)),
    from: `${month}-01`,
    to: `${month}-${last}`,
  }
}

/** `2026`, or `2025/26` where the year ends within a calendar year. */
function yearName(yearEnd: YearEnd, { from, to }: Period): string {
  return isCalendarYear(yearEnd) ? to.slice(0, 4) : `${from.slice(0, 4)}/${to.slice(2, 4)}`
}

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' })
const SHORT = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' })
const DAY_AND_MONTH = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
})

/** `Jul to Sep 2026`; with its days where it does not keep to months. */
function stretch({ from, to }: Period): string {
  const format = from.endsWith('-01') ? SHORT : DAY_AND_MONTH
  return T.stretch(format.format(Date.parse(from)), format.format(Date.parse(to)), to.slice(0, 4))
}

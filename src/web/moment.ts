import { reader } from './reader.ts'

/** The formats of one reader; the script on the page makes the same ones in the browser. */
interface Formats {
  readonly date: Intl.DateTimeFormat
  readonly dateAndYear: Intl.DateTimeFormat
  readonly time: Intl.DateTimeFormat
}

const FORMATS = new Map<string, Formats>()
const MOST_FORMATS = 200

/** `Tuesday 24 November, 14:05 GMT`; the year is added when it is another one than `now`'s. */
export function formatInstant(at: number, now: number): string {
  const { date, dateAndYear, time } = formats()
  const sameYear = yearOf(dateAndYear, at) === yearOf(dateAndYear, now)
  const day = sameYear ? date.format(at) : plainDay(dateAndYear.format(at))
  return `${day}, ${time.format(at)}`
}

/** English sets a comma after the weekday where there is a year, and none where there is not. */
const plainDay = (day: string): string => day.replace(/^([A-Z][a-z]+day), (?=\d)/, '$1 ')

/** `14:05 GMT` on the day of `now`, otherwise the full instant. */
export function formatTime(at: number, now: number): string {
  const { dateAndYear, time } = formats()
  const sameDay = dateAndYear.format(at) === dateAndYear.format(now)
  return sameDay ? time.format(at) : formatInstant(at, now)
}

/** For `datetime` attributes. */
export const isoInstant = (at: number): string => new Date(at).toISOString()

const HOUR_MS = 3_600_000

/** `in 25 minutes`, `in 3 hours`, `in 2 days`: only ever beside the instant itself. */
export function formatWait(at: number, now: number): string {
  const ms = Math.max(0, at - now)
  if (ms < HOUR_MS) return inUnits(Math.max(1, Math.round(ms / 60_000)), 'minute')
  if (ms < 48 * HOUR_MS) return inUnits(Math.round(ms / HOUR_MS), 'hour')
  return inUnits(Math.round(ms / (24 * HOUR_MS)), 'day')
}

const inUnits = (number: number, unit: string): string =>
  `in ${number} ${number === 1 ? unit : `${unit}s`}`

function formats(): Formats {
  const { locale, zone } = reader()
  const key = `${locale} ${zone}`
  const known = FORMATS.get(key)
  if (known) return known
  if (FORMATS.size >= MOST_FORMATS) FORMATS.clear()
  const date = { weekday: 'long', day: 'numeric', month: 'long', timeZone: zone } as const
  const time = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const
  const made: Formats = {
    date: new Intl.DateTimeFormat(locale, date),
    dateAndYear: new Intl.DateTimeFormat(locale, { ...date, year: 'numeric' }),
    time: new Intl.DateTimeFormat(locale, { ...time, timeZone: zone }),
  }
  FORMATS.set(key, made)
  return made
}

const yearOf = (format: Intl.DateTimeFormat, at: number): string =>
  format.formatToParts(at).find((part) => part.type === 'year')?.value ?? ''

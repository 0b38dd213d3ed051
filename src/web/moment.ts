/** How the pages write instants and days. The script writes them again in the browser's own zone. */
const SITE_ZONE = 'Europe/London'

const LOCALE = 'en-GB'
const PARTS = new Intl.DateTimeFormat(LOCALE, {
  timeZone: SITE_ZONE,
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** `Tuesday 24 November, 14:05`; the year is added when it is another one than `now`'s. */
export function formatInstant(at: number, now: number): string {
  const { weekday, day, month, year, time } = partsOf(at)
  const date = `${weekday} ${day} ${month}`
  return `${year === partsOf(now).year ? date : `${date} ${year}`}, ${time}`
}

/** `14:05` on the day of `now`, otherwise the full instant. */
export function formatTime(at: number, now: number): string {
  const then = partsOf(at)
  const today = partsOf(now)
  const sameDay = then.day === today.day && then.month === today.month && then.year === today.year
  return sameDay ? then.time : formatInstant(at, now)
}

/** For `datetime` attributes. */
export const isoInstant = (at: number): string => new Date(at).toISOString()

function partsOf(at: number) {
  const found = new Map(PARTS.formatToParts(at).map(({ type, value }) => [type, value]))
  const part = (type: Intl.DateTimeFormatPartTypes): string => found.get(type) ?? ''
  return {
    weekday: part('weekday'),
    day: part('day'),
    month: part('month'),
    year: part('year'),
    time: `${part('hour')}:${part('minute')}`,
  }
}

/** A calendar day as `YYYY-MM-DD`. Xero's dates are days of the organisation, never instants. */
export type Day = string

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/

/** Whether a text is a real calendar day (30 February is not). */
export function isDay(text: string): boolean {
  const parts = SHAPE.exec(text)
  if (!parts) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** The UTC day of an instant in ms. */
export const dayOf = (at: number): Day => new Date(at).toISOString().slice(0, 10)

const XERO_DATE = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/

/**
 * Milliseconds of Xero's `/Date(1782604800000+0000)/`, or of an ISO text, which Xero means as UTC
 * even without a `Z`; null for anything else. The offset only labels: the number is UTC already.
 */
export function xeroInstant(value: unknown): number | null {
  if (typeof value !== 'string') return null
  const match = XERO_DATE.exec(value)
  if (match) return Number(match[1])
  if (!/^\d{4}-\d{2}-\d{2}/.test(value)) return null
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(value) || value.length <= 10 ? value : `${value}Z`
  const at = Date.parse(zoned)
  return Number.isNaN(at) ? null : at
}

/** The calendar day of a Xero date, never shifted: it stands at 00:00 labelled UTC. */
export function xeroDay(value: unknown): Day | null {
  const at = xeroInstant(value)
  return at === null || Math.abs(at) > 8.64e15 ? null : dayOf(at)
}

/** `1 April 2026`. */
export const dayWords = (day: Day): string =>
  new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(`${day}T00:00:00Z`))

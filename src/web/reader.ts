import { AsyncLocalStorage } from 'node:async_hooks'

/** How the person at the other end writes figures and tells the time. */
export interface Reader {
  /** English, by the customs of the reader's own region: `en-GB`, `en-US`, `en-DE`. */
  readonly locale: string
  /** IANA name of the time zone. */
  readonly zone: string
}

const UNKNOWN: Reader = { locale: 'en-GB', zone: 'UTC' }

/**
 * Of the request that is being answered. Every figure and every instant on a page is written for its
 * reader, whichever text it stands in: handing the reader to each of them would be on every line.
 */
const READERS = new AsyncLocalStorage<Reader>()

export const reader = (): Reader => READERS.getStore() ?? UNKNOWN

export const asReader = <T>(who: Reader, work: () => T): T => READERS.run(who, work)

/**
 * The reader, from `Accept-Language` and the time zone that the browser has told. Without the latter it
 * is the one zone of the reader's region, or UTC where a region has several.
 */
export function readerOf(acceptLanguage: string | undefined, told: string | null): Reader {
  const key = `${acceptLanguage} ${told}`
  const known = KNOWN.get(key)
  if (known) return known
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear()
  const made = workedOut(acceptLanguage, told)
  KNOWN.set(key, made)
  return made
}

const KNOWN = new Map<string, Reader>()
const MOST_KNOWN = 400

function workedOut(acceptLanguage: string | undefined, told: string | null): Reader {
  const region = regionOf(acceptLanguage)
  const locale = region ? `en-${region}` : UNKNOWN.locale
  return { locale, zone: told && isZone(told) ? told : zoneOf(region) }
}

const FIRST = /^\s*([a-z]{2,3}(?:-[a-z0-9]{2,8})*)\s*(?:[,;]|$)/i

/** The region of the language that comes first. English without a region is ours: British. */
function regionOf(acceptLanguage: string | undefined): string | null {
  const tag = FIRST.exec(acceptLanguage ?? '')?.[1]
  if (!tag || tag.toLowerCase() === 'en') return null
  try {
    const region = new Intl.Locale(tag).maximize().region
    return region && /^[A-Z]{2}$/.test(region) ? region : null
  } catch {
    return null
  }
}

const isZone = (zone: string): boolean => {
  if (!/^[A-Za-z][\w+/-]{1,40}$/.test(zone)) return false
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** A region with a single zone needs no telling. */
function zoneOf(region: string | null): string {
  if (!region) return UNKNOWN.zone
  const locale: Intl.Locale & { getTimeZones?(): readonly string[] } = new Intl.Locale(
    `en-${region}`,
  )
  const zones = locale.getTimeZones?.() ?? []
  return (zones.length === 1 && zones[0]) || UNKNOWN.zone
}

/** How figures are written for people, in the way of a locale: the site's reader has one, letters and terminal take `en-GB`. */
const FORMATS = new Map<string, Intl.NumberFormat>()
/** Making a format costs a thousand times more than using it; a reader may name any locale. */
const MOST_FORMATS = 400

function format(locale: string, digits: number): Intl.NumberFormat {
  const key = `${locale} ${digits}`
  const known = FORMATS.get(key)
  if (known) return known
  if (FORMATS.size >= MOST_FORMATS) FORMATS.clear()
  const made = new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  FORMATS.set(key, made)
  return made
}

/** `12,431`. */
export const formatCount = (count: number, locale = 'en-GB'): string =>
  format(locale, 0).format(count)

/** `1 file`, `12,431 files`. */
export const counted = (count: number, one: string, many = `${one}s`, locale = 'en-GB'): string =>
  `${formatCount(count, locale)} ${count === 1 ? one : many}`

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const

/** `1.4 GB`: thousands of bytes, as file managers and downloads count them. */
export function formatBytes(bytes: number, locale = 'en-GB'): string {
  if (bytes < 1000) return counted(bytes, 'byte', 'bytes', locale)
  let size = bytes
  let unit = 0
  // 999.95 would be shown as 1,000.0.
  while (size >= 999.95 && unit < UNITS.length - 1) {
    size /= 1000
    unit += 1
  }
  return `${format(locale, 1).format(size)} ${UNITS[unit]}`
}

/** Whole per cent, 100 only when all is done. */
export function percent(done: number, total: number): number {
  if (total <= 0) return 0
  return Math.min(done >= total ? 100 : 99, Math.floor((done / total) * 100))
}

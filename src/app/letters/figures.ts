const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const

/** `12,431`. */
const count = (number: number): string => new Intl.NumberFormat('en-GB').format(number)

/** `1 file`, `12,431 files`. */
export const counted = (number: number, one: string, many = `${one}s`): string =>
  `${count(number)} ${number === 1 ? one : many}`

/** Decimal units, as file managers show them: `1.4 GB`. */
export function bytesInWords(bytes: number): string {
  if (bytes < 1000) return counted(bytes, 'byte')
  let size = bytes
  let unit = 0
  // 999.95 would be shown as 1,000.0.
  while (size >= 999.95 && unit < UNITS.length - 1) {
    size /= 1000
    unit += 1
  }
  const digits = new Intl.NumberFormat('en-GB', {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  })
  return `${digits.format(size)} ${UNITS[unit]}`
}

/** Control characters, and those that turn the direction of the text around them. */
const UNSAFE = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu

/** A text on one line, cut to `length` characters. */
export function oneLine(text: string, length = Number.POSITIVE_INFINITY): string {
  const line = text.replace(UNSAFE, ' ').replace(/\s+/g, ' ').trim()
  const characters = [...line]
  return characters.length <= length ? line : `${characters.slice(0, length - 1).join('')}…`
}

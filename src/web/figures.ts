const NUMBER = new Intl.NumberFormat('en-GB')
const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const

/** `12,345`. */
export const formatCount = (count: number): string => NUMBER.format(count)

/** `1 file`, `12,345 files`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

/** `1.2 GB`: three figures at most, thousands of bytes as file managers and downloads count them. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000
    unit += 1
  }
  const digits = unit === 0 || value >= 99.5 ? 0 : 1
  return `${value.toFixed(digits)} ${UNITS[unit]}`
}

/** Whole per cent, 100 only when all is done. */
export function percent(done: number, total: number): number {
  if (total <= 0) return 0
  return Math.min(done >= total ? 100 : 99, Math.floor((done / total) * 100))
}

/** Figures as the terminal shows them. */
export const formatCount = (count: number): string => new Intl.NumberFormat('en-GB').format(count)

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB']

/** `1.2 MB`; decimal units, as disks and mail count them. */
export function formatBytes(bytes: number): string {
  let size = bytes
  let unit = 0
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000
    unit += 1
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${UNITS[unit]}`
}

/** `Tue 24 Nov 14:05`, in the terminal's time zone. */
export const formatInstant = (at: number): string =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
    .format(at)
    .replace(',', '')

export { formatBytes, formatCount } from '../core/figures.ts'

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

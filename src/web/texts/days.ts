import { counted } from '../figures.ts'

const YEAR = 365

/** `30 days`; `10 years` where it comes out even and is more than one. */
export const daysInWords = (days: number): string =>
  days > YEAR && days % YEAR === 0 ? counted(days / YEAR, 'year') : counted(days, 'day')

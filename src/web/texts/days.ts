import { counted } from '../figures.ts'

/** When the letter before a deletion comes: at once where there is not so much time. */
export const warningWords = ({ standardDays, warnDays }: Keeping): string =>
  standardDays >= warnDays
    ? `We write to you ${counted(warnDays, 'day')} before we delete it, or at once where it is kept for less.`
    : 'We write to you as soon as it is ready, because it is kept so shortly.'

interface Keeping {
  readonly standardDays: number
  readonly warnDays: number
}

const YEAR = 365

/** `30 days`; `10 years` where it comes out even and is more than one. */
export const daysInWords = (days: number): string =>
  days > YEAR && days % YEAR === 0 ? counted(days / YEAR, 'year') : counted(days, 'day')

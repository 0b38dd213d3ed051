/** Of the text of the terms; grows with every change of it. */
const TEXT_VERSION = '2026-11-3'

/** The days that the terms name. */
export interface TermsDays {
  readonly standardDays: number
  readonly mostDays: number
  readonly idleDays: number
}

/**
 * The version of the terms that a customer accepts; recorded with the order. It changes with their text and
 * with the days of the installation that stand in it: `2026-11-3.30-365-14`.
 */
export const termsVersionFor = ({ standardDays, mostDays, idleDays }: TermsDays): string =>
  `${TEXT_VERSION}.${standardDays}-${mostDays}-${idleDays}`

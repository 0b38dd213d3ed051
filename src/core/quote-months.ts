import type { Day } from './day.ts'

/** Files in a month, `2026-03`; null for records without a day. */
interface InMonth {
  readonly month: string | null
  readonly files: number
}

/** Files of each year, the newest first, those without a day last. */
export function filesByYear(
  months: readonly InMonth[],
): readonly { readonly year: string | null; readonly files: number }[] {
  const years = new Map<string | null, number>()
  for (const { month, files } of months) {
    const year = month?.slice(0, 4) ?? null
    years.set(year, (years.get(year) ?? 0) + files)
  }
  return [...years]
    .map(([year, files]) => ({ year, files }))
    .sort((a, b) => (b.year ?? '').localeCompare(a.year ?? ''))
}

/** Whether a day of the month lies in the range; what has no day lies in every range. */
export const reaches = (
  { from, to }: { readonly from: Day | null; readonly to: Day | null },
  { month }: Pick<InMonth, 'month'>,
): boolean =>
  month === null ||
  ((from === null || from.slice(0, 7) <= month) && (to === null || month <= to.slice(0, 7)))

interface Sized {
  readonly sizedFiles: number
  readonly bytes: number
}

/** The files whose size is known, and their bytes together. */
export const sizeOf = (
  months: readonly Sized[],
): { readonly files: number; readonly bytes: number } => ({
  files: months.reduce((sum, one) => sum + one.sizedFiles, 0),
  bytes: months.reduce((sum, one) => sum + one.bytes, 0),
})

import { refuse } from './errors.ts'

const DAY_MS = 86_400_000

/** A deletion is announced so long before, and the end of an idle connection so long. */
export const WARN_DAYS = 7
export const IDLE_WARN_DAYS = 3

/** What nobody can open, as a cancelled backup, is kept so long at most. */
export const UNUSED_DAYS = 30

/** The agreed end of something that ended (or came to rest) at `since`. */
export const keptUntil = (since: number, days: number): number => since + days * DAY_MS

/** When a connection that was last used at `usedAt` has been idle for too long. */
export const idleAt = (usedAt: number, idleDays: number): number => usedAt + idleDays * DAY_MS

/** Never before the warning was given its time, even when it came late. */
export const idleEndAt = (
  { usedAt, warnedAt }: { readonly usedAt: number; readonly warnedAt: number | null },
  idleDays: number,
): number =>
  Math.max(
    idleAt(usedAt, idleDays),
    warnedAt === null ? 0 : warnedAt + Math.min(IDLE_WARN_DAYS, idleDays) * DAY_MS,
  )

/** Refuses what is not a whole number of days from 1 to the most. */
export function needKeepDays(days: number, mostDays: number): void {
  if (Number.isInteger(days) && days >= 1 && days <= mostDays) return
  throw refuse('That is not a number of days.', `Enter 1 to ${mostDays}.`, { field: 'days' })
}

/** Whether everything of an organisation was deleted: only an empty place is left of it. */
export const isErased = ({ tenantId }: { readonly tenantId: string }): boolean =>
  tenantId.startsWith('erased:')

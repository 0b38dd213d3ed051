import type { Kind } from '../ids.ts'
import type { Setting } from './setting.ts'

const DAY_MS = 86_400_000

/** `/Date(ms+0000)/`, as Xero writes instants and calendar days alike. */
export function xeroDate(ms: number): string {
  return `/Date(${ms}+0000)/`
}

const DAYS = new Map<number, string>()

/** `2026-06-28` of an instant. Days are few and are asked for often. */
function dayOf(ms: number): string {
  const day = Math.floor(ms / DAY_MS)
  const known = DAYS.get(day)
  if (known !== undefined) return known
  const made = new Date(day * DAY_MS).toISOString().slice(0, 10)
  if (DAYS.size > 20_000) DAYS.clear()
  DAYS.set(day, made)
  return made
}

/** A calendar day at midnight without a zone. */
export function dayString(ms: number): string {
  return `${dayOf(ms)}T00:00:00`
}

export function secondsString(ms: number): string {
  const seconds = Math.floor((ms % DAY_MS) / 1000)
  return `${dayOf(ms)}T${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}Z`
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}

export interface Moments {
  /** When the record was last changed: rises with the index, as unsorted lists are ordered by it. */
  readonly updatedAt: number
  /** Midnight of the document's own day. */
  readonly date: number
}

/** Spreads the records of a resource over the span of the books. */
export function momentsOf(setting: Setting, kind: Kind, index: number, size: number): Moments {
  const step = (setting.endAt - setting.startAt) / Math.max(1, size)
  const chance = setting.chance(kind, index, 0)
  const updatedAt = Math.floor(setting.startAt + step * (index + (chance % 1000) / 1000))
  const back = (chance >>> 10) % 12
  return { updatedAt, date: Math.floor(updatedAt / DAY_MS) * DAY_MS - back * DAY_MS }
}

export function addDays(ms: number, days: number): number {
  return ms + days * DAY_MS
}

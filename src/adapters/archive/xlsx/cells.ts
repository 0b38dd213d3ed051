import type { Cell, Link } from '../../../core/archive/sheet.ts'
import { type Day, isDay } from '../../../core/day.ts'
import { CELL_UNITS, cellText, cutText } from './escape.ts'
import { STYLE } from './styles.ts'

/** What a sheet's cells add to beside their own XML. */
export interface CellTally {
  /** Takes a link; false when the sheet can hold no more. */
  link(reference: string, link: Link): boolean
  /** A text was longer than a cell holds. */
  cut(): void
}

/** One cell as XML; an empty one is left out. `reference` is its place: `B7`. */
export function cellXml(reference: string, cell: Cell, tally: CellTally): string {
  if (cell === null) return ''
  switch (cell.kind) {
    case 'text': {
      const linked = cell.link !== undefined && tally.link(reference, cell.link)
      const style = cell.bold ? STYLE.header : textStyle(cell.text)
      return textXml(reference, cell.text, linked ? STYLE.link : style, tally)
    }
    case 'money':
      return numberXml(reference, cell.value, STYLE.money)
    case 'decimal':
      return numberXml(reference, cell.value, STYLE.plain)
    case 'count': {
      const linked = cell.link !== undefined && tally.link(reference, cell.link)
      return numberXml(reference, String(cell.value), linked ? STYLE.countLink : STYLE.count)
    }
    case 'day': {
      const serial = daySerial(cell.day)
      return serial === null
        ? textXml(reference, cell.day, STYLE.plain, tally)
        : numberXml(reference, String(serial), STYLE.day)
    }
    case 'instant': {
      const serial = instantSerial(cell.at)
      return serial === null
        ? textXml(reference, new Date(cell.at).toISOString(), STYLE.plain, tally)
        : numberXml(reference, serial, STYLE.instant)
    }
    case 'boolean':
      return `<c r="${reference}" t="b"><v>${cell.value ? 1 : 0}</v></c>`
  }
}

/** A text cell of the given style; what begins like a formula is a text all the same. */
export function textXml(reference: string, text: string, style: number, tally: CellTally): string {
  const fits = text.length <= CELL_UNITS
  if (!fits) tally.cut()
  const shown = fits ? text : cutText(text)
  const space = /^\s|\s$|[\t\n]/.test(shown) ? ' xml:space="preserve"' : ''
  return `<c r="${reference}"${styled(style)} t="inlineStr"><is><t${space}>${cellText(shown)}</t></is></c>`
}

const numberXml = (reference: string, value: string, style: number): string =>
  `<c r="${reference}"${styled(style)}><v>${value}</v></c>`

const styled = (style: number): string => (style === STYLE.plain ? '' : ` s="${style}"`)

function textStyle(text: string): number {
  // A letter in front, as almost always, makes no formula.
  const first = text.charCodeAt(0)
  if (first > 0x40 && first < 0x7f) return STYLE.plain
  return /^[\s\p{Cc}]*[=+\-@]/u.test(text) ? STYLE.asText : STYLE.plain
}

const DAY_MS = 86_400_000
/** 1970-01-01 counted from the day that Excel calls 0. */
const EPOCH = 25_569
/** 1 March 1900: Excel believes in a 29 February before it, so that earlier numbers are off by one. */
const FIRST_SERIAL = 61
/** 31 December 9999. */
const LAST_SERIAL = 2_958_465

/** Books repeat their days; a calendar is slow to ask. */
const serials = new Map<Day, number | null>()
const SERIALS_KEPT = 20_000

/** Null for a day that Excel can't show as a date. */
export function daySerial(day: Day): number | null {
  const known = serials.get(day)
  if (known !== undefined) return known
  if (serials.size >= SERIALS_KEPT) serials.clear()
  const serial = isDay(day) ? Date.parse(`${day}T00:00:00Z`) / DAY_MS + EPOCH : 0
  const shown = serial >= FIRST_SERIAL && serial <= LAST_SERIAL ? serial : null
  serials.set(day, shown)
  return shown
}

/** Days and their fraction as decimal text; null for an instant that Excel can't show. */
export function instantSerial(at: number): string | null {
  const days = Math.floor(at / DAY_MS)
  const serial = days + EPOCH
  if (serial < FIRST_SERIAL || serial > LAST_SERIAL) return null
  const ms = Math.round(at - days * DAY_MS)
  return ms === 0 ? String(serial) : serial + (ms / DAY_MS).toFixed(10).slice(1)
}

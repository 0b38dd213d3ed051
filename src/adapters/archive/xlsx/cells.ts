import type { Cell, Link } from '../../../core/archive/sheet.ts'
import { type Day, isDay } from '../../../core/day.ts'
import { CELL_UNITS, cellText, cutText } from './escape.ts'
import { STYLE } from './styles.ts'
import { type FixedXml, fixedXml, type XmlBytes } from './xml-bytes.ts'

/** What a sheet's cells add to beside their own XML. */
export interface CellTally {
  /** Takes a link; false when the sheet can hold no more. */
  link(reference: string, link: Link): boolean
  /** A text was longer than a cell holds. */
  cut(): void
}

/** A column's letters, and how each of its cells begins. */
export interface ColumnStart {
  readonly letters: string
  readonly opening: FixedXml
}

export const columnStart = (letters: string): ColumnStart => ({
  letters,
  opening: fixedXml(`<c r="${letters}`),
})

/** What stands between a cell's place and its value, by style. */
const numberStarts = Object.values(STYLE).map((style) => fixedXml(`"${styled(style)}><v>`))
const textStarts = Object.values(STYLE).map((style) =>
  fixedXml(`"${styled(style)} t="inlineStr"><is><t>`),
)
const TRUTH_START = fixedXml('" t="b"><v>')
const NUMBER_END = fixedXml('</v></c>')
const TEXT_END = fixedXml('</t></is></c>')
const NOTHING = fixedXml('')

/** Writes one cell of the line that was begun, which counts from 1. */
export function writeCell(
  out: XmlBytes,
  column: ColumnStart,
  line: number,
  cell: NonNullable<Cell>,
  tally: CellTally,
): void {
  switch (cell.kind) {
    case 'text': {
      const linked = cell.link !== undefined && tally.link(`${column.letters}${line}`, cell.link)
      const style = cell.bold ? STYLE.header : textStyle(cell.text)
      writeText(out, column, line, cell.text, linked ? STYLE.link : style, tally)
      break
    }
    case 'money':
      writeNumber(out, column, cell.value, STYLE.money)
      break
    case 'decimal':
      writeNumber(out, column, cell.value, STYLE.plain)
      break
    case 'count': {
      const linked = cell.link !== undefined && tally.link(`${column.letters}${line}`, cell.link)
      writeNumber(out, column, String(cell.value), linked ? STYLE.countLink : STYLE.count)
      break
    }
    case 'day': {
      const serial = daySerial(cell.day)
      if (serial === null) writeText(out, column, line, cell.day, STYLE.plain, tally)
      else writeNumber(out, column, serial, STYLE.day)
      break
    }
    case 'instant': {
      const serial = instantSerial(cell.at)
      if (serial !== null) writeNumber(out, column, serial, STYLE.instant)
      else writeText(out, column, line, new Date(cell.at).toISOString(), STYLE.plain, tally)
      break
    }
    case 'boolean':
      out.beginCell(column.opening, TRUTH_START)
      out.whole(cell.value ? 1 : 0)
      out.fixed(NUMBER_END)
  }
}

/** Writes a text cell of the given style; what begins like a formula is a text all the same. */
export function writeText(
  out: XmlBytes,
  column: ColumnStart,
  line: number,
  text: string,
  style: number,
  tally: CellTally,
): void {
  if (writePlainText(out, column, text, style)) return
  const fits = text.length <= CELL_UNITS
  if (!fits) tally.cut()
  const shown = fits ? text : cutText(text)
  const space = /^\s|\s$|[\t\n]/.test(shown) ? ' xml:space="preserve"' : ''
  out.xml(
    `<c r="${column.letters}${line}"${styled(style)} t="inlineStr"><is><t${space}>${cellText(shown)}</t></is></c>`,
  )
}

/** The short way, for nearly every text; false, and nothing written, where it does not do. */
function writePlainText(out: XmlBytes, column: ColumnStart, text: string, style: number): boolean {
  if (text.length > CELL_UNITS || hasBlankEnd(text)) return false
  const before = out.length
  out.beginCell(column.opening, textStarts[style] ?? NOTHING)
  if (!out.plainText(text)) {
    out.back(before)
    return false
  }
  out.fixed(TEXT_END)
  return true
}

/** Whether a reader might drop what stands at an end. */
const hasBlankEnd = (text: string): boolean =>
  text.charCodeAt(0) === 0x20 || text.charCodeAt(text.length - 1) === 0x20

function writeNumber(
  out: XmlBytes,
  column: ColumnStart,
  value: string | number,
  style: number,
): void {
  out.beginCell(column.opening, numberStarts[style] ?? NOTHING)
  if (typeof value === 'number') out.whole(value)
  else out.ascii(value)
  out.fixed(NUMBER_END)
}

function styled(style: number): string {
  return style === STYLE.plain ? '' : ` s="${style}"`
}

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

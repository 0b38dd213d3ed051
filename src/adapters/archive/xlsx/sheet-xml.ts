import type { Row, SheetColumn } from '../../../core/archive/sheet.ts'
import { type CellTally, cellXml, textXml } from './cells.ts'
import { createLinks, type SheetLinks } from './links.ts'
import type { RowFeed } from './row-feed.ts'
import { STYLE, widthOf } from './styles.ts'

/** What a sheet can hold; Excel's own limits in use, small ones in tests. */
export interface SheetLimits {
  /** With header and note. */
  readonly rows: number
  readonly links: number
  /** Of XML: a part of 4 GiB could not be written without knowing so beforehand. */
  readonly bytes: number
}

export const EXCEL_LIMITS: SheetLimits = { rows: 1_048_576, links: 65_530, bytes: 3_000_000_000 }

export interface SheetShape {
  readonly columns: readonly SheetColumn[]
  /** A bold, frozen first row with a filter; `Contents` has none. */
  readonly header: boolean
  readonly note: string | null
  /** Shown when the workbook opens. */
  readonly selected: boolean
}

/** One part of XML while it is written, and what came of it. */
export interface SheetWriting {
  readonly chunks: AsyncGenerator<string>
  readonly links: SheetLinks
  /** Rows from the feed, once the chunks are through. */
  rows(): number
}

/** Told while a sheet is written. */
export interface SheetEvents {
  /** A text was longer than a cell holds. */
  readonly cut: () => void
  /** The row stands at this line, from 1. */
  readonly written?: (row: Row, line: number) => void
}

/** Strings are handed on in pieces of about this many characters. */
const PIECE = 65_536

/** Writes rows of the feed until it ends or the sheet is full; what does not fit stays in the feed. */
export function writeSheet(
  shape: SheetShape,
  feed: RowFeed,
  limits: SheetLimits,
  events: SheetEvents,
): SheetWriting {
  const links = createLinks(limits.links)
  const tally: CellTally = { link: links.add, cut: events.cut }
  const letters = shape.columns.map((_, nth) => columnLetters(nth))
  let taken = 0

  async function* chunks(): AsyncGenerator<string> {
    const top = topRows(shape, tally)
    let line = top.length
    let xml = startXml(shape) + top.join('')
    let written = 0
    for (let rows = await feed.next(); rows; rows = await feed.next()) {
      let used = 0
      for (const row of rows) {
        if (line >= limits.rows || written + xml.length > limits.bytes) break
        xml += rowXml(++line, row, letters, tally)
        events.written?.(row, line)
        used++
        if (xml.length < PIECE) continue
        written += xml.length
        yield xml
        xml = ''
      }
      taken += used
      if (used === rows.length) continue
      feed.giveBack(rows.slice(used))
      break
    }
    yield xml + endXml(shape, line, links)
  }
  return { chunks: chunks(), links, rows: () => taken }
}

function rowXml(line: number, row: Row, letters: readonly string[], tally: CellTally): string {
  let xml = `<row r="${line}">`
  for (let nth = 0; nth < row.length; nth++) {
    const cell = row[nth]
    if (cell) xml += cellXml(`${letters[nth]}${line}`, cell, tally)
  }
  return `${xml}</row>`
}

function topRows({ columns, header, note }: SheetShape, tally: CellTally): readonly string[] {
  const titles = columns.map(({ title }, nth) =>
    textXml(`${columnLetters(nth)}1`, title, STYLE.header, tally),
  )
  const rows = header ? [`<row r="1">${titles.join('')}</row>`] : []
  if (note === null) return rows
  const line = rows.length + 1
  return [...rows, `<row r="${line}">${textXml(`A${line}`, note, STYLE.note, tally)}</row>`]
}

const startXml = ({ columns, header, selected }: SheetShape): string =>
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ' +
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">' +
  `<sheetViews><sheetView${selected ? ' tabSelected="1"' : ''} workbookViewId="0">` +
  (header
    ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>'
    : '') +
  '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>' +
  columns
    .map(
      (column, nth) =>
        `<col min="${nth + 1}" max="${nth + 1}" width="${widthOf(column)}" customWidth="1"/>`,
    )
    .join('') +
  '</cols><sheetData>'

function endXml({ columns, header }: SheetShape, lines: number, links: SheetLinks): string {
  const last = columnLetters(columns.length - 1)
  const filter = header ? `<autoFilter ref="A1:${last}${lines}"/>` : ''
  return `</sheetData>${filter}${links.xml()}</worksheet>`
}

/** 0 -> A, 25 -> Z, 26 -> AA. */
export function columnLetters(nth: number): string {
  const letter = String.fromCharCode(65 + (nth % 26))
  return nth < 26 ? letter : columnLetters(Math.floor(nth / 26) - 1) + letter
}

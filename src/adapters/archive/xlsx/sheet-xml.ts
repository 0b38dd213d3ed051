import type { Row, SheetColumn } from '../../../core/archive/sheet.ts'
import { type CellTally, type ColumnStart, columnStart, writeCell, writeText } from './cells.ts'
import { createLinks, type SheetLinks } from './links.ts'
import type { RowFeed } from './row-feed.ts'
import { STYLE, widthOf } from './styles.ts'
import { type FixedXml, fixedXml, PIECE_BYTES, XmlBytes } from './xml-bytes.ts'

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
  readonly chunks: AsyncGenerator<Uint8Array>
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

const [ROW_START, ROW_NUMBERED, ROW_END] = ['<row r="', '">', '</row>'].map(fixedXml) as [
  FixedXml,
  FixedXml,
  FixedXml,
]

/** Writes rows of the feed until it ends or the sheet is full; what does not fit stays in the feed. */
export function writeSheet(
  shape: SheetShape,
  feed: RowFeed,
  limits: SheetLimits,
  events: SheetEvents,
): SheetWriting {
  const links = createLinks(limits.links)
  const tally: CellTally = { link: links.add, cut: events.cut }
  const columns = shape.columns.map((_, nth) => columnStart(columnLetters(nth)))
  let taken = 0

  async function* chunks(): AsyncGenerator<Uint8Array> {
    const out = new XmlBytes()
    out.xml(startXml(shape))
    let line = writeTop(out, shape, columns, tally)
    let written = 0
    for (let rows = await feed.next(); rows; rows = await feed.next()) {
      let used = 0
      for (const row of rows) {
        if (line >= limits.rows || written + out.length > limits.bytes) break
        writeRow(out, ++line, row, columns, tally)
        events.written?.(row, line)
        used++
        if (out.length < PIECE_BYTES) continue
        written += out.length
        yield out.take()
      }
      taken += used
      if (used === rows.length) continue
      feed.giveBack(rows.slice(used))
      break
    }
    out.xml(endXml(shape, line, links))
    yield out.take()
  }
  return { chunks: chunks(), links, rows: () => taken }
}

function writeRow(
  out: XmlBytes,
  line: number,
  row: Row,
  columns: readonly ColumnStart[],
  tally: CellTally,
): void {
  out.beginLine(line)
  out.beginCell(ROW_START, ROW_NUMBERED)
  for (let nth = 0; nth < row.length; nth++) {
    const cell = row[nth]
    const column = columns[nth]
    if (cell && column) writeCell(out, column, line, cell, tally)
  }
  out.fixed(ROW_END)
}

/** Titles and note; gives the line of the last of them, 0 where there is none. */
function writeTop(
  out: XmlBytes,
  shape: SheetShape,
  columns: readonly ColumnStart[],
  tally: CellTally,
): number {
  const titles = shape.columns.map(({ title }) => title)
  const rows = [
    ...(shape.header ? [{ texts: titles, style: STYLE.header }] : []),
    ...(shape.note === null ? [] : [{ texts: [shape.note], style: STYLE.note }]),
  ]
  for (const [nth, { texts, style }] of rows.entries()) {
    out.beginLine(nth + 1)
    out.beginCell(ROW_START, ROW_NUMBERED)
    for (const [place, text] of texts.entries()) {
      const column = columns[place]
      if (column) writeText(out, column, nth + 1, text, style, tally)
    }
    out.fixed(ROW_END)
  }
  return rows.length
}

const startXml = ({ columns, header, selected }: SheetShape): string =>
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ' +
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">' +
  `<sheetViews><sheetView${selected ? ' tabSelected="1"' : ''} workbookViewId="0">` +
  (header ? frozenXml(columns) : '') +
  '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>' +
  columns
    .map(
      (column, nth) =>
        `<col min="${nth + 1}" max="${nth + 1}" width="${widthOf(column)}" customWidth="1"/>`,
    )
    .join('') +
  '</cols><sheetData>'

/** The header stays in sight, and so does the first column, which says whose row it is, unless it is wide. */
function frozenXml([first, second]: readonly SheetColumn[]): string {
  const isBoth = first && second && widthOf(first) <= WIDEST_FROZEN
  return isBoth
    ? '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>' +
        '<selection pane="topRight"/><selection pane="bottomLeft"/><selection pane="bottomRight"/>'
    : '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>'
}

/** In characters; beside a wider one little would be seen of the others on a small screen. */
const WIDEST_FROZEN = 30

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

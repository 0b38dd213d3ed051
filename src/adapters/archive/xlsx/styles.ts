import type { SheetColumn } from '../../../core/archive/sheet.ts'

/** Places in `cellXfs` below. */
export const STYLE = {
  plain: 0,
  header: 1,
  money: 2,
  count: 3,
  day: 4,
  instant: 5,
  /** For a text that a spreadsheet would take for a formula as soon as somebody edits the cell. */
  asText: 6,
  link: 7,
  countLink: 8,
  note: 9,
} as const

const FORMATS = [
  [164, '#,##0.00##'],
  [165, 'yyyy\\-mm\\-dd'],
  [166, 'yyyy\\-mm\\-dd\\ hh:mm:ss'],
] as const

/** [number format, font, fill] in the order of STYLE; 3 and 49 are Excel's own `#,##0` and `@`. */
const CELLS = [
  [0, 0, 0],
  [0, 1, 2],
  [164, 0, 0],
  [3, 0, 0],
  [165, 0, 0],
  [166, 0, 0],
  [49, 0, 0],
  [49, 2, 0],
  [3, 2, 0],
  [0, 3, 0],
] as const

const font = (inner: string): string =>
  `<font>${inner}<sz val="11"/><name val="Calibri"/><family val="2"/></font>`
const coloured = (before: string, colour: string): string =>
  `<font>${before}<sz val="11"/><color rgb="${colour}"/><name val="Calibri"/><family val="2"/></font>`

const FONTS = [font(''), font('<b/>'), coloured('<u/>', 'FF0B5CAD'), coloured('<i/>', 'FF8A4B00')]

/** `xl/styles.xml`. */
export const stylesXml = (): string =>
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  `<numFmts count="${FORMATS.length}">${FORMATS.map(
    ([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`,
  ).join('')}</numFmts>` +
  `<fonts count="${FONTS.length}">${FONTS.join('')}</fonts>` +
  '<fills count="3"><fill><patternFill patternType="none"/></fill>' +
  '<fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EDF3"/></patternFill></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="${CELLS.length}">${CELLS.map(
    ([format, fontId, fill]) =>
      `<xf numFmtId="${format}" fontId="${fontId}" fillId="${fill}" borderId="0" xfId="0" ` +
      'applyNumberFormat="1" applyFont="1" applyFill="1"/>',
  ).join('')}</cellXfs>` +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>' +
  '</styleSheet>'

/** A column's width in characters, by what it holds and how it is called. */
export function widthOf({ title, kind }: SheetColumn): number {
  // Room for the arrow of the filter.
  const own = title.length + 4
  return Math.min(60, Math.max(own, kind === 'text' ? textWidth(title) : WIDTHS[kind]))
}

const WIDTHS = { money: 14, decimal: 12, date: 12, instant: 20, boolean: 8, count: 8 } as const

function textWidth(title: string): number {
  if (/\bpath$/i.test(title)) return 60
  if (/description|narration|reason|advice|note|details/i.test(title)) return 50
  if (/\bID$|SHA-256/.test(title)) return 38
  if (title === 'Report') return 60
  if (title === 'Measure') return 40
  if (/name|contact|address|reference|organisation|email|^(sheet|section)$/i.test(title)) return 28
  return 18
}

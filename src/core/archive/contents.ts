import { textCell } from './rows.ts'
import type { Cell, Row, SheetColumn } from './sheet.ts'

/** A finished sheet. */
export interface SheetMade {
  readonly title: string
  /** Without header and note. */
  readonly rows: number
  readonly note: string | null
  /** Not shown until somebody asks for it: a list inside of records that no record has. */
  readonly isHidden: boolean
}

export interface ContentsFacts {
  readonly organisation: string
  readonly currency: string
  /** The filter in words. */
  readonly scope: string
  /** UTC ms. */
  readonly madeAt: number
  readonly sheets: readonly SheetMade[]
}

/** Only for the widths: the sheet has no header of its own. */
export const CONTENTS_COLUMNS: readonly SheetColumn[] = [
  { title: 'Organisation and sheet', kind: 'text' },
  { title: 'Number of rows, made at', kind: 'text' },
  { title: 'Note', kind: 'text' },
]

const HIDDEN = 'Empty, and therefore hidden.'

const bold = (text: string): Cell => ({ kind: 'text', text, bold: true })

/** The first sheet: whose books these are, when and what was taken, and where to find it. */
export const contentsRows = (facts: ContentsFacts): readonly Row[] => [
  [bold('Organisation'), textCell(facts.organisation)],
  [bold('Base currency'), textCell(facts.currency)],
  [bold('Made at (UTC)'), { kind: 'instant', at: facts.madeAt }],
  [bold('Attachments of'), textCell(facts.scope)],
  [],
  [bold('Sheet'), bold('Rows'), bold('Note')],
  ...facts.sheets.map(
    ({ title, rows, note, isHidden }): Row => [
      // A link to a sheet that is hidden would do nothing.
      isHidden ? textCell(title) : { kind: 'text', text: title, link: { sheet: title } },
      { kind: 'count', value: rows },
      textCell(isHidden ? HIDDEN : (note ?? '')),
    ],
  ),
]

import { fileTypeTitle } from '../catalogue/index.ts'
import type { ManifestException, ManifestFile } from './manifest.ts'
import { textCell } from './rows.ts'
import type { Link, Row, SheetColumn } from './sheet.ts'

const text = (title: string): SheetColumn => ({ title, kind: 'text' })

export const ATTACHMENT_COLUMNS: readonly SheetColumn[] = [
  text('Type'),
  text('Document number'),
  { title: 'Date', kind: 'date' },
  text('Contact'),
  text('File name'),
  { title: 'Size in bytes', kind: 'count' },
  text('MIME type'),
  text('SHA-256'),
  text('Path'),
  text('Original name'),
  text('Attachment ID'),
  text('Document ID'),
]

/** A kept file as a row of the sheet `Attachments`; `document` is where its record stands. */
export const attachmentRow = (file: ManifestFile, document: Link | null): Row => [
  textCell(fileTypeTitle(file.type)),
  document === null
    ? textCell(file.number)
    : // Where a record has no number, something has to be there to click on.
      { kind: 'text', text: file.number === '' ? 'Open' : file.number, link: document },
  file.day === null ? null : { kind: 'day', day: file.day },
  textCell(file.contact),
  textCell(file.path.slice(file.path.lastIndexOf('/') + 1)),
  { kind: 'count', value: file.bytes },
  textCell(file.mime),
  textCell(file.sha256),
  { kind: 'text', text: file.path, link: { file: file.path } },
  textCell(file.originalName),
  textCell(file.attachmentId),
  textCell(file.recordId),
]

export const EXCEPTION_COLUMNS: readonly SheetColumn[] = [
  text('What'),
  text('Document number'),
  text('File name'),
  text('Reason'),
  text('Advice'),
  text('Document ID'),
  text('Attachment ID'),
]

/** What was wanted and not obtained, as a row of the sheet `Exceptions`. */
export const exceptionRow = (exception: ManifestException, what: string): Row => [
  textCell(what),
  textCell(exception.number),
  textCell(exception.name),
  textCell(exception.reason),
  textCell(exception.advice),
  textCell(exception.recordId),
  textCell(exception.attachmentId),
]

/** Says in the sheet `Exceptions` that long texts were cut, since a cell holds 32,767 characters. */
export function cutRow(cutTexts: number): Row {
  const cells = cutTexts === 1 ? '1 cell holds' : `${cutTexts} cells hold`
  return [
    textCell('Workbook'),
    null,
    null,
    textCell(
      `${cells} more text than a spreadsheet keeps, and ${cutTexts === 1 ? 'ends' : 'end'} early.`,
    ),
    textCell('The CSV of the sheet, in the folder "Data", has the whole text.'),
    null,
    null,
  ]
}

import { resourceNamed } from '../catalogue/index.ts'
import type { Lines, Resource } from '../catalogue/resource.ts'
import { ATTACHMENT_COLUMNS, EXCEPTION_COLUMNS } from './manifest-rows.ts'
import { REPORT_COLUMNS } from './report-rows.ts'
import type { SheetColumn, SheetPlan } from './sheet.ts'
import { SUMMARY_COLUMNS } from './summary.ts'

const FILES_COLUMN: SheetColumn = { title: 'Files', kind: 'count' }

/** A resource that was asked for, and why it could not be had, where it could not. */
export interface WantedResource {
  readonly name: string
  readonly exception: string | null
}

/**
 * The sheets behind `Contents`, in their order: each resource and behind it the lists inside its
 * records, then the attachments, the exceptions and the summary. An empty resource still has its sheet, so that
 * "there are none" differs from "it was not asked".
 */
export function planSheets(resources: readonly WantedResource[]): readonly SheetPlan[] {
  return [
    ...resources.flatMap(({ name, exception }) => resourceSheets(resourceNamed(name), exception)),
    {
      title: 'Attachments',
      columns: ATTACHMENT_COLUMNS,
      note: null,
      content: { of: 'attachments' },
    },
    { title: 'Exceptions', columns: EXCEPTION_COLUMNS, note: null, content: { of: 'exceptions' } },
    { title: 'Summary', columns: SUMMARY_COLUMNS, note: null, content: { of: 'summary' } },
  ]
}

function resourceSheets(resource: Resource, exception: string | null): readonly SheetPlan[] {
  const note = noteOf(exception)
  if (resource.report) {
    const { title } = resource
    return [{ title, columns: REPORT_COLUMNS, note, content: { of: 'report', resource } }]
  }
  if (resource.follows?.by === 'request') {
    const { title, columns } = resource
    return [{ title, columns, note, content: { of: 'history', resource } }]
  }
  const records: SheetPlan = {
    title: resource.title,
    columns: resource.files ? [...resource.columns, FILES_COLUMN] : resource.columns,
    note,
    content: { of: 'records', resource },
  }
  return [
    ...(resource.linesOnly ? [] : [records]),
    ...resource.lines.map((lines): SheetPlan => linesSheet(resource, lines, note)),
  ]
}

const NONE = 'Not in this backup: '
const PART = 'Not complete: '

/** Where only parts are missing, the rest stands below the note. */
function noteOf(exception: string | null): string | null {
  if (exception === null) return null
  return (isPartly(exception) ? PART : NONE) + exception
}

/** Whether a reason is that parts of a list are missing, while the rest is here. */
export const isPartly = (reason: string): boolean => /^\d+ of its parts/.test(reason)

/** Whether a text is such a note, which is no row of its sheet. */
export const isNote = (text: string): boolean => text.startsWith(NONE) || text.startsWith(PART)

/** Number and id of the record stand in front of each line, so that the sheets can be joined. */
function linesSheet(resource: Resource, lines: Lines, note: string | null): SheetPlan {
  return {
    title: lines.title,
    columns: [
      { title: 'Record number', kind: 'text' },
      { title: 'Record ID', kind: 'text' },
      ...lines.columns,
    ],
    note,
    content: { of: 'lines', resource, lines },
  }
}

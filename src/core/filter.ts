import { FILE_TYPES, isFileTypeKey } from './catalogue/index.ts'
import type { FileTypeKey } from './catalogue/resource.ts'
import { type Day, dayWords, isDay } from './day.ts'
import { refuse } from './errors.ts'

/** Which files a person wants. No types at all is legitimate: the workbook alone. */
export interface Filter {
  readonly types: readonly FileTypeKey[]
  /** First and last day, both included; null means no bound. Records without a day always pass. */
  readonly from: Day | null
  readonly to: Day | null
  /** PDFs of the chosen documents, as Xero draws them; left out means no. */
  readonly pdfs?: boolean
  /** History and notes of the chosen documents; left out means no. */
  readonly history?: boolean
}

export const EVERYTHING: Filter = {
  types: FILE_TYPES.map((type) => type.key),
  from: null,
  to: null,
}

/** A filter out of a form's values, in one order and without repeats; refuses what makes no sense. */
export function parseFilter(input: {
  readonly types: readonly string[]
  readonly from: string
  readonly to: string
  readonly pdfs?: boolean
  readonly history?: boolean
}): Filter {
  const types = input.types.map(fileType)
  const from = day(input.from, 'from')
  const to = day(input.to, 'to')
  if (from && to && from > to) {
    throw refuse(
      `The range ends on ${dayWords(to)}, before it starts on ${dayWords(from)}.`,
      'Set the first day on or before the last day.',
      { field: 'from' },
    )
  }
  const wanted = FILE_TYPES.map((type) => type.key).filter((key) => types.includes(key))
  const extras = { ...(input.pdfs && { pdfs: true }), ...(input.history && { history: true }) }
  return { types: wanted, from, to, ...extras }
}

function fileType(key: string): FileTypeKey {
  if (isFileTypeKey(key)) return key
  throw refuse(`"${key}" is not a type of document.`, 'Choose from the types on the page.', {
    field: 'types',
  })
}

function day(text: string, field: string): Day | null {
  const trimmed = text.trim()
  if (!trimmed) return null
  if (isDay(trimmed)) return trimmed
  throw refuse(
    `"${trimmed}" is not a date.`,
    'Write the date as year-month-day, such as 2026-04-01.',
    {
      field,
    },
  )
}

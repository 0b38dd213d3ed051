import { PLACES, rawFolder, tablePath } from '../core/archive/places.ts'
import { isNote, isPartly } from '../core/archive/sheets.ts'
import { ROWS_MEASURE } from '../core/archive/summary.ts'
import { RESOURCES, recordsIn } from '../core/catalogue/index.ts'
import type { Resource } from '../core/catalogue/resource.ts'
import type { Problem, Source } from './verify-source.ts'
import { tableOf, textOf } from './verify-text.ts'
import { readWorkbook } from './verify-workbook.ts'

const FILES = tablePath('Attachments')

/** Checks that workbook, tables, raw records and files agree, both ways. Only for files that are sound. */
export async function* verifyJoins(
  source: Source,
  payload: ReadonlyMap<string, string>,
): AsyncGenerator<Problem> {
  const listed = new Map<string, string>()
  const byDocument = new Map<string, number>()
  for await (const row of tableOf(source.read(FILES))) {
    const path = row('Path')
    if (listed.has(path)) yield join(FILES, `It lists ${path} twice.`)
    listed.set(path, keyOf(row('SHA-256'), row('Attachment ID'), row('Document ID')))
    byDocument.set(row('Document ID'), (byDocument.get(row('Document ID')) ?? 0) + 1)
    if (payload.get(path) !== row('SHA-256')) {
      yield join(FILES, `It tells of ${path} with another hash than the manifest.`)
    }
    if (source.files.get(path) !== Number(row('Size in bytes'))) {
      yield join(FILES, `It tells of ${path} with another length than it has.`)
    }
  }
  for (const path of payload.keys()) {
    if (isKeptFile(path) && !listed.has(path)) {
      yield join(path, 'The table of files does not list it.')
    }
  }
  const rows = yield* tableRows(source, byDocument)
  yield* workbookProblems(source, listed, rows)
  yield* rawProblems(source, rows)
}

/** All of the payload but what we made, and Xero's answers. */
const isKeptFile = (path: string): boolean =>
  ![PLACES.workbook, PLACES.exceptions, PLACES.summary].some((one) => one === path) &&
  !path.startsWith(PLACES.tables) &&
  !path.startsWith(PLACES.raw)

const keyOf = (...values: readonly string[]): string => values.join('\u0000')

const join = (path: string, text: string): Problem => ({ kind: 'join', path, text })

/** Counts every table's rows against the summary, and documents' files against the table of files. */
async function* tableRows(
  source: Source,
  byDocument: ReadonlyMap<string, number>,
): AsyncGenerator<Problem, ReadonlyMap<string, number>> {
  const rows = new Map<string, number>()
  const told = new Map<string, number>()
  const documents = new Set<string>()
  for await (const row of tableOf(source.read(PLACES.summary))) {
    if (row('Measure') === ROWS_MEASURE) told.set(row('Sheet'), Number(row('In this archive')))
  }
  for (const [title, count] of told) {
    const path = tablePath(title)
    if (!source.files.has(path)) {
      yield join(path, 'The summary counts it, but it is not there.')
      continue
    }
    const resource = RESOURCES.find((one) => one.title === title && one.files)
    const idTitle = resource?.columns.find(({ path: at }) => at === resource.id)?.title
    let found = 0
    for await (const row of tableOf(source.read(path))) {
      found += 1
      if (idTitle === undefined || row('Files') === '0' || row('Files') === '') continue
      documents.add(row(idTitle))
      if (byDocument.get(row(idTitle)) !== Number(row('Files'))) {
        yield join(path, `It tells another number of files of ${row(idTitle)} than are listed.`)
      }
    }
    rows.set(title, found)
    if (found !== count)
      yield join(path, `It has ${found} rows, and the summary tells of ${count}.`)
  }
  const isWhole = !(await lacksRecords(source))
  for (const id of byDocument.keys()) {
    if (isWhole && !documents.has(id))
      yield join(FILES, `It lists files of ${id}, which no table of records has.`)
  }
  return rows
}

/** Whether some list is told to be incomplete: files may be here without their record. */
async function lacksRecords(source: Source): Promise<boolean> {
  for await (const row of tableOf(source.read(PLACES.exceptions))) {
    if (row('Document ID') === '' && isPartly(row('Reason'))) return true
  }
  return false
}

/** Each sheet has the rows of its table; the list of files is the same, row by row. */
async function* workbookProblems(
  source: Source,
  listed: ReadonlyMap<string, string>,
  rows: ReadonlyMap<string, number>,
): AsyncGenerator<Problem> {
  const counts = new Map<string, number>()
  const left = new Map(listed)
  for (const sheet of await readWorkbook(source, PLACES.workbook)) {
    const title = sheet.title.replace(/ \(\d+\)$/, '')
    let header: readonly string[] | null = null
    for await (const row of sheet.rows()) {
      if (header === null) {
        header = row
        continue
      }
      if (row.length === 1 && isNote(row[0] ?? '')) continue
      counts.set(title, (counts.get(title) ?? 0) + 1)
      if (title !== 'Attachments') continue
      const names = header
      const cell = (name: string): string => row[names.indexOf(name)] ?? ''
      const key = keyOf(cell('SHA-256'), cell('Attachment ID'), cell('Document ID'))
      if (left.get(cell('Path')) === key) left.delete(cell('Path'))
      else yield join(PLACES.workbook, `Its row of ${cell('Path')} is not that of the table.`)
    }
  }
  for (const path of left.keys()) yield join(PLACES.workbook, `It has no row of ${path}.`)
  for (const [title, count] of rows) {
    const found = counts.get(title) ?? 0
    if (found !== count && title !== 'Summary') {
      yield join(PLACES.workbook, `Its sheet ${title} has ${found} rows, and the table ${count}.`)
    }
  }
}

/** The records of Xero's answers are as many as the table's rows. */
async function* rawProblems(
  source: Source,
  rows: ReadonlyMap<string, number>,
): AsyncGenerator<Problem> {
  const pages = new Map<string, string[]>()
  for (const path of source.files.keys()) {
    if (!path.startsWith(PLACES.raw)) continue
    const folder = path.slice(0, path.lastIndexOf('/') + 1)
    const paths = pages.get(folder)
    if (paths) paths.push(path)
    else pages.set(folder, [path])
  }
  for (const resource of RESOURCES.filter(isCounted)) {
    const told = rows.get(resource.title)
    if (told === undefined) continue
    let records = 0
    for (const path of pages.get(rawFolder(resource.name)) ?? []) {
      const answer = (await textOf(source.read(path))).replace(/^\ufeff/, '')
      records += recordsIn(resource, JSON.parse(answer)).length
    }
    if (records !== told) {
      yield join(
        rawFolder(resource.name),
        `Its answers hold ${records} records, the table ${told}.`,
      )
    }
  }
}

/** A report's rows are made of cells, and a resource shown by its lines has no table of records. */
const isCounted = (resource: Resource): boolean =>
  !resource.report && !resource.linesOnly && !resource.follows

import type { ManifestException, ManifestFile } from '../../core/archive/manifest.ts'
import { attachmentRow, cutRow, exceptionRow } from '../../core/archive/manifest-rows.ts'
import { reportRows } from '../../core/archive/report-rows.ts'
import { lineRows, recordRow } from '../../core/archive/rows.ts'
import type { Row, SheetContent } from '../../core/archive/sheet.ts'
import { summaryRows } from '../../core/archive/summary.ts'
import { TRIAL_BALANCE, trialBalanceRows } from '../../core/archive/trial-balance.ts'
import { readAt } from '../../core/archive/value-reader.ts'
import { RESOURCES, recordFacts, resourceNamed, rowsAt } from '../../core/catalogue/index.ts'
import type { Lines, Resource } from '../../core/catalogue/resource.ts'
import type { WorkbookOrder } from '../../ports/archive-writer.ts'
import type { Storage } from '../../ports/storage.ts'
import { jsonLines } from './json-lines.ts'
import { createPageReader, rawPages } from './raw-pages.ts'
import type { RecordsAndFiles } from './record-files.ts'
import type { Tallies } from './tallies.ts'

/** Turns what a sheet is made from into its rows, in batches. Ask in the order of the sheets. */
export interface SheetRows {
  rowsOf(content: SheetContent): AsyncGenerator<readonly Row[]>
}

export interface SheetRowsParts {
  readonly storage: Storage
  readonly order: WorkbookOrder
  readonly files: RecordsAndFiles
  readonly tallies: Tallies
  /** How many texts were cut until the exceptions are reached. */
  readonly cutTexts: () => number
  /** How many links a sheet can hold. */
  readonly links: number
}

export function createSheetRows(parts: SheetRowsParts): SheetRows {
  const { storage, order, files, tallies, cutTexts } = parts
  const reader = createPageReader(storage)
  // The link to the file matters more: with too many files for both, only it is there.
  const bothLinks = files.files * 2 <= parts.links
  const pages = new Map(order.resources.map((one) => [one.name, one.pages]))
  // Found with the records: lists that no record has need no second reading of all pages.
  const used = new Set<Lines>()

  async function* records(resource: Resource): AsyncGenerator<readonly Row[]> {
    const looks = resource.lines.map((lines) => ({ lines, isSeen: rowsSeen(lines) }))
    for await (const page of rawPages(reader, resource, pages.get(resource.name) ?? [])) {
      for (const { lines, isSeen } of looks) {
        if (!used.has(lines) && page.some(isSeen)) used.add(lines)
      }
      for (const part of partsOf(page)) yield part.map((record) => recordOf(resource, record))
    }
  }

  function recordOf(resource: Resource, record: unknown): Row {
    if (!resource.files || files.files === 0) return recordRow(resource, record, null)
    const { id } = recordFacts(resource, record)
    const row = recordRow(resource, record, files.filesOf(id))
    files.expect(row, id)
    return row
  }

  async function* lines(resource: Resource, of: Lines): AsyncGenerator<readonly Row[]> {
    if (!used.has(of) && !resource.linesOnly) return
    for await (const page of rawPages(reader, resource, pages.get(resource.name) ?? [])) {
      yield page.flatMap((record) => lineRows(resource, of, record))
    }
  }

  async function* reports(resource: Resource): AsyncGenerator<readonly Row[]> {
    for await (const page of rawPages(reader, resource, pages.get(resource.name) ?? [])) {
      yield page.flatMap(reportRows)
    }
  }

  /** Whose history it is stands in the name of the stored answer: `…/History/Invoices/<id>.json`. */
  async function* history(resource: Resource): AsyncGenerator<readonly Row[]> {
    for (const key of pages.get(resource.name) ?? []) {
      const [recordId = '', kind = ''] = key
        .replace(/\.json$/, '')
        .split('/')
        .toReversed()
      for await (const page of rawPages(reader, resource, [key])) {
        const about = { Resource: kind, RecordID: recordId }
        yield page.map((one) => recordRow(resource, { ...about, ...(one as object) }, null))
      }
    }
  }

  async function* attachments(): AsyncGenerator<readonly Row[]> {
    for await (const batch of jsonLines<ManifestFile>(storage, order.manifestKey)) {
      yield batch.map((file) =>
        attachmentRow(file, bothLinks ? files.recordAt(file.recordId) : null),
      )
    }
  }

  async function* exceptions(): AsyncGenerator<readonly Row[]> {
    for await (const batch of jsonLines<ManifestException>(storage, order.exceptionsKey)) {
      yield batch.map((one) => exceptionRow(one, titleOf(one.resource)))
    }
    if (cutTexts() > 0) yield [cutRow(cutTexts())]
  }

  async function* summary(): AsyncGenerator<readonly Row[]> {
    const told = new Map(order.resources.map((one) => [one.name, one.told]))
    const notes = order.resources.flatMap(({ name, exception }) =>
      exception === null ? [] : [[name, exception] as const],
    )
    yield summaryRows(tallies.done(), told, new Map(notes))
    const keys = pages.get(TRIAL_BALANCE) ?? []
    if (keys.length === 0) return
    const balances: unknown[] = []
    for await (const page of rawPages(reader, resourceNamed(TRIAL_BALANCE), keys)) {
      balances.push(...page)
    }
    yield trialBalanceRows(balances, order.currency)
  }

  return {
    rowsOf(content) {
      switch (content.of) {
        case 'records':
          return records(content.resource)
        case 'lines':
          return lines(content.resource, content.lines)
        case 'history':
          return history(content.resource)
        case 'report':
          return reports(content.resource)
        case 'attachments':
          return attachments()
        case 'exceptions':
          return exceptions()
        case 'summary':
          return summary()
      }
    },
  }
}

/** Rows live from reading to writing: of so few at a time most die young, which is cheap. */
const AT_A_TIME = 100

function* partsOf(page: readonly unknown[]): Generator<readonly unknown[]> {
  for (let from = 0; from < page.length; from += AT_A_TIME) {
    yield page.slice(from, from + AT_A_TIME)
  }
}

const titleOf = (name: string): string =>
  RESOURCES.find((resource) => resource.name === name)?.title ?? name

/** Whether a record has rows of that list. Of most records it is empty, which its first step shows. */
function rowsSeen(lines: Lines): (record: unknown) => boolean {
  const [step = '', ...rest] = lines.path.split('.')
  return (record) => {
    const list = readAt(record, step)
    const isThere = Array.isArray(list) ? list.length > 0 : rest.length > 0 && isRecord(list)
    return isThere && rowsAt(record, lines).length > 0
  }
}

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null

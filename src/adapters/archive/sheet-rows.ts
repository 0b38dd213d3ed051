import type { ManifestException, ManifestFile } from '../../core/archive/manifest.ts'
import { attachmentRow, cutRow, exceptionRow } from '../../core/archive/manifest-rows.ts'
import { lineRows, type RecordFiles, recordRow } from '../../core/archive/rows.ts'
import type { Row, SheetContent } from '../../core/archive/sheet.ts'
import { RESOURCES, recordFacts, rowsAt } from '../../core/catalogue/index.ts'
import type { Lines, Resource } from '../../core/catalogue/resource.ts'
import type { WorkbookOrder } from '../../ports/archive-writer.ts'
import type { Storage } from '../../ports/storage.ts'
import { jsonLines } from './json-lines.ts'
import { rawPages } from './raw-pages.ts'

/** Turns what a sheet is made from into its rows, in batches. Ask in the order of the sheets. */
export interface SheetRows {
  rowsOf(content: SheetContent): AsyncGenerator<readonly Row[]>
}

/** `cutTexts` tells, when the exceptions are reached, how many texts were cut until then. */
export function createSheetRows(
  storage: Storage,
  order: WorkbookOrder,
  files: ReadonlyMap<string, RecordFiles>,
  cutTexts: () => number,
): SheetRows {
  const pages = new Map(order.resources.map((one) => [one.name, one.pages]))
  // Found with the records: lists that no record has need no second reading of all pages.
  const used = new Set<Lines>()

  async function* records(resource: Resource): AsyncGenerator<readonly Row[]> {
    for await (const page of rawPages(storage, resource, pages.get(resource.name) ?? [])) {
      for (const lines of resource.lines) {
        if (!used.has(lines) && page.some((one) => rowsAt(one, lines).length > 0)) used.add(lines)
      }
      yield page.map((record) =>
        recordRow(resource, record, files.get(recordFacts(resource, record).id) ?? null),
      )
    }
  }

  async function* lines(resource: Resource, of: Lines): AsyncGenerator<readonly Row[]> {
    if (!used.has(of)) return
    for await (const page of rawPages(storage, resource, pages.get(resource.name) ?? [])) {
      yield page.flatMap((record) => lineRows(resource, of, record))
    }
  }

  async function* attachments(): AsyncGenerator<readonly Row[]> {
    for await (const batch of jsonLines<ManifestFile>(storage, order.manifestKey)) {
      yield batch.map(attachmentRow)
    }
  }

  async function* exceptions(): AsyncGenerator<readonly Row[]> {
    for await (const batch of jsonLines<ManifestException>(storage, order.exceptionsKey)) {
      yield batch.map((one) => exceptionRow(one, titleOf(one.resource)))
    }
    if (cutTexts() > 0) yield [cutRow(cutTexts())]
  }

  return {
    rowsOf(content) {
      switch (content.of) {
        case 'records':
          return records(content.resource)
        case 'lines':
          return lines(content.resource, content.lines)
        case 'attachments':
          return attachments()
        case 'exceptions':
          return exceptions()
      }
    },
  }
}

const titleOf = (name: string): string =>
  RESOURCES.find((resource) => resource.name === name)?.title ?? name

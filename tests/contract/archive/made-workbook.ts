import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { TestContext } from 'node:test'
import { workbookBytes } from '../../../src/adapters/archive/workbook.ts'
import type { SheetLimits } from '../../../src/adapters/archive/xlsx/sheet-xml.ts'
import { openStorage } from '../../../src/adapters/storage/index.ts'
import { OPENPYXL, VALIDATOR } from './programs.ts'
import { type Books, newFolder, storeBooks } from './stored-order.ts'

/** The workbook of the books, as a file. */
export async function workbookOf(
  t: TestContext,
  books: Books,
  limits?: SheetLimits,
): Promise<string> {
  const root = newFolder((cleanUp) => t.after(cleanUp))
  const order = await storeBooks(root, books)
  const storage = openStorage({ kind: 'files', root })
  const path = join(root, 'book.xlsx')
  writeFileSync(path, await buffer(workbookBytes(order, storage, limits)))
  return path
}

export type ReadCell = readonly [type: string, value: unknown, link: string | null]
export interface ReadBook {
  readonly titles: readonly string[]
  readonly hidden: readonly string[]
  readonly sheets: Readonly<Record<string, readonly (readonly ReadCell[])[]>>
}

const READER = new URL('./read_workbook.py', import.meta.url).pathname
export const readBook = async (path: string, ...titles: readonly string[]): Promise<ReadBook> =>
  JSON.parse(await OPENPYXL.run(READER, path, ...titles))

export async function assertValid(path: string): Promise<void> {
  const { ok, errors } = JSON.parse(await VALIDATOR.run(path))
  assert.deepEqual({ ok, errors: errors.slice(0, 3) }, { ok: true, errors: [] })
}

/** The values below the column of that title. */
export function below(
  rows: readonly (readonly ReadCell[])[] | undefined,
  title: string,
): readonly ReadCell[] {
  const at = rows?.[0]?.findIndex(([, value]) => value === title) ?? -1
  assert.ok(at >= 0, `no column ${title}`)
  return (rows ?? []).slice(1).map((row) => row[at] ?? ['n', null, null])
}

export const invoices = (records: readonly unknown[]): string =>
  JSON.stringify({ Invoices: records })

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { createCsvReader } from '../../../src/core/archive/csv-reading.ts'
import { RESOURCES, recordsIn } from '../../../src/core/catalogue/index.ts'
import type { Column, Resource } from '../../../src/core/catalogue/resource.ts'
import { CELL_STRINGS } from './cell-strings.ts'
import { below, readBook, workbookOf } from './made-workbook.ts'
import { LIBREOFFICE, OPENPYXL } from './programs.ts'
import { newFolder } from './stored-order.ts'

/** Short enough for LibreOffice's CSV to be compared as it is. */
const STRINGS = CELL_STRINGS.filter((text) => text.length < 1_000)
type Json = { [key: string]: Json | string }

/** An object that has the text wherever one of the columns looks. */
function filled(columns: readonly Column[], text: string): Json {
  const all: Json = {}
  for (const { path, kind } of columns) {
    if (kind !== 'text') continue
    const names = path.split('.')
    const last = names.pop() ?? ''
    let at = all
    for (const name of names) {
      const inner = at[name]
      const next: Json = typeof inner === 'object' ? inner : {}
      at[name] = next
      at = next
    }
    if (at[last] === undefined) at[last] = text
  }
  return all
}

const page = (resource: Resource): string =>
  JSON.stringify({ [resource.list]: STRINGS.map((text) => filled(resource.columns, text)) })

/** Answers that are one object have one row each, and go the same way. */
const LISTS = RESOURCES.filter(
  (one) =>
    !one.report &&
    !one.follows &&
    !one.linesOnly &&
    recordsIn(one, JSON.parse(page(one))).length === STRINGS.length,
)

const textColumns = ({ columns }: Resource): readonly Column[] =>
  // What another column of the sheet looks inside of is no text there.
  columns.filter(
    ({ kind, path }) =>
      kind === 'text' && !columns.some((other) => other.path.startsWith(`${path}.`)),
  )

test('the lists that are compared are almost all', () => {
  assert.ok(LISTS.length > 30, `${LISTS.length} lists`)
})

test('every text column of every list holds every text, as a text', async (t) => {
  const path = await workbookOf(t, {
    pages: Object.fromEntries(LISTS.map((one) => [one.name, [page(one)]])),
  })
  await t.test('openpyxl', OPENPYXL, async () => {
    const { sheets } = await readBook(path, ...LISTS.map((one) => one.title))
    for (const resource of LISTS) {
      for (const { title } of textColumns(resource)) {
        const cells = below(sheets[resource.title], title)
        const where = `${resource.title}, ${title}`
        assert.deepEqual(
          cells.map(([, value]) => value),
          STRINGS,
          where,
        )
        assert.ok(
          cells.every(([type]) => type === 's' || type === 'inlineStr'),
          where,
        )
      }
    }
  })
  await t.test('LibreOffice', LIBREOFFICE, async () => {
    const folder = newFolder((cleanUp) => t.after(cleanUp))
    // Filter options: comma, quotes, UTF-8, from line 1, ..., texts as they are, and every sheet.
    await LIBREOFFICE.run(
      `-env:UserInstallation=file://${folder}/profile`,
      '--headless',
      '--convert-to',
      'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1',
      '--outdir',
      folder,
      path,
    )
    const found = readdirSync(folder)
    for (const resource of LISTS) {
      const name = `book-${resource.title}.csv`
      assert.ok(found.includes(name), name)
      const reader = createCsvReader()
      const text = readFileSync(join(folder, name), 'utf8')
      const [header = [], ...rows] = [...reader.push(text), ...reader.end()]
      for (const { title } of textColumns(resource)) {
        const at = header.indexOf(title)
        assert.deepEqual(
          rows.map((row) => row[at]),
          // Its CSV has one kind of line end.
          STRINGS.map((one) => one.replaceAll('\r\n', '\n')),
          `${resource.title}, ${title}`,
        )
      }
    }
  })
})

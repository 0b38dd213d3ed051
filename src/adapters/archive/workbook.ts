import { CONTENTS_COLUMNS, contentsRows, type SheetMade } from '../../core/archive/contents.ts'
import type { Row, SheetPlan } from '../../core/archive/sheet.ts'
import { takeTitle } from '../../core/archive/sheet-titles.ts'
import { planSheets } from '../../core/archive/sheets.ts'
import { dayOf } from '../../core/day.ts'
import type { WorkbookOrder } from '../../ports/archive-writer.ts'
import type { Storage } from '../../ports/storage.ts'
import { giveBack } from './give-back.ts'
import { type RecordsAndFiles, readRecordFiles } from './record-files.ts'
import { createSheetRows } from './sheet-rows.ts'
import { createTables, type Tables } from './tables.ts'
import { createTallies } from './tallies.ts'
import { closingParts, fixedParts, sheetPart } from './xlsx/package.ts'
import { createPartsZip, type PartsZip } from './xlsx/parts.ts'
import { createFeed } from './xlsx/row-feed.ts'
import { EXCEL_LIMITS, type SheetLimits, type SheetShape, writeSheet } from './xlsx/sheet-xml.ts'
import { stylesXml } from './xlsx/styles.ts'

const CONTENTS = 'Contents'
/** Behind a sheet of so many rows the thread tidies up. */
const MANY_ROWS = 5_000

/**
 * The bytes of the workbook, in flat memory: sheets one behind the other, each deflated as its rows
 * are read. The same order over the same objects gives the same bytes.
 */
export async function* workbookBytes(
  order: WorkbookOrder,
  storage: Storage,
  limits: SheetLimits = EXCEL_LIMITS,
  tables: Tables = createTables(storage, null),
): AsyncGenerator<Uint8Array> {
  const zip = createPartsZip(dayOf(order.madeAt))
  yield* smallParts(zip, fixedParts(`Ledgerkeep backup of ${order.organisation}`, order.madeAt))
  yield* zip.small('xl/styles.xml', stylesXml())

  const files = await readRecordFiles(storage, order.manifestKey, limits.rows - 1)
  const taken = new Set([CONTENTS.toLowerCase()])
  const book: Book = { zip, limits, taken, files, sheets: [], cutTexts: 0 }
  const tallies = createTallies(order.currency)
  const cutTexts = () => book.cutTexts
  const rows = createSheetRows({ storage, order, files, tallies, cutTexts, links: limits.links })
  for (const plan of planSheets(order.resources)) {
    const counted = tallies.counting(plan, rows.rowsOf(plan.content))
    yield* sheetParts(book, plan, tables.storing(plan, counted))
  }
  yield* contentsParts(book, order)
  yield* smallParts(zip, closingParts([{ title: CONTENTS, isHidden: false }, ...book.sheets]))
  yield* zip.end()
}

interface Book {
  readonly zip: PartsZip
  readonly limits: SheetLimits
  readonly taken: Set<string>
  readonly files: RecordsAndFiles
  readonly sheets: SheetMade[]
  cutTexts: number
}

/** A planned sheet, and further ones while its rows do not fit. */
async function* sheetParts(
  book: Book,
  plan: SheetPlan,
  rows: AsyncGenerator<readonly Row[]>,
): AsyncGenerator<Uint8Array> {
  const feed = createFeed(rows)
  try {
    for (let note = plan.note; ; note = null) {
      const title = takeTitle(book.taken, plan.title)
      const shape = { title, columns: plan.columns, header: true, note, selected: false }
      // Contents is the first sheet, these come behind it.
      const made = yield* onePart(book, book.sheets.length + 2, shape, feed)
      const isHidden = plan.content.of === 'lines' && made === 0 && note === null
      book.sheets.push({ title, rows: made, note, isHidden })
      if (made >= MANY_ROWS) giveBack()
      if (await feed.isDone()) return
    }
  } finally {
    await feed.close()
  }
}

/** Written last, when every sheet's rows are counted, though it is the first to be seen. */
async function* contentsParts(book: Book, order: WorkbookOrder): AsyncGenerator<Uint8Array> {
  const rows = contentsRows({ ...order, sheets: book.sheets })
  const feed = createFeed(
    (async function* () {
      yield rows
    })(),
  )
  const columns = CONTENTS_COLUMNS
  const shape = { title: CONTENTS, columns, header: false, note: null, selected: true }
  yield* onePart(book, 1, shape, feed)
}

async function* onePart(
  book: Book,
  nth: number,
  shape: SheetShape & { readonly title: string },
  feed: ReturnType<typeof createFeed>,
): AsyncGenerator<Uint8Array, number> {
  const writing = writeSheet(shape, feed, book.limits, {
    cut: () => {
      book.cutTexts++
    },
    written: (row, line) => book.files.written(row, shape.title, line),
  })
  const part = sheetPart(nth)
  yield* book.zip.streamed(`xl/${part}`, writing.chunks)
  const relations = writing.links.relations()
  const name = part.slice(part.lastIndexOf('/') + 1)
  if (relations !== null) yield* book.zip.streamed(`xl/worksheets/_rels/${name}.rels`, relations)
  return writing.rows()
}

function* smallParts(
  zip: PartsZip,
  parts: readonly (readonly [string, string])[],
): Generator<Uint8Array> {
  for (const [path, text] of parts) yield* zip.small(path, text)
}

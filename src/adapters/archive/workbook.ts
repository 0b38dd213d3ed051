import { CONTENTS_COLUMNS, contentsRows, type SheetMade } from '../../core/archive/contents.ts'
import type { Row, SheetPlan } from '../../core/archive/sheet.ts'
import { takeTitle } from '../../core/archive/sheet-titles.ts'
import { planSheets } from '../../core/archive/sheets.ts'
import { dayOf } from '../../core/day.ts'
import type { WorkbookOrder } from '../../ports/archive-writer.ts'
import type { Storage } from '../../ports/storage.ts'
import { readRecordFiles } from './record-files.ts'
import { createSheetRows } from './sheet-rows.ts'
import { closingParts, fixedParts, sheetPart } from './xlsx/package.ts'
import { createPartsZip, type PartsZip } from './xlsx/parts.ts'
import { createFeed } from './xlsx/row-feed.ts'
import { EXCEL_LIMITS, type SheetLimits, type SheetShape, writeSheet } from './xlsx/sheet-xml.ts'
import { stylesXml } from './xlsx/styles.ts'

const CONTENTS = 'Contents'

/**
 * The bytes of the workbook, in flat memory: sheets one behind the other, each deflated as its rows
 * are read. The same order over the same objects gives the same bytes.
 */
export async function* workbookBytes(
  order: WorkbookOrder,
  storage: Storage,
  limits: SheetLimits = EXCEL_LIMITS,
): AsyncGenerator<Uint8Array> {
  const zip = createPartsZip(dayOf(order.madeAt))
  yield* smallParts(zip, fixedParts(`Ledgerkeep backup of ${order.organisation}`, order.madeAt))
  yield* zip.small('xl/styles.xml', stylesXml())

  const book = { zip, limits, taken: new Set([CONTENTS.toLowerCase()]), sheets: [], cutTexts: 0 }
  const files = await readRecordFiles(storage, order.manifestKey)
  const rows = createSheetRows(storage, order, files, () => book.cutTexts)
  for (const plan of planSheets(order.resources)) {
    yield* sheetParts(book, plan, rows.rowsOf(plan.content))
  }
  yield* contentsParts(book, order)
  const titles = [CONTENTS, ...(book.sheets as readonly SheetMade[]).map(({ title }) => title)]
  yield* smallParts(zip, closingParts(titles))
  yield* zip.end()
}

interface Book {
  readonly zip: PartsZip
  readonly limits: SheetLimits
  readonly taken: Set<string>
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
      const shape = { columns: plan.columns, header: true, note, selected: false }
      // Contents is the first sheet, these come behind it.
      const made = yield* onePart(book, book.sheets.length + 2, shape, feed)
      book.sheets.push({ title, rows: made, note })
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
  const shape = { columns: CONTENTS_COLUMNS, header: false, note: null, selected: true }
  yield* onePart(book, 1, shape, feed)
}

async function* onePart(
  book: Book,
  nth: number,
  shape: SheetShape,
  feed: ReturnType<typeof createFeed>,
): AsyncGenerator<Uint8Array, number> {
  const writing = writeSheet(shape, feed, book.limits, () => {
    book.cutTexts++
  })
  const part = sheetPart(nth)
  yield* book.zip.streamed(`xl/${part}`, writing.chunks)
  const relations = writing.links.relations()
  const name = part.slice(part.lastIndexOf('/') + 1)
  if (relations !== null) yield* book.zip.small(`xl/worksheets/_rels/${name}.rels`, relations)
  return writing.rows()
}

function* smallParts(
  zip: PartsZip,
  parts: readonly (readonly [string, string])[],
): Generator<Uint8Array> {
  for (const [path, text] of parts) yield* zip.small(path, text)
}

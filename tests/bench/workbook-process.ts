import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { createArchiveWriter } from '../../src/adapters/archive/index.ts'
import type { Column } from '../../src/core/catalogue/resource.ts'
import type { WorkbookOrder } from '../../src/ports/archive-writer.ts'
import { columnsOf, PAGE } from './workbook-pages.ts'

/** One workbook written by one writer from stored pages. */
export interface WorkbookRun {
  readonly writer: 'ledgerkeep' | 'exceljs'
  readonly rows: number
  readonly columns: number
  readonly folder: string
  /** The file to write in the folder. */
  readonly out: string
}

const run = JSON.parse(process.argv[2] ?? '') as WorkbookRun
const root = join(run.folder, 'storage')
const pages = Array.from({ length: run.rows / PAGE }, (_, nth) => `pages/${nth}.json`)
const started = performance.now()
let peakBytes = 0
const look = (): void => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss())
}
const watch = setInterval(look, 20)
await (run.writer === 'exceljs' ? theirs(columnsOf(run.columns)) : ours())
clearInterval(watch)
look()
process.send?.({ seconds: (performance.now() - started) / 1_000, peakBytes })

/** From the JSON of Xero's pages to the stored file, flushed, in a thread, as in a backup. */
async function ours(): Promise<void> {
  const order: WorkbookOrder = {
    ...{ key: run.out, tables: null, organisation: 'Bench', currency: 'GBP', scope: '', madeAt: 0 },
    resources: [{ name: 'Invoices', pages, told: run.rows, exception: null }],
    ...{ manifestKey: 'none', exceptionsKey: 'none' },
  }
  await createArchiveWriter({ openStorage: { kind: 'files', root } }).workbook(order)
}

/** From the same pages, the same values, handed over as JavaScript has them. */
async function theirs(columns: readonly Column[]): Promise<void> {
  const { default: excel } = await import('exceljs')
  const out = createWriteStream(join(root, run.out))
  const book = new excel.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true })
  const sheet = book.addWorksheet('Invoices')
  sheet.addRow(columns.map(({ title }) => title)).commit()
  for (const page of pages) {
    const { Invoices } = JSON.parse(await readFile(join(root, page), 'utf8'))
    for (const one of Invoices as Record<string, unknown>[]) {
      sheet.addRow(columns.map((column) => valueAt(one, column))).commit()
    }
  }
  sheet.commit()
  await book.commit()
  await finished(out)
}

function valueAt(one: Record<string, unknown>, { path, kind }: Column): unknown {
  const [outer = '', inner] = path.split('.')
  const value = inner === undefined ? one[outer] : (one[outer] as Record<string, unknown>)[inner]
  if (kind === 'date' || kind === 'instant') return new Date(Number(/\d+/.exec(String(value))?.[0]))
  return value
}

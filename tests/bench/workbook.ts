import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStorage } from '../../src/adapters/storage/index.ts'
import { VALIDATOR } from '../contract/archive/programs.ts'
import { atLeast, atMost, type BenchResult, figure } from './figures.ts'
import { PAGE, pageText } from './workbook-pages.ts'
import type { WorkbookRun } from './workbook-process.ts'

/** Rows of the comparison, and of the run that shows whether memory grows. */
const ROWS = 200_000
const MANY_ROWS = 1_000_000
const COLUMNS = 20

/** Our workbook against exceljs's streaming writer, each in a process of its own. */
export async function workbookBench(): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'ledgerkeep-bench-workbook-'))
  try {
    const storage = openStorage({ kind: 'files', root: join(folder, 'storage') })
    for (let from = 0; from < MANY_ROWS; from += PAGE) {
      await storage.put(`pages/${from / PAGE}.json`, Buffer.from(pageText(from, PAGE, COLUMNS)))
    }
    await storage.put('none', Buffer.alloc(0))
    const run = (writer: WorkbookRun['writer'], rows: number) =>
      inProcess({ writer, rows, columns: COLUMNS, folder, out: `${writer}-${rows}.xlsx` })
    // Ours on both sides of the other, so that a machine that slows down favours neither.
    const first = await run('ledgerkeep', ROWS)
    const theirs = await run('exceljs', ROWS)
    const second = await run('ledgerkeep', ROWS)
    const many = await run('ledgerkeep', MANY_ROWS)
    const seconds = (first.seconds + second.seconds) / 2
    const valid = VALIDATOR.skip
      ? null
      : await VALIDATOR.run(join(folder, 'storage', `ledgerkeep-${ROWS}.xlsx`)).then(
          () => 1,
          () => 0,
        )
    return {
      bench: 'workbook',
      options: { rows: ROWS, columns: COLUMNS, manyRows: MANY_ROWS },
      figures: [
        atLeast('rows a second, times those of exceljs', theirs.seconds / seconds, 'x', 3),
        figure('rows a second', ROWS / seconds, 'rows/s'),
        figure('rows a second of exceljs', ROWS / theirs.seconds, 'rows/s'),
        figure('rows a second at 1,000,000 rows', MANY_ROWS / many.seconds, 'rows/s'),
        figure('memory at 200,000 rows', first.peakBytes / 1e6, 'MB'),
        atMost('memory at 1,000,000 rows', many.peakBytes / 1e6, 'MB', 200),
        ...(valid === null ? [] : [atLeast("valid to Microsoft's validator", valid, '', 1)]),
      ],
      notes: VALIDATOR.skip ? [VALIDATOR.skip] : [],
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Measured {
  readonly seconds: number
  readonly peakBytes: number
}

async function inProcess(run: WorkbookRun): Promise<Measured> {
  const child = fork(new URL('./workbook-process.ts', import.meta.url), [JSON.stringify(run)], {
    execArgv: ['--import', 'tsx'],
  })
  const [told] = (await once(child, 'message')) as [Measured]
  child.disconnect()
  await once(child, 'exit')
  return told
}

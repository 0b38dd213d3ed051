import { PassThrough } from 'node:stream'
import { csvHeader, csvRow } from '../../core/archive/csv.ts'
import type { Row, SheetPlan } from '../../core/archive/sheet.ts'
import type { MadeTable } from '../../ports/archive-writer.ts'
import type { Storage } from '../../ports/storage.ts'

/** Strings are handed on in pieces of about this many characters. */
const PIECE = 65_536

/** Stores rows as CSV while somebody else reads them. */
export interface Tables {
  /** The same rows, each stored before it is handed on; the table is whole when they have ended. */
  storing(plan: SheetPlan, rows: AsyncIterable<readonly Row[]>): AsyncGenerator<readonly Row[]>
  made(): readonly MadeTable[]
}

/** Tables below `prefix`, or none where it is null. */
export function createTables(
  storage: Storage,
  prefix: string | null,
  signal?: AbortSignal,
): Tables {
  const made: MadeTable[] = []
  return {
    async *storing(plan, rows) {
      if (prefix === null) return yield* rows
      const key = `${prefix}${String(made.length + 1).padStart(3, '0')}.csv`
      const body = new PassThrough()
      const storing = storage.put(key, body, signal)
      // Met below, by whoever waits for it.
      storing.catch(() => undefined)
      try {
        let text = csvHeader(plan.columns)
        for await (const batch of rows) {
          for (const row of batch) text += csvRow(row)
          if (text.length >= PIECE) {
            await handOn(body, text, storing)
            text = ''
          }
          yield batch
        }
        body.end(text)
        made.push({ title: plan.title, key, ...(await storing) })
      } finally {
        body.destroy()
      }
    },
    made: () => made,
  }
}

/** Waits while the storage is busy, unless it has failed. */
async function handOn(body: PassThrough, text: string, storing: Promise<unknown>): Promise<void> {
  if (body.write(text)) return
  await Promise.race([new Promise((resolve) => body.once('drain', resolve)), storing])
}

import type { Row } from '../../../core/archive/sheet.ts'

/** Rows in batches, of which a sheet that is full can give some back to the next one. */
export interface RowFeed {
  /** Null when there are no more. */
  next(): Promise<readonly Row[] | null>
  giveBack(rows: readonly Row[]): void
  isDone(): Promise<boolean>
  close(): Promise<void>
}

/** Feeds from batches of any size. */
export function createFeed(batches: AsyncIterable<readonly Row[]>): RowFeed {
  const source = batches[Symbol.asyncIterator]()
  let kept: readonly Row[] | null = null
  const next = async (): Promise<readonly Row[] | null> => {
    if (kept) {
      const rows = kept
      kept = null
      return rows
    }
    for (;;) {
      const step = await source.next()
      if (step.done) return null
      if (step.value.length > 0) return step.value
    }
  }
  return {
    next,
    giveBack(rows) {
      if (rows.length > 0) kept = rows
    },
    async isDone() {
      kept ??= await next()
      return kept === null
    },
    async close() {
      await source.return?.()
    },
  }
}

/** Rows of one INSERT: at most 20 columns of each, far below SQLite's 32,766 parameters. */
const ROWS = 500

/** Hands the rows to `write` in batches, one after the other. */
export async function inBatches<Row>(
  rows: readonly Row[],
  write: (batch: readonly Row[]) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS) {
    await write(rows.slice(start, start + ROWS))
  }
}

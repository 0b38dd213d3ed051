import type { Selectable, Transaction } from 'kysely'
import type { ScanDocument } from '../../ports/store/scan.ts'
import { inBatches } from './batches.ts'
import type { Tables } from './tables.ts'

type Row = Selectable<Tables['scanDocuments']>

/**
 * Writes documents so that each record stands once in the scan. One that is there already keeps its seq,
 * and its count of files unless its flag has changed. Xero's pages shift while they are read, so a record
 * may come twice or a page may hold a new one: a new record whose seq is taken gets the next free one.
 */
export async function saveDocuments(
  transaction: Transaction<Tables>,
  scanId: string,
  documents: readonly ScanDocument[],
): Promise<void> {
  if (documents.length === 0) return
  const wanted = [...new Map(documents.map((one) => [keyOf(one), toRow(one)])).values()]
  const stored = await storedRows(transaction, scanId, wanted)
  const fresh = wanted.filter((row) => !stored.has(keyOf(row)))
  const again = wanted.flatMap((row) => merged(row, stored.get(keyOf(row))))

  const numbered = await withFreeSeqs(transaction, scanId, fresh)
  await removeRows(transaction, scanId, again)
  await inBatches([...again, ...numbered], (batch) =>
    transaction.insertInto('scanDocuments').values(batch).execute(),
  )
}

const keyOf = (row: Pick<ScanDocument, 'resource' | 'recordId'>): string =>
  `${row.resource}/${row.recordId}`

const toRow = (document: ScanDocument): Row => ({
  ...document,
  flagged: document.flagged === null ? null : Number(document.flagged),
  guessed: Number(document.guessed ?? false),
  bytes: document.bytes ?? null,
})

function merged(row: Row, old: Row | undefined): readonly Row[] {
  if (!old) return []
  const counted = row.flagged === old.flagged ? old.files : null
  return [{ ...row, seq: old.seq, files: row.files ?? counted }]
}

async function withFreeSeqs(
  transaction: Transaction<Tables>,
  scanId: string,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  const taken = await takenSeqs(transaction, scanId, rows)
  if (taken.size === 0 && new Set(rows.map((row) => row.seq)).size === rows.length) return rows
  let last = rows.reduce((most, row) => Math.max(most, row.seq), await lastSeq(transaction, scanId))
  return rows.map((row) => {
    const seq = taken.has(row.seq) ? ++last : row.seq
    taken.add(seq)
    return { ...row, seq }
  })
}

async function takenSeqs(
  transaction: Transaction<Tables>,
  scanId: string,
  rows: readonly Row[],
): Promise<Set<number>> {
  const taken = new Set<number>()
  await inBatches(rows, async (batch) => {
    const found = await transaction
      .selectFrom('scanDocuments')
      .select('seq')
      .where('scanId', '=', scanId)
      .where(
        'seq',
        'in',
        batch.map((row) => row.seq),
      )
      .execute()
    for (const { seq } of found) taken.add(seq)
  })
  return taken
}

/** The highest seq given out; -1 for none. */
async function lastSeq(transaction: Transaction<Tables>, scanId: string): Promise<number> {
  const found = await transaction
    .selectFrom('scanDocuments')
    .select((row) => row.fn.max('seq').as('last'))
    .where('scanId', '=', scanId)
    .executeTakeFirst()
  return found?.last ?? -1
}

async function storedRows(
  transaction: Transaction<Tables>,
  scanId: string,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, Row>> {
  const stored = new Map<string, Row>()
  await inBatches(rows, async (batch) => {
    const found = await transaction
      .selectFrom('scanDocuments')
      .selectAll()
      .where('scanId', '=', scanId)
      .where('resource', 'in', [...new Set(batch.map((row) => row.resource))])
      .where(
        'recordId',
        'in',
        batch.map((row) => row.recordId),
      )
      .execute()
    for (const row of found) stored.set(keyOf(row), row)
  })
  return stored
}

async function removeRows(
  transaction: Transaction<Tables>,
  scanId: string,
  rows: readonly Row[],
): Promise<void> {
  await inBatches(rows, (batch) =>
    transaction
      .deleteFrom('scanDocuments')
      .where('scanId', '=', scanId)
      .where(
        'seq',
        'in',
        batch.map((row) => row.seq),
      )
      .execute(),
  )
}

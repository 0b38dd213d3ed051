import type { ManifestFile } from '../../core/archive/manifest.ts'
import type { RecordFiles } from '../../core/archive/rows.ts'
import type { Link, Row } from '../../core/archive/sheet.ts'
import type { Storage } from '../../ports/storage.ts'
import { jsonLines } from './json-lines.ts'

/** The kept files of each record, and where record and files stand in the workbook. */
export interface RecordsAndFiles {
  /** Null for a record without kept files. */
  filesOf(recordId: string): RecordFiles | null
  /** The row is the record's: to be told where it was written. */
  expect(row: Row, recordId: string): void
  written(row: Row, sheet: string, line: number): void
  /** Where the record stands, once it is written; null when it is in no sheet. */
  recordAt(recordId: string): Link | null
  readonly files: number
}

interface Known {
  count: number
  readonly first: string
  readonly seq: number
  at: Link | null
}

/** Reads the manifest once. A sheet of files holds `perSheet` of them, the next ones a second sheet. */
export async function readRecordFiles(
  storage: Storage,
  manifestKey: string,
  perSheet: number,
): Promise<RecordsAndFiles> {
  const known = new Map<string, Known>()
  const expected = new Map<Row, Known>()
  let files = 0
  for await (const batch of jsonLines<ManifestFile>(storage, manifestKey)) {
    for (const { recordId, path } of batch) {
      const one = known.get(recordId)
      if (one) one.count++
      else known.set(recordId, { count: 1, first: path, seq: files, at: null })
      files++
    }
  }

  return {
    files,
    filesOf(recordId) {
      const one = known.get(recordId)
      if (!one) return null
      const { count, first, seq } = one
      // One link a cell: several files are reached by their rows, which stand together.
      return count === 1 ? { count, first } : { count, first, listed: listedAt(seq, perSheet) }
    },
    expect(row, recordId) {
      const one = known.get(recordId)
      if (one) expected.set(row, one)
    },
    written(row, sheet, line) {
      const one = expected.get(row)
      if (!one) return
      one.at = { sheet, line }
      expected.delete(row)
    },
    recordAt: (recordId) => known.get(recordId)?.at ?? null,
  }
}

const FILES_SHEET = 'Attachments'

function listedAt(seq: number, perSheet: number): Link {
  const nth = Math.floor(seq / perSheet)
  const sheet = nth === 0 ? FILES_SHEET : `${FILES_SHEET} (${nth + 1})`
  // Behind the header, and lines count from 1.
  return { sheet, line: (seq % perSheet) + 2 }
}

import { createInterface } from 'node:readline'
import type { ManifestFile } from '../../core/archive/manifest.ts'
import { PLACES, tablePath } from '../../core/archive/places.ts'
import type { MadeWorkbook } from '../../ports/archive-writer.ts'
import type { Stored } from '../../ports/storage.ts'
import type { ArchiveEntry } from '../../ports/store/archive.ts'
import type { AppPorts } from '../app-ports.ts'
import { workbookKey } from './workbook.ts'

/** An entry of the archive before it has its place. */
export type Piece = Pick<ArchiveEntry, 'path' | 'storageKey' | 'bytes' | 'crc32' | 'sha256' | 'day'>

/** Below which all lies that is stored for an archive alone. */
export const folderOf = (archiveId: string): string => `archives/${archiveId}`

/** A stored object of ours as an entry. */
export const pieceOf = (
  path: string,
  storageKey: string,
  { bytes, crc32, sha256 }: Stored,
): Piece => ({ path, storageKey, bytes, crc32, sha256, day: null })

/** The workbook, and each of its sheets as a table. */
export const tablePieces = (workbook: MadeWorkbook, folder: string): readonly Piece[] => [
  pieceOf(PLACES.workbook, workbookKey(folder), workbook),
  ...workbook.tables.map((table) => pieceOf(tablePath(table.title), table.key, table)),
]

/** The kept files, in the order of the stored manifest. */
export async function* filePieces(
  ports: Pick<AppPorts, 'storage'>,
  folder: string,
): AsyncGenerator<Piece> {
  const body = await ports.storage.open(`${folder}/manifest.jsonl`)
  for await (const line of createInterface({ input: body, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (!line) continue
    const { path, storageKey, bytes, crc32, sha256, day } = JSON.parse(line) as ManifestFile
    yield { path, storageKey, bytes, crc32, sha256, day }
  }
}

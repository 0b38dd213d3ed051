import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import type { ManifestFile } from '../core/archive/manifest.ts'
import type { ArchiveEntry } from '../ports/store/archive.ts'
import type { AppPorts } from './app-ports.ts'

/** An entry of the archive before it has its place. */
export type Piece = Pick<ArchiveEntry, 'path' | 'storageKey' | 'bytes' | 'crc32' | 'sha256' | 'day'>

const CHECKSUMS = 'manifest-sha256.txt'

/** The archive in its order: what stands at the top, the checksums, then the files. */
export async function* archivePieces(
  ports: Pick<AppPorts, 'storage'>,
  folder: string,
  top: readonly Piece[],
): AsyncGenerator<Piece> {
  yield* top
  const key = `${folder}/${CHECKSUMS}`
  const lines = Readable.from(checksumLines(ports, folder, top), { objectMode: false })
  yield { path: CHECKSUMS, storageKey: key, day: null, ...(await ports.storage.put(key, lines)) }
  yield* manifestPieces(ports, folder)
}

async function* checksumLines(
  ports: Pick<AppPorts, 'storage'>,
  folder: string,
  top: readonly Piece[],
): AsyncGenerator<string> {
  for (const piece of top) yield `${piece.sha256}  ${piece.path}\n`
  for await (const piece of manifestPieces(ports, folder)) yield `${piece.sha256}  ${piece.path}\n`
}

async function* manifestPieces(
  ports: Pick<AppPorts, 'storage'>,
  folder: string,
): AsyncGenerator<Piece> {
  const body = await ports.storage.open(`${folder}/manifest.jsonl`)
  for await (const line of createInterface({ input: body, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (!line) continue
    const file = JSON.parse(line) as ManifestFile
    const { path, storageKey, bytes, crc32, sha256, day } = file
    yield { path, storageKey, bytes, crc32, sha256, day }
  }
}

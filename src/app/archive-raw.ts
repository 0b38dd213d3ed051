import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { rawPath } from '../core/archive/places.ts'
import { LedgerkeepError } from '../core/errors.ts'
import type { RawPage } from '../ports/store/scan.ts'
import type { AppPorts } from './app-ports.ts'
import type { Piece } from './archive-pieces.ts'

/** Xero's answers of the scan, exactly as they came; each is read and compared with its hash of then. */
export async function rawPieces(
  ports: Pick<AppPorts, 'store' | 'storage'>,
  scanId: string,
): Promise<readonly Piece[]> {
  const pieces: Piece[] = []
  for (const { resource } of await ports.store.scan.resources(scanId)) {
    for (const page of await ports.store.scan.pages(scanId, resource)) {
      pieces.push(await rawPiece(ports, page))
    }
  }
  return pieces
}

async function rawPiece({ storage }: Pick<AppPorts, 'storage'>, page: RawPage): Promise<Piece> {
  const { storageKey, bytes, sha256 } = page
  const hash = createHash('sha256')
  let crc = 0
  for await (const chunk of await storage.open(storageKey)) {
    hash.update(chunk as Uint8Array)
    crc = crc32(chunk as Uint8Array, crc)
  }
  if (hash.digest('hex') !== sha256) {
    throw new LedgerkeepError('bug', `The stored answer ${storageKey} is damaged.`, {
      hint: 'Check the disk, then scan again: the answers of a scan are not kept twice.',
    })
  }
  const path = rawPath(storageKey)
  return { path, storageKey, bytes, sha256, crc32: crc >>> 0, day: null }
}

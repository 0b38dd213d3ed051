import { rawPath } from '../../core/archive/places.ts'
import { LedgerkeepError } from '../../core/errors.ts'
import type { RawPage } from '../../ports/store/scan.ts'
import type { AppPorts } from '../app-ports.ts'
import { readingBlock, sumsOf } from './hash.ts'
import type { Piece } from './pieces.ts'

/**
 * Xero's answers of the scan, exactly as they came, but those that are lost; each is read and compared
 * with its hash of then.
 */
export async function rawPieces(
  ports: Pick<AppPorts, 'store' | 'storage'>,
  scanId: string,
  lost: ReadonlySet<string>,
): Promise<readonly Piece[]> {
  const pieces: Piece[] = []
  const block = readingBlock()
  for (const { resource } of await ports.store.scan.resources(scanId)) {
    for (const page of await ports.store.scan.pages(scanId, resource)) {
      if (!lost.has(page.storageKey)) pieces.push(await rawPiece(ports, page, block))
    }
  }
  return pieces
}

async function rawPiece(
  ports: Pick<AppPorts, 'storage'>,
  page: RawPage,
  block: SharedArrayBuffer,
): Promise<Piece> {
  const { storageKey, bytes } = page
  const { sha256, crc32 } = await sumsOf(ports, page, block)
  if (sha256 !== page.sha256) {
    throw new LedgerkeepError('bug', `The stored answer ${storageKey} is damaged.`, {
      hint: 'Check the disk. Packing begins anew by itself, and asks Xero for it again.',
    })
  }
  return { path: rawPath(storageKey), storageKey, bytes, sha256, crc32, day: null }
}

import { createHash } from 'node:crypto'
import type { AppPorts } from '../app-ports.ts'

/** Memory that stored objects are read through, one after the other. */
export const readingBlock = (): SharedArrayBuffer => new SharedArrayBuffer(262_144)

/** Hash and CRC-32 of a stored object of that length. Rejects as `gather` does. */
export async function sumsOf(
  { storage }: Pick<AppPorts, 'storage'>,
  object: { readonly storageKey: string; readonly bytes: number },
  block: SharedArrayBuffer,
): Promise<{ readonly sha256: string; readonly crc32: number }> {
  const { storageKey: key, bytes } = object
  const hash = createHash('sha256')
  let crc32 = 0
  for (let start = 0; start < bytes; start += block.byteLength) {
    const length = Math.min(block.byteLength, bytes - start)
    crc32 = (await storage.gather([{ key, start, length, at: 0, crc32 }], block))[0] ?? 0
    hash.update(new Uint8Array(block, 0, length))
  }
  return { sha256: hash.digest('hex'), crc32 }
}

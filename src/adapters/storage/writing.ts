import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import type { Stored } from '../../ports/storage.ts'
import { inPieces } from './pieces.ts'

const written = promisify(fs.write)
const dataFlushed = promisify(fs.fdatasync)

/** Lists come line by line: a write for each would take longer than all else. */
const WRITE_BYTES = 65_536

/**
 * Writes a new file and brings its bytes to the disk. Opening, closing and the first piece only reach
 * the system's memory and take less time than waking a thread for them; most files are no longer than
 * one piece. What may wait for the disk is left to a thread.
 */
export async function writeFlushed(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<Stored> {
  const file = fs.openSync(path, 'wx', 0o600)
  try {
    const hash = createHash('sha256')
    let crc = 0
    let bytes = 0
    for await (const piece of inPieces(chunks, WRITE_BYTES)) {
      hash.update(piece)
      crc = crc32(piece, crc)
      const first = bytes === 0 && piece.byteLength <= WRITE_BYTES
      bytes += piece.byteLength
      await writeAll(file, piece, first ? fs.writeSync(file, piece) : 0)
    }
    await dataFlushed(file)
    return { bytes, sha256: hash.digest('hex'), crc32: crc >>> 0 }
  } finally {
    fs.closeSync(file)
  }
}

/** One write may take less than it was given. */
async function writeAll(file: number, piece: Uint8Array, before: number): Promise<void> {
  for (let done = before; done < piece.byteLength; ) {
    done += (await written(file, piece, done, piece.byteLength - done)).bytesWritten
  }
}

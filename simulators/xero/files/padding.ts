import { mix } from '../worlds/chance.ts'

const BLOCK = 65_536
const BUILT = new Map<number, Buffer>()

/** Bytes of noise for a seed, in pieces; `printable` noise is hexadecimal digits in lines. */
export function* noise(seed: number, length: number, printable = false): Iterable<Buffer> {
  const block = noiseBlock(printable ? 1 : 0)
  let at = seed % BLOCK
  for (let left = length; left > 0; ) {
    const piece = block.subarray(at, Math.min(BLOCK, at + left))
    yield piece
    left -= piece.length
    at = 0
  }
}

function noiseBlock(kind: 0 | 1): Buffer {
  const known = BUILT.get(kind)
  if (known !== undefined) return known
  const block = Buffer.alloc(BLOCK)
  for (let at = 0; at < BLOCK; at += 4) block.writeUInt32LE(mix(7, at, kind), at)
  if (kind === 1) {
    for (let at = 0; at < BLOCK; at += 1) {
      block[at] = at % 64 === 63 ? 10 : '0123456789abcdef'.charCodeAt((block[at] ?? 0) & 15)
    }
  }
  BUILT.set(kind, block)
  return block
}

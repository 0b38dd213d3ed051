import type { FileBody } from '../reply.ts'
import { type Bitmap, drawText } from './font.ts'
import { noise } from './padding.ts'

/** The standard luminance DC table: how many codes of each length, then their categories. */
const DC_COUNTS = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
const DC_CODES: readonly (readonly [code: number, bits: number])[] = [
  [0b00, 2],
  [0b010, 3],
  [0b011, 3],
  [0b100, 3],
  [0b101, 3],
  [0b110, 3],
  [0b1110, 4],
  [0b11110, 5],
  [0b111110, 6],
  [0b1111110, 7],
  [0b11111110, 8],
  [0b111111110, 9],
]

/**
 * A baseline grey JPEG of the lines, one dot of the text to one block of eight pixels, so that only
 * DC coefficients are needed. Comment segments fill it up to `size`.
 */
export function jpeg(lines: readonly string[], size: number, seed: number): FileBody {
  const bitmap = drawText(lines)
  const head = Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
  ])
  const picture = Buffer.concat([
    segment(0xdb, Buffer.from([0, ...Array.from({ length: 64 }, () => 8)])),
    segment(0xc0, frame(bitmap.width * 8, bitmap.height * 8)),
    segment(0xc4, Buffer.from([0x00, ...DC_COUNTS, ...DC_CODES.keys()])),
    // One AC code of one bit, the end of block.
    segment(0xc4, Buffer.from([0x10, 1, ...Array.from({ length: 15 }, () => 0), 0])),
    segment(0xda, Buffer.from([1, 1, 0x00, 0, 63, 0])),
    scan(bitmap),
    Buffer.from([0xff, 0xd9]),
  ])
  const comments = fill(size - head.length - picture.length, seed)
  const whole = Buffer.concat([head, ...comments, picture])
  return { length: whole.length, chunks: () => [whole] }
}

function segment(marker: number, data: Buffer): Buffer {
  const start = Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 0xff])
  return Buffer.concat([start, data])
}

function fill(bytes: number, seed: number): Buffer[] {
  const comments: Buffer[] = []
  for (let left = bytes; left > 4; ) {
    const length = Math.min(left - 4, 60_000)
    comments.push(segment(0xfe, Buffer.concat([...noise(seed + left, length)])))
    left -= length + 4
  }
  return comments
}

function frame(width: number, height: number): Buffer {
  const data = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0])
  data.writeUInt16BE(height, 1)
  data.writeUInt16BE(width, 3)
  return data
}

/** Differences of the blocks' mean greys, each followed by the end-of-block bit. */
function scan(bitmap: Bitmap): Buffer {
  const bits = new BitWriter(bitmap.dots.length * 4 + 64)
  let previous = 0
  for (const dot of bitmap.dots) {
    const level = dot === 1 ? -100 : 110
    putDifference(bits, level - previous)
    previous = level
  }
  return bits.finish()
}

function putDifference(bits: BitWriter, difference: number): void {
  const category = difference === 0 ? 0 : 32 - Math.clz32(Math.abs(difference))
  const [code, length] = DC_CODES[category] ?? [0, 0]
  bits.put(code, length)
  bits.put(difference < 0 ? difference + (1 << category) - 1 : difference, category)
  bits.put(0, 1)
}

/** Bits to bytes, with a zero byte stuffed after each 0xff as JPEG demands. */
class BitWriter {
  readonly #bytes: Buffer
  #length = 0
  #pending = 0
  #count = 0

  constructor(capacity: number) {
    this.#bytes = Buffer.alloc(capacity)
  }

  put(value: number, bits: number): void {
    this.#pending = (this.#pending << bits) | value
    this.#count += bits
    while (this.#count >= 8) {
      this.#count -= 8
      this.#byte((this.#pending >>> this.#count) & 0xff)
    }
    this.#pending &= (1 << this.#count) - 1
  }

  finish(): Buffer {
    if (this.#count > 0) this.put((1 << (8 - this.#count)) - 1, 8 - this.#count)
    return this.#bytes.subarray(0, this.#length)
  }

  #byte(value: number): void {
    this.#bytes[this.#length] = value
    this.#length += value === 0xff ? 2 : 1
  }
}

import { crc32, deflateSync } from 'node:zlib'
import type { FileBody } from '../reply.ts'
import { drawText } from './font.ts'
import { noise } from './padding.ts'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const SCALE = 3

/** A black and white picture of the lines, filled up to `size` with a private chunk. */
export function png(lines: readonly string[], size: number, seed: number): FileBody {
  const { width, height, pixels } = paint(lines)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([1, 0, 0, 0, 0], 8)
  const start = Buffer.concat([SIGNATURE, chunk('IHDR', header)])
  const image = chunk('IDAT', deflateSync(pixels, { level: 3 }))
  const end = chunk('IEND', Buffer.alloc(0))
  const left = size - start.length - image.length - end.length - 12
  const filler = left > 0 ? chunk('npAd', Buffer.concat([...noise(seed, left)])) : Buffer.alloc(0)
  const whole = Buffer.concat([start, filler, image, end])
  return { length: whole.length, chunks: () => [whole] }
}

/** One bit per pixel, each row after a filter byte of zero; a dot is SCALE pixels wide and high. */
function paint(lines: readonly string[]) {
  const bitmap = drawText(lines)
  const width = bitmap.width * SCALE
  const height = bitmap.height * SCALE
  const stride = Math.ceil(width / 8) + 1
  const pixels = Buffer.alloc(stride * height, 0xff)
  for (let row = 0; row < bitmap.height; row += 1) {
    const start = row * SCALE * stride
    pixels[start] = 0
    for (let x = 0; x < bitmap.width; x += 1) {
      if (bitmap.dots[row * bitmap.width + x] === 1) blacken(pixels, start + 1, x * SCALE)
    }
    for (let copy = 1; copy < SCALE; copy += 1) {
      pixels.copyWithin(start + copy * stride, start, start + stride)
    }
  }
  return { width, height, pixels }
}

function blacken(pixels: Buffer, start: number, from: number): void {
  for (let x = from; x < from + SCALE; x += 1) {
    const at = start + (x >> 3)
    pixels[at] = (pixels[at] ?? 0) & ~(0x80 >> (x & 7))
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(data.length, 0)
  body.copy(whole, 4)
  whole.writeUInt32BE(crc32(body), body.length + 4)
  return whole
}

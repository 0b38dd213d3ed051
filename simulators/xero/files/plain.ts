import type { FileBody } from '../reply.ts'
import { noise } from './padding.ts'

/** The lines as UTF-8 text, followed by lines of digits up to `size`. */
export function plainText(lines: readonly string[], size: number, seed: number): FileBody {
  const head = Buffer.from(`${lines.join('\r\n')}\r\n`)
  return padded(head, size, seed)
}

/** The lines as a two-column table, then rows of digits up to `size`. */
export function csv(lines: readonly string[], size: number, seed: number): FileBody {
  const rows = lines.map((line, at) => `${at + 1},"${line.replaceAll('"', '""')}"`)
  return padded(Buffer.from(`line,text\r\n${rows.join('\r\n')}\r\n`), size, seed)
}

export const NO_BYTES: FileBody = { length: 0, chunks: () => [] }

function padded(head: Buffer, size: number, seed: number): FileBody {
  const padding = Math.max(0, size - head.length)
  return {
    length: head.length + padding,
    *chunks() {
      yield head
      yield* noise(seed, padding, true)
    },
  }
}

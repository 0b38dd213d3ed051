import type { FileBody } from '../reply.ts'
import { noise } from './padding.ts'

/** Signs of Windows-1252 beyond Latin-1 are rare enough to be shown as a question mark. */
function pdfText(line: string): string {
  return line.replace(/[^\x20-\x7e\xa0-\xff]/gu, '?').replace(/[\\()]/g, (sign) => `\\${sign}`)
}

/**
 * A one-page PDF 1.4 with the lines as its text. A stream object that nothing draws fills it up to
 * `size` bytes; a smaller size gives the smallest file there is.
 */
export function pdf(lines: readonly string[], size: number, seed: number): FileBody {
  const text = lines.map((line) => `(${pdfText(line)}) Tj T*`).join('\n')
  const content = `BT /F1 11 Tf 15 TL 56 780 Td\n${text}\nET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    `<< /Length ${latin(content).length} >>\nstream\n${content}\nendstream`,
  ]
  const bare = assemble(objects, 0)
  const padding = Math.max(0, size - bare.head.length - bare.tail.length)
  const { head, tail } = assemble(objects, padding)
  return {
    length: head.length + padding + tail.length,
    *chunks() {
      yield head
      yield* noise(seed, padding, true)
      yield tail
    },
  }
}

/** Ten digits wherever the padding's length shows, so that the length changes nothing else. */
const ten = (value: number) => String(value).padStart(10, '0')

function assemble(objects: readonly string[], padding: number): { head: Buffer; tail: Buffer } {
  const offsets: number[] = []
  let head = '%PDF-1.4\n%\xe2\xe3\xcf\xd3\n'
  for (const [at, object] of objects.entries()) {
    offsets.push(head.length)
    head += `${at + 1} 0 obj\n${object}\nendobj\n`
  }
  offsets.push(head.length)
  head += `${objects.length + 1} 0 obj\n<< /Length ${ten(padding)} >>\nstream\n`
  const end = '\nendstream\nendobj\n'
  const table = offsets.map((offset) => `${ten(offset)} 00000 n \n`).join('')
  const size = objects.length + 2
  const startXref = head.length + padding + end.length
  const tail = `${end}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${ten(startXref)}\n%%EOF\n`
  return { head: latin(head), tail: latin(tail) }
}

function latin(words: string): Buffer {
  return Buffer.from(words, 'latin1')
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32, inflateSync } from 'node:zlib'
import type { FileBody } from '../reply.ts'
import { jpeg } from './jpeg.ts'
import { pdf } from './pdf.ts'
import { csv, plainText } from './plain.ts'
import { png } from './png.ts'

const LINES = [
  'Harbour Street Bakery',
  'INV-0042 (copy)',
  'Müller & Söhne 北京',
  'Total 1234.56 GBP',
]

function whole(body: FileBody): Buffer {
  const bytes = Buffer.concat([...body.chunks()])
  assert.equal(bytes.length, body.length)
  return bytes
}

test('a PDF has the wanted length, and its table points at its objects', () => {
  for (const size of [0, 2_000, 20_000, 300_000]) {
    const bytes = whole(pdf(LINES, size, 9))
    if (size > 1_500) assert.equal(bytes.length, size)
    const words = bytes.toString('latin1')
    assert.ok(words.startsWith('%PDF-1.4') && words.endsWith('%%EOF\n'))
    const table = Number(/startxref\n(\d+)/.exec(words)?.[1])
    assert.equal(words.slice(table, table + 4), 'xref')
    const entries = [...words.slice(table).matchAll(/(\d{10}) 00000 n/g)].map((match) =>
      Number(match[1]),
    )
    assert.equal(entries.length, 6)
    for (const [at, offset] of entries.entries())
      assert.ok(words.startsWith(`${at + 1} 0 obj`, offset))
    const streams = [...words.matchAll(/\/Length (\d+) >>\nstream\n/g)]
    for (const match of streams) {
      const end = match.index + match[0].length + Number(match[1])
      assert.ok(words.startsWith('\nendstream', end))
    }
    assert.ok(words.includes('INV-0042 \\(copy\\)'))
  }
})

test('a PNG has right checksums and as many pixels as it says', () => {
  for (const size of [0, 9_000]) {
    const bytes = whole(png(LINES, size, 3))
    if (size > 0) assert.equal(bytes.length, size)
    assert.equal(bytes.subarray(1, 4).toString(), 'PNG')
    let pixels = Buffer.alloc(0)
    const types: string[] = []
    for (let at = 8; at < bytes.length; ) {
      const length = bytes.readUInt32BE(at)
      const type = bytes.subarray(at + 4, at + 8).toString('latin1')
      assert.equal(
        bytes.readUInt32BE(at + 8 + length),
        crc32(bytes.subarray(at + 4, at + 8 + length)),
      )
      if (type === 'IDAT') pixels = inflateSync(bytes.subarray(at + 8, at + 8 + length))
      types.push(type)
      at += length + 12
    }
    assert.equal(types[0], 'IHDR')
    assert.equal(types.at(-1), 'IEND')
    const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
    assert.equal(pixels.length, (Math.ceil(width / 8) + 1) * height)
    assert.ok(pixels.some((byte) => byte !== 0xff && byte !== 0))
  }
})

test('a JPEG is a chain of segments, and its scan decodes to as many blocks as it says', () => {
  const bytes = whole(jpeg(LINES, 90_000, 3))
  assert.ok(Math.abs(bytes.length - 90_000) <= 8)
  assert.equal(bytes.readUInt16BE(0), 0xffd8)
  assert.equal(bytes.readUInt16BE(bytes.length - 2), 0xffd9)
  let at = 2
  let blocks = 0
  while (bytes[at + 1] !== 0xda) {
    assert.equal(bytes[at], 0xff)
    if (bytes[at + 1] === 0xc0)
      blocks = (bytes.readUInt16BE(at + 5) / 8) * (bytes.readUInt16BE(at + 7) / 8)
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  assert.equal(countBlocks(bytes.subarray(at + 2 + bytes.readUInt16BE(at + 2), -2)), blocks)
})

/** Reads DC categories by the standard table, a second time and by other means than the writer. */
function countBlocks(scan: Buffer): number {
  const bits = [...scan.toString('latin1').replaceAll('\xff\0', '\xff')]
    .map((sign) => sign.charCodeAt(0).toString(2).padStart(8, '0'))
    .join('')
  const codes = [
    '00',
    '010',
    '011',
    '100',
    '101',
    '110',
    '1110',
    '11110',
    '111110',
    '1111110',
    '11111110',
    '111111110',
  ]
  let at = 0
  let blocks = 0
  while (bits.length - at >= 8 || bits.slice(at).includes('0')) {
    const category = codes.findIndex((code) => bits.startsWith(code, at))
    assert.ok(category >= 0)
    at += (codes[category]?.length ?? 0) + category
    assert.equal(bits[at], '0', 'end of block')
    at += 1
    blocks += 1
  }
  return blocks
}

test('text and CSV have the wanted length and begin with their lines', () => {
  assert.ok(
    whole(plainText(LINES, 5_000, 1))
      .toString()
      .startsWith('Harbour'),
  )
  assert.equal(csv(LINES, 5_000, 1).length, 5_000)
  assert.ok(
    whole(csv(LINES, 10, 1))
      .toString()
      .includes('3,"Müller & Söhne 北京"'),
  )
})

test('bytes depend on the seed and on the lines', () => {
  const bytes = (lines: string[], seed: number) =>
    whole(pdf(lines, 20_000, seed)).toString('latin1')
  assert.equal(bytes(LINES, 1), bytes(LINES, 1))
  assert.notEqual(bytes(LINES, 1), bytes(LINES, 2))
  assert.notEqual(bytes(LINES, 1), bytes(['other'], 1))
})

import { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { createInflateRaw } from 'node:zlib'
import { readEnd, readRecord } from '../core/archive/zip-reading.ts'
import { localRecord, type ZipRecord } from '../core/archive/zip-records.ts'
import type { Source } from './verify-source.ts'

/** A sheet's title and the texts of its cells, row by row; numbers as they are written. */
export interface ReadSheet {
  readonly title: string
  rows(): AsyncGenerator<readonly string[]>
}

/** The sheets of a workbook as Ledgerkeep writes it. Throws when it is none. */
export async function readWorkbook(source: Source, path: string): Promise<readonly ReadSheet[]> {
  const parts = await partsOf(source, path)
  const text = async (name: string): Promise<string> => {
    const part = parts.get(name)
    if (!part) throw new Error(`The workbook has no ${name}.`)
    let all = ''
    for await (const piece of inflated(source, path, part)) all += piece
    return all
  }
  const titles = [...(await text('xl/workbook.xml')).matchAll(/<sheet name="([^"]*)"/g)]
  return titles.map(([, title = ''], nth) => {
    const part = parts.get(`xl/worksheets/sheet${nth + 1}.xml`)
    if (!part) throw new Error(`The workbook has no sheet ${title}.`)
    return { title: plain(title), rows: () => rowsOf(inflated(source, path, part)) }
  })
}

async function partsOf(source: Source, path: string): Promise<ReadonlyMap<string, ZipRecord>> {
  const size = source.files.get(path) ?? 0
  const place = readEnd(await source.slice(path, Math.max(0, size - 98), 98), size)
  if (!place) throw new Error('The workbook is no whole ZIP.')
  const directory = await source.slice(path, place.offset, place.bytes)
  const parts = new Map<string, ZipRecord>()
  for (let at = 0, read = readRecord(directory, 0); read; read = readRecord(directory, at)) {
    parts.set(read.record.path, read.record)
    at += read.length
  }
  return parts
}

async function* inflated(source: Source, path: string, part: ZipRecord): AsyncGenerator<string> {
  const start = part.offset + localRecord(part).length
  const pieces = async function* () {
    for (let at = 0; at < part.packedBytes; at += 1_048_576) {
      yield await source.slice(path, start + at, Math.min(1_048_576, part.packedBytes - at))
    }
  }
  const packed = Readable.from(pieces())
  const inflate = createInflateRaw()
  packed.once('error', (error) => inflate.destroy(error))
  const decoder = new StringDecoder('utf8')
  for await (const piece of packed.pipe(inflate)) yield decoder.write(piece as Buffer)
}

async function* rowsOf(xml: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  let rest = ''
  for await (const piece of xml) {
    const rows = (rest + piece).split('</row>')
    rest = rows.pop() ?? ''
    for (const row of rows) yield cellsOf(row.slice(row.lastIndexOf('<row ')))
  }
}

const CELL = /<c r="([A-Z]+)\d+"[^>]*>(?:<is><t[^>]*>([^<]*)<\/t><\/is>|<v>([^<]*)<\/v>)<\/c>/g

function cellsOf(row: string): readonly string[] {
  const cells: string[] = []
  for (const [, letters = '', text, value] of row.matchAll(CELL)) {
    cells[columnOf(letters)] = text === undefined ? (value ?? '') : plain(text)
  }
  return Array.from(cells, (cell) => cell ?? '')
}

const columnOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

const plain = (xml: string): string =>
  xml
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))

import { StringDecoder } from 'node:string_decoder'
import { createCsvReader } from '../core/archive/csv-reading.ts'

/** All of it as text. */
export async function textOf(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all).toString('utf8')
}

/** Lines with their line feed, if they have one. */
export async function* linesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  for await (const piece of pieces) {
    const lines = (rest + decoder.write(Buffer.from(piece))).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield `${line}\n`
  }
  rest += decoder.end()
  if (rest !== '') yield rest
}

/** The rows of a table behind its header, by the header's titles. */
export async function* tableOf(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<(title: string) => string> {
  const decoder = new StringDecoder('utf8')
  const reader = createCsvReader()
  let header: readonly string[] | null = null
  const taken = function* (rows: readonly (readonly string[])[]) {
    for (const row of rows) {
      if (header === null) header = row
      else {
        const places = header
        yield (title: string): string => row[places.indexOf(title)] ?? ''
      }
    }
  }
  for await (const piece of pieces) yield* taken(reader.push(decoder.write(Buffer.from(piece))))
  yield* taken(reader.push(decoder.end()))
  yield* taken(reader.end())
}

import { StringDecoder } from 'node:string_decoder'
import { LedgerkeepError } from '../../core/errors.ts'
import type { Storage } from '../../ports/storage.ts'

/**
 * A stored object of one JSON value a line, in batches, in the shape we wrote it. Split at line feeds
 * only: `node:readline` would also split at U+2028, which JSON texts may hold.
 */
export async function* jsonLines<T>(storage: Storage, key: string): AsyncGenerator<readonly T[]> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  for await (const chunk of await storage.open(key)) {
    const lines = (rest + decoder.write(chunk)).split('\n')
    rest = lines.pop() ?? ''
    yield lines.flatMap((line) => parsed<T>(line, key))
  }
  yield parsed<T>(rest + decoder.end(), key)
}

function parsed<T>(line: string, key: string): readonly T[] {
  if (line.trim() === '') return []
  try {
    return [JSON.parse(line) as T]
  } catch (error) {
    throw new LedgerkeepError('bug', `The stored object ${key} has a line that is no JSON.`, {
      cause: error,
    })
  }
}
